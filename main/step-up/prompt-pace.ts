// Keeps calls from prompting the person again and again: one prompt in 30 seconds per server (protocols 13.4).
import type { Clock } from '../../shared/model/ports.ts'

const spacingMs = 30_000

export interface PromptPace {
  /**
   * The one wait of a flow before it prompts: call the result before each prompt, only the first one waits. It is at
   * an end at once when `signal` is aborted. There is none for a call that the person themselves approved since the
   * last prompt (`approvedAtMs`, Unix): they are there, and asked for it.
   */
  begin(
    issuer: string,
    flow: { readonly signal: AbortSignal; readonly approvedAtMs: number | null },
  ): () => Promise<void>
  /** The prompt brought what was asked: it was no step of a loop, and the next call need not wait for it. */
  onHelped(issuer: string): void
}

/** A prompt that the person asked for (a sign-in, a registration) does not come here. */
export function createPromptPace(clock: Clock): PromptPace {
  const nextAtMs = new Map<string, number>()
  const lastAtMs = new Map<string, number>()
  const wait: (...flow: Parameters<PromptPace['begin']>) => Promise<void> = async (
    issuer,
    { signal, approvedAtMs },
  ) => {
    const isAwaited = approvedAtMs !== null && approvedAtMs > (lastAtMs.get(issuer) ?? Infinity)
    while (!isAwaited) {
      const delayMs = (nextAtMs.get(issuer) ?? 0) - clock.monotonicMs()
      if (delayMs <= 0 || signal.aborted) break
      await sleep(clock, delayMs, signal)
    }
    nextAtMs.set(issuer, clock.monotonicMs() + spacingMs)
    lastAtMs.set(issuer, clock.nowMs())
  }
  return {
    begin: (issuer, flow) => {
      let turn: Promise<void> | null = null
      return () => (turn ??= wait(issuer, flow))
    },
    onHelped: (issuer) => void nextAtMs.delete(issuer),
  }
}

function sleep(clock: Pick<Clock, 'after'>, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.after(delayMs, end)
    signal.addEventListener('abort', end, { once: true })
  })
}
