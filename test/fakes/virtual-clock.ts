// A clock that stands still until a test moves it: timers fire in order, and no test sleeps.
import type { Clock } from '../../shared/model/ports.ts'

export interface VirtualClock extends Clock {
  /** Moves time forward, firing what becomes due, in order. */
  advance(ms: number): void
  readonly pending: number
}

export function createVirtualClock(startMs = 1_700_000_000_000): VirtualClock {
  let nowMs = startMs
  let timers: { atMs: number; order: number; run: () => void }[] = []
  let order = 0
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    after: (delayMs, run) => {
      const timer = { atMs: nowMs + Math.max(0, delayMs), order: order++, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    advance: (ms) => {
      const endMs = nowMs + ms
      for (;;) {
        const due = timers
          .filter((timer) => timer.atMs <= endMs)
          .toSorted((a, b) => a.atMs - b.atMs || a.order - b.order)[0]
        if (due === undefined) break
        timers = timers.filter((each) => each !== due)
        nowMs = Math.max(nowMs, due.atMs)
        due.run()
      }
      nowMs = endMs
    },
    get pending() {
      return timers.length
    },
  }
}

/** Lets promises and microtasks that are ready run. */
export async function settle(rounds = 100): Promise<void> {
  for (let round = 0; round < rounds; round += 1) await Promise.resolve()
}
