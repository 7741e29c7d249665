// Reads web addresses: where they really go, and everything in them that tries to look like somewhere else.
import { getDomain } from 'tldts'
import { text } from '../../shared/catalogue/text.ts'
import { readingOf, type Reader, type Reading, type Span } from './reading.ts'
import { asciiLookalike, findMixedWords } from './scripts.ts'
import { makeVisible, makeVisibleLine } from './visible.ts'

const schemed = /^\s*[a-z][a-z0-9+.-]{0,30}:/i
const withAuthority = /^\s*[a-z][a-z0-9+.-]{0,30}:[/\\]{1,}/i
const risky = /^\s*(?:javascript|vbscript|data|file|blob):/i
const longFrom = 500

/** Null when the value is no address. */
export function readUrl({ leaf, hint }: Reader): Reading | null {
  if (typeof leaf.raw !== 'string' || !schemed.test(leaf.raw) || leaf.raw.includes('\n'))
    return null
  const expected = /(?:^|[^a-z])(?:url|uri|href|link)s?$/i.test(leaf.name) || hint.format === 'uri'
  if (!withAuthority.test(leaf.raw) && !risky.test(leaf.raw) && !expected) return null
  if (/^[a-z]:[/\\]/i.test(leaf.raw)) return null
  const url = URL.canParse(leaf.raw) ? new URL(leaf.raw) : null
  if (url === null) return readingOf('url', { warnings: [text('card.warn_url_unsound')] })
  return readingOf('url', {
    reading: destination(url),
    emphasis: hostSpan(leaf.raw),
    warnings: warningsOf(url, leaf.raw),
  })
}

function destination(url: URL): string | null {
  if (url.host === '') return null
  const domain = getDomain(url.hostname, { allowPrivateDomains: true })
  const host = makeVisible(url.host)
  return domain === null || domain === url.hostname
    ? text('card.url_goes_to', { host })
    : text('card.url_goes_to_domain', { host, domain })
}

const beforeHost = /^\s*[a-z][a-z0-9+.-]*:[/\\]{2}(?:[^/\\?#]*@)?/i

/** Where the host stands in the text; null where there is none. */
function hostSpan(raw: string): Span | null {
  const start = beforeHost.exec(raw)?.[0].length ?? raw.length
  const length = /^(?:\[[^\]]*\]|[^/\\?#:]+)/.exec(raw.slice(start))?.[0].length ?? 0
  return length === 0 ? null : { start, end: start + length }
}

function warningsOf(url: URL, raw: string): string[] {
  const host = url.hostname
  const found: (string | false)[] = [
    url.protocol !== 'https:' &&
      text('card.warn_url_scheme', { scheme: makeVisibleLine(url.protocol.replace(':', '')) }),
    (url.username !== '' || url.password !== '') &&
      text('card.warn_url_user', { host: makeVisible(host) }),
    isIpLiteral(host) && text('card.warn_url_ip', { host: makeVisible(host) }),
    ...hostSpelling(host, raw),
    url.port !== '' && text('card.warn_url_port', { port: url.port }),
    raw.length > longFrom && text('card.warn_url_long', { count: raw.length }),
    /[\t\r\\]|^\s|\s$/.test(raw) && text('card.warn_url_repaired', { host: makeVisible(host) }),
  ]
  return found.filter((each) => each !== false)
}

function isIpLiteral(host: string): boolean {
  return host.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host)
}

/** Hosts outside ASCII: their punycode, mixed letters, and what they can be taken for. */
function* hostSpelling(host: string, raw: string): Generator<string> {
  const span = hostSpan(raw)
  const written = span === null ? host : raw.slice(span.start, span.end)
  if (/(?:^|\.)xn--/.test(host)) yield text('card.warn_url_punycode', { host: makeVisible(host) })
  const words = makeVisibleLine(written)
  const plain = asciiLookalike(written)
  if (plain !== null) {
    yield text('card.warn_lookalike', { words, plain: makeVisibleLine(plain) })
    return
  }
  const [mixed] = findMixedWords(written, 1)
  if (mixed !== undefined)
    yield text('card.warn_mixed', { words, scripts: mixed.scripts.join(', ') })
}
