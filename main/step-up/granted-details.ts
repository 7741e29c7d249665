// Compares granted authorization details with the ones that were asked for (RFC 9396 section 7, threat 111).
import canonicalize from 'canonicalize'

/** `unknown`: the answer says nothing of them, so only the resource server can tell. */
export type DetailsJudgement = 'as_asked' | 'less' | 'more' | 'unknown'

/**
 * Entry by entry, in canonical form. An entry that nobody asked for, also one that was changed, is `more`: the person
 * agreed to something else. Nothing asked and nothing granted is `as_asked`.
 */
export function judgeDetails(
  askedJson: string | null,
  grantedJson: string | null,
): DetailsJudgement {
  if (grantedJson === null) return askedJson === null ? 'as_asked' : 'unknown'
  const asked = entriesOf(askedJson ?? '[]')
  const granted = entriesOf(grantedJson)
  if (granted.some((entry) => !asked.includes(entry))) return 'more'
  return asked.every((entry) => granted.includes(entry)) ? 'as_asked' : 'less'
}

function entriesOf(json: string): string[] {
  const value: unknown = JSON.parse(json)
  return Array.isArray(value) ? value.map((entry) => canonicalize(entry) ?? '') : []
}
