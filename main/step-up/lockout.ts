// Counts codes that were not accepted, per issuer: five in fifteen minutes lock it for fifteen (protocols 3.5).
import type { Clock } from '../../shared/model/ports.ts'

export const triesPerChallenge = 3
const maxWrong = 5
const windowMs = 15 * 60_000

export interface Lockout {
  /** End of the lock, Unix ms, or null while codes may be asked for. */
  lockedUntilMs(issuer: string): number | null
  onWrongCode(issuer: string): void
}

/** Kept in memory: a restart is the person's own act, an agent cannot cause one. */
export function createLockout(clock: Pick<Clock, 'nowMs'>): Lockout {
  const wrong = new Map<string, number[]>()
  const recent = (issuer: string): number[] =>
    (wrong.get(issuer) ?? []).filter((atMs) => atMs > clock.nowMs() - windowMs)
  return {
    lockedUntilMs: (issuer) => {
      const times = recent(issuer)
      const last = times.at(-1)
      return times.length >= maxWrong && last !== undefined ? last + windowMs : null
    },
    onWrongCode: (issuer) => void wrong.set(issuer, [...recent(issuer), clock.nowMs()]),
  }
}
