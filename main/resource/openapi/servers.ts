// Picks the server of an API among those its document names: never one that the person has not agreed to.
import { isAllowedEndpoint } from '../../oauth/server-metadata.ts'
import { parseUrl } from '../../http/loopback.ts'
import { asList, asText, memberOf } from './json-value.ts'

export type ServerChoice =
  | { readonly kind: 'chosen'; readonly url: string }
  /** On another origin than the document, and nobody has agreed to that one. */
  | { readonly kind: 'offered'; readonly url: string }
  /** None that we may go to. */
  | { readonly kind: 'none' }

const mostServers = 50

/**
 * The first one on the origin that was agreed to; where nobody was asked, that is the document's own. Any other is only
 * offered. Without any, the server is the document's root (OpenAPI 3.1, 4.8.1). Addresses come without a closing slash.
 */
export function chooseServer(
  servers: unknown,
  documentUrl: string,
  agreedOrigin: string | null,
): ServerChoice {
  const urls = listServers(servers, documentUrl)
  const origin = agreedOrigin ?? new URL(documentUrl).origin
  const chosen = urls.find((url) => new URL(url).origin === origin)
  if (chosen !== undefined) return { kind: 'chosen', url: chosen }
  const [first] = urls
  return first === undefined ? { kind: 'none' } : { kind: 'offered', url: first }
}

/** Every server that may be used at all, in the document's order. */
export function listServers(servers: unknown, documentUrl: string): string[] {
  const named = asList(servers).slice(0, mostServers)
  const given = named.length === 0 ? [{ url: '/' }] : named
  return given.flatMap((server) => {
    const url = readServer(server, documentUrl)
    return url === null ? [] : [url]
  })
}

function readServer(server: unknown, documentUrl: string): string | null {
  const template = asText(memberOf(server, 'url'))
  const filled = template === null ? null : fillIn(template, memberOf(server, 'variables'))
  if (filled === null || !URL.canParse(filled, documentUrl)) return null
  const url = new URL(filled, documentUrl)
  if (url.search !== '' || !isAllowedEndpoint(url.href, documentUrl)) return null
  return url.href.replace(/(?<!\/)\/+$/, '')
}

/** Every variable takes its default: a person has been asked about none of the others. */
function fillIn(template: string, variables: unknown): string | null {
  let missing = false
  const filled = template.replaceAll(/\{([^{}]*)\}/g, (_whole, name: string) => {
    const value = asText(memberOf(memberOf(variables, name), 'default'))
    missing ||= value === null
    return value ?? ''
  })
  return missing ? null : filled
}

/** True for an address of the same origin, at `base` or below it. */
export function isBelow(url: string, base: string): boolean {
  const [one, other] = [parseUrl(url), parseUrl(base)]
  if (one === null || other === null || one.origin !== other.origin) return false
  const root = other.pathname.replace(/(?<!\/)\/+$/, '')
  return one.pathname === root || one.pathname.startsWith(`${root}/`)
}
