// A real clock whose timers all stop at once, as they do when a process dies.
import { createSystemClock } from '../../main/system-clock.ts'
import type { Clock } from '../../shared/model/ports.ts'

export interface MortalClock extends Clock {
  /** Nothing that was planned happens any more, and nothing can be planned. */
  die(): void
}

/** `aheadMs`: by how much its wall clock is wrong. */
export function createMortalClock(aheadMs = 0): MortalClock {
  const clock = createSystemClock()
  const planned = new Set<() => void>()
  let dead = false
  return {
    nowMs: () => clock.nowMs() + aheadMs,
    monotonicMs: () => clock.monotonicMs(),
    after(delayMs, run) {
      if (dead) return () => undefined
      const cancel = clock.after(delayMs, () => {
        planned.delete(cancel)
        run()
      })
      planned.add(cancel)
      return () => {
        planned.delete(cancel)
        cancel()
      }
    },
    die() {
      dead = true
      for (const cancel of planned) cancel()
      planned.clear()
    },
  }
}
