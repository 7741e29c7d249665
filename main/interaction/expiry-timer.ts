// One timer for many ends: fires when the earliest noted moment has come, without scanning everything on each change.
import type { Clock } from '../../shared/model/ports.ts'

export interface ExpiryTimer {
  /** Something ends at this moment (Unix ms). */
  note(atMs: number): void
  stop(): void
}

const retryDelayMs = 60_000

/**
 * `run` closes what is due and returns the next moment, or null. What is due but could not be closed (a full disk),
 * and a `run` that throws, is tried again after a minute, never at once.
 */
export function createExpiryTimer(
  clock: Clock,
  run: () => number | null,
  onError: (error: unknown) => void,
): ExpiryTimer {
  let armedForMs: number | null = null
  let disarm: (() => void) | null = null

  const stop = (): void => {
    disarm?.()
    disarm = null
    armedForMs = null
  }
  const attempt = (): number | null => {
    try {
      return run()
    } catch (error) {
      // Nobody stands above a timer: an exception would end the app, and nothing would expire any more.
      onError(error)
      return clock.nowMs()
    }
  }
  const fire = (): void => {
    stop()
    const next = attempt()
    if (next !== null) note(next)
  }
  const note = (atMs: number): void => {
    if (armedForMs !== null && armedForMs <= atMs) return
    stop()
    armedForMs = atMs
    const leftMs = atMs - clock.nowMs()
    disarm = clock.after(leftMs > 0 ? leftMs : retryDelayMs, fire)
  }
  return { note, stop }
}

/** The earliest of some moments, or null. */
export function earliest(moments: readonly number[]): number | null {
  return moments.length === 0 ? null : moments.reduce((a, b) => Math.min(a, b))
}
