// Says whether a web page is of an authorization server itself: the same host, or the same registrable domain.
import { domainToUnicode } from 'node:url'
import { getDomain } from 'tldts'
import { parseUrl } from '../http/loopback.ts'

/** By the public suffix list (protocols 11). Anything in clear has to be of the issuer's own origin. */
export function isPageOfIssuer(address: string, issuer: string): boolean {
  const page = parseUrl(address)
  const own = parseUrl(issuer)
  if (page === null || own === null) return false
  if (page.protocol !== 'https:') return page.origin === own.origin
  if (page.host === own.host) return true
  const options = { allowPrivateDomains: true }
  const domain = getDomain(issuer, options)
  return domain !== null && getDomain(address, options) === domain
}

/** How a Punycode host name would read, or null for one of plain letters. */
export function readPunycode(hostname: string): string | null {
  if (!hostname.split('.').some((label) => label.startsWith('xn--'))) return null
  // Empty for what is no such name: it is warned of all the same.
  return domainToUnicode(hostname) || hostname
}
