// Decides when a standing grant is renewed by itself, and when the person is told that it ends. Pure.
import type { Grant } from '../../shared/model/grant.ts'

/** A grant without its tokens. */
export type GrantFacts = Omit<Grant, 'accessToken' | 'refreshToken'> & {
  readonly hasRefreshToken: boolean
}

/** An access token is renewed this long before its end, or in the last fifth of a short life. Milliseconds. */
const marginMs = 60_000
const marginShare = 0.2
/** A refresh token that lies unused is used after this share of its life (protocols 6.10). */
const keepAliveShare = 0.8
/** The person is told this long before the authorization ends, or in the last fifth of a short one. */
const noticeMs = 3 * 24 * 60 * 60_000

/**
 * When to refresh (Unix ms), or null: shortly before the access token ends, but only where it was used since it came;
 * and before a refresh token ends that nobody used. Never after the authorization as a whole, where no refresh helps.
 */
export function planRefresh(grant: GrantFacts, usedAtMs: number | null): number | null {
  const { hasRefreshToken, obtainedAtMs, expiresAtMs, refreshExpiresAtMs = null } = grant
  if (!hasRefreshToken) return null
  const times: number[] = []
  if (expiresAtMs !== null && usedAtMs !== null && usedAtMs >= obtainedAtMs) {
    times.push(expiresAtMs - Math.min(marginMs, (expiresAtMs - obtainedAtMs) * marginShare))
  }
  if (refreshExpiresAtMs !== null) {
    times.push(obtainedAtMs + (refreshExpiresAtMs - obtainedAtMs) * keepAliveShare)
  }
  const endMs = grant.authorizationExpiresAtMs ?? Infinity
  const first = Math.min(...times)
  return first < endMs ? first : null
}

export interface AuthorizationEnd {
  /** When nothing but a new sign-in helps any more, Unix ms. */
  readonly renewBeforeMs: number
  /** From when on the person is told, Unix ms. */
  readonly tellFromMs: number
}

/**
 * When the person has to have signed in again: at the end of the authorization where the server names one, and at the
 * end of an access token that nothing renews. Null where nobody knows.
 */
export function findAuthorizationEnd(grant: GrantFacts): AuthorizationEnd | null {
  const { obtainedAtMs, expiresAtMs, hasRefreshToken, authorizationExpiresAtMs = null } = grant
  const unrenewed = hasRefreshToken ? null : expiresAtMs
  const ends = [authorizationExpiresAtMs, unrenewed].filter((end) => end !== null)
  if (ends.length === 0) return null
  const renewBeforeMs = Math.min(...ends)
  const leadMs = Math.min(noticeMs, (renewBeforeMs - obtainedAtMs) * marginShare)
  return { renewBeforeMs, tellFromMs: renewBeforeMs - Math.max(0, leadMs) }
}
