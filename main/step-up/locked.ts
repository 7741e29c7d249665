// Says that codes are not asked for at an issuer for a while.
import { text } from '../../shared/catalogue/text.ts'
import type { Lockout } from './lockout.ts'

/** Words for the person while the issuer is locked, else null. */
export async function describeLock(lockout: Lockout, issuer: string): Promise<string | null> {
  const lockedUntilMs = await lockout.lockedUntilMs(issuer)
  if (lockedUntilMs === null) return null
  const time = new Date(lockedUntilMs).toLocaleTimeString('en-GB', { timeStyle: 'short' })
  return text('step-up.locked', { host: new URL(issuer).host, time })
}
