// Counts codes that were not accepted, per issuer: five in fifteen minutes lock it for fifteen (protocols 3.5).
import { z } from 'zod'
import type { Clock } from '../../shared/model/ports.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { SecretStore } from './auth-session.ts'

export const triesPerChallenge = 3
const maxWrong = 5
const windowMs = 15 * 60_000

export interface Lockout {
  /** End of the lock, Unix ms, or null while codes may be asked for. */
  lockedUntilMs(issuer: string): Promise<number | null>
  /** Durable when it resolves: call it before anything else is asked. */
  onWrongCode(issuer: string): Promise<void>
}

const timesSchema = z.array(z.number())

/** Kept sealed: whoever can make the app start again must not get five more tries by it (threat 101). */
export function createLockout(secrets: SecretStore, clock: Pick<Clock, 'nowMs'>): Lockout {
  const recent = async (issuer: string): Promise<number[]> => {
    const nowMs = clock.nowMs()
    const times = readTimes(await secrets.load(lockoutName(issuer)))
    // A time ahead of the clock was written before the clock was put back: it counts from now.
    return times.map((atMs) => Math.min(atMs, nowMs)).filter((atMs) => atMs > nowMs - windowMs)
  }
  return {
    lockedUntilMs: async (issuer) => {
      const times = await recent(issuer)
      const last = times.at(-1)
      return times.length >= maxWrong && last !== undefined ? last + windowMs : null
    },
    onWrongCode: async (issuer) => {
      const times = [...(await recent(issuer)), clock.nowMs()].slice(-maxWrong)
      await secrets.save(lockoutName(issuer), new Secret(JSON.stringify(times)))
    },
  }
}

function readTimes(kept: Secret | null): number[] {
  try {
    return kept === null ? [] : timesSchema.parse(JSON.parse(kept.reveal()))
  } catch {
    return []
  }
}

function lockoutName(issuer: string): string {
  return `lockout:${issuer}`
}
