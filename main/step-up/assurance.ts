// Judges whether a new grant is as strong, as fresh and as wide as the resource server asked (protocols 6.6, 12.3).
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

/** False when the answer names a scope that lacks some of `needed`; naming none means: as asked (RFC 6749 5.1). */
export function coversScope(
  { scope }: Pick<IssuedTokens, 'scope'>,
  needed: string | null,
): boolean {
  if (scope === null || needed === null) return true
  const granted = new Set(scope.split(' '))
  return needed.split(' ').every((one) => one === '' || granted.has(one))
}
