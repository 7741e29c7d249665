// Judges whether a new grant is as strong, as fresh and as wide as the resource server asked (protocols 6.6, 12.3).
import type { IssuedTokens } from '../oauth/answers.ts'

const leewaySeconds = 60

/**
 * False when an ID token came and does not show what was asked for, also by saying nothing of it. Where none came there
 * is nothing to judge by: the resource server decides, once.
 */
export function isAssured(
  tokens: Pick<IssuedTokens, 'acr' | 'authTimeSeconds' | 'idToken'>,
  asked: { readonly acrValues: string | null; readonly maxAgeSeconds: number | null },
  nowMs: number,
): boolean {
  const { acr, authTimeSeconds, idToken = null } = tokens
  if (idToken === null && acr === null && authTimeSeconds === null) return true
  if (asked.acrValues !== null && !asked.acrValues.split(' ').includes(acr ?? '')) return false
  if (asked.maxAgeSeconds === null) return true
  const oldest = nowMs / 1_000 - asked.maxAgeSeconds - leewaySeconds
  return authTimeSeconds !== null && authTimeSeconds >= oldest
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
