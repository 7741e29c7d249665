// The course of one ceremony, without Electron: attempts, retries, the deadline, and exactly one end.
import type {
  CeremonyAnswer,
  CeremonyReply,
  CeremonyTask,
} from '../../../shared/ceremony-channels.ts'
import { text } from '../../../shared/catalogue/text.ts'
import type { Clock } from '../../../shared/model/ports.ts'
import { explainRefusal } from './ceremony-answer.ts'

export type CeremonyOutcome =
  { kind: 'credential'; json: string } | { kind: 'cancelled' } | { kind: 'failed'; reason: string }

export interface CeremonyRun {
  readonly outcome: Promise<CeremonyOutcome>
  /** What the page asks for; null when the ceremony is over. */
  load(): CeremonyTask | null
  answer(answer: CeremonyAnswer): CeremonyReply
  /** The window was closed, or a newer ceremony took its place. */
  abandon(): void
  /** The page could not be shown at all. */
  fail(reason: string): void
}

export interface CeremonyRunOptions {
  readonly kind: 'get' | 'create'
  readonly optionsJson: string
  readonly host: string
  readonly timeoutMs: number
  readonly clock: Pick<Clock, 'after'>
}

/** Starts the deadline. `outcome` settles once, with the first end that comes. */
export function createCeremonyRun(options: CeremonyRunOptions): CeremonyRun {
  let resolve: (outcome: CeremonyOutcome) => void = () => undefined
  const promise = new Promise<CeremonyOutcome>((settle) => {
    resolve = settle
  })
  let over = false
  let lastRefusal: string | null = null
  const end = (outcome: CeremonyOutcome): void => {
    if (over) return
    over = true
    cancelDeadline()
    resolve(outcome)
  }
  const cancelDeadline = options.clock.after(options.timeoutMs, () =>
    end({ kind: 'failed', reason: text('desktop.ceremony-timeout') }),
  )
  const leave = (): void =>
    end(lastRefusal === null ? { kind: 'cancelled' } : { kind: 'failed', reason: lastRefusal })
  return {
    outcome: promise,
    load: () =>
      over
        ? null
        : {
            kind: options.kind,
            optionsJson: options.optionsJson,
            waitingText: text('desktop.ceremony-waiting'),
          },
    answer(answer) {
      if (over) return { retryText: null }
      if (answer.kind === 'failed') {
        lastRefusal = explainRefusal(answer.errorName, options.host)
        return { retryText: lastRefusal }
      }
      if (answer.kind === 'credential') end(answer)
      else leave()
      return { retryText: null }
    },
    abandon: leave,
    fail: (reason) => end({ kind: 'failed', reason }),
  }
}
