// How often and how long a failed call of a model is tried again: bounded, and never for what cannot get better.
import type { Clock } from '../../../shared/model/ports.ts'
import type { ModelFailure } from './failure.ts'

export interface Tried {
  /** Waits for a rate limit. */
  readonly waits: number
  /** Repeats for anything else. */
  readonly repeats: number
}

/** A server that asks for longer is not waited for inside a step; the person is told instead. */
export const longestWaitMs = 60_000
const mostWaits = 3
const mostRepeats = 1
const mostServerErrors = 2

export type Patience = { kind: 'give_up' } | { kind: 'again'; afterMs: number; tried: Tried }

/** Nothing was executed by a failed answer, so asking again repeats nothing. */
export function decideAgain(failure: ModelFailure, tried: Tried): Patience {
  switch (failure.kind) {
    case 'rate_limited': {
      const afterMs = failure.retryAfterMs ?? 2_000 * 2 ** tried.waits
      if (tried.waits >= mostWaits || afterMs > longestWaitMs) return { kind: 'give_up' }
      return { kind: 'again', afterMs, tried: { ...tried, waits: tried.waits + 1 } }
    }
    case 'server_error':
      return repeat(tried, mostServerErrors, 1_000 * 4 ** tried.repeats)
    case 'unreachable':
      return repeat(tried, mostRepeats, 1_000)
    case 'broken':
    case 'garbage':
    case 'empty':
      return repeat(tried, mostRepeats, 0)
    default:
      return { kind: 'give_up' }
  }
}

function repeat(tried: Tried, most: number, afterMs: number): Patience {
  if (tried.repeats >= most) return { kind: 'give_up' }
  return { kind: 'again', afterMs, tried: { ...tried, repeats: tried.repeats + 1 } }
}

/** Rejects with the signal's reason when it is stopped meanwhile. */
export function wait(
  clock: Pick<Clock, 'after'>,
  delayMs: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(delayMs, () => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    })
    const onAbort = (): void => {
      cancel()
      reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'))
    }
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
  })
}
