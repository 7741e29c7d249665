// Judges whether a new grant is as strong and as fresh as the resource server asked (RFC 9470, protocols 6.6).
import type { IssuedTokens } from '../oauth/answers.ts'

const leewaySeconds = 60

/** True unless an ID token came and says otherwise; without one there is nothing to judge by. */
export function isAssured(
  tokens: Pick<IssuedTokens, 'acr' | 'authTimeSeconds'>,
  asked: { readonly acrValues: string | null; readonly maxAgeSeconds: number | null },
  nowMs: number,
): boolean {
  const { acr, authTimeSeconds } = tokens
  if (asked.acrValues !== null && acr !== null && !asked.acrValues.split(' ').includes(acr)) {
    return false
  }
  if (asked.maxAgeSeconds === null || authTimeSeconds === null) return true
  return authTimeSeconds >= nowMs / 1_000 - asked.maxAgeSeconds - leewaySeconds
}
