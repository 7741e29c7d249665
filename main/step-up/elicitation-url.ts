// Reads the page of a URL elicitation: what may be offered to the person at all, and what they must see of it.
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import { readPunycode } from '../oauth/issuer-page.ts'

const longest = 4_000
/** Anything that a log or an eye could misread: controls, blanks, backslashes, quotes, angle brackets. */
const suspicious = /[\p{C}\p{Z}\\"'`<>^{|}]/u

/**
 * The page as the URL standard writes it, or null. Only https, or http on this computer at the origin of `issuer`
 * (development); no user name, no password. Nothing is fetched (protocols 10.4, threat 104).
 */
export function parseElicitationUrl(
  value: unknown,
  issuer: string | null,
): NonNullable<ElicitationView['url']> | null {
  if (typeof value !== 'string' || value.length > longest) return null
  if (suspicious.test(value) || !URL.canParse(value)) return null
  const url = new URL(value)
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null
  const own = url.protocol === 'http:' && issuer !== null && url.origin === new URL(issuer).origin
  if (url.protocol !== 'https:' && !own) return null
  return { address: url.href, host: url.host, unicodeHost: readPunycode(url.hostname) }
}
