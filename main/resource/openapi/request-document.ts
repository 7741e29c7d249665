// Fetches what may be an OpenAPI document, and finds the one that a server keeps in a usual place.
import { isCountersignError } from '../../../shared/errors.ts'
import type { Grant } from '../../../shared/model/grant.ts'
import type { Challenge } from '../../../shared/model/tool-call.ts'
import type { Clock } from '../../../shared/model/ports.ts'
import type { GuardedFetch } from '../../http/guarded-fetch.ts'
import { readBodyText } from '../../http/read-body.ts'
import { isAllowedEndpoint } from '../../oauth/server-metadata.ts'
import type { DpopProofs } from '../../oauth/dpop-proofs.ts'
import type { Access } from '../mcp-fetch.ts'
import { readChallenge } from '../send-outcome.ts'
import { badDocument } from './bad-document.ts'
import { longestDocument, readDocumentText } from './document-text.ts'
import { asList, asObject, asText, memberOf, type JsonObject } from './json-value.ts'
import { isOpenApi } from './read-api.ts'
import type { ReadYaml } from './read-yaml.ts'

export interface DocumentParts {
  /** Takes documents of up to 20 MB. */
  readonly fetch: GuardedFetch
  readonly proofs: Pick<DpopProofs, 'sendWithProof'>
  readonly clock: Pick<Clock, 'after'>
  readonly readYaml: ReadYaml
}

export type DocumentAnswer =
  | { readonly kind: 'document'; readonly document: JsonObject }
  | { readonly kind: 'refused'; readonly challenge: Challenge }
  /** Another status, or a redirect. */
  | { readonly kind: 'absent' }

/** What a document is presented with, for a server that keeps even that to itself. */
export interface Credentials {
  readonly access: Access
  readonly tokenType: Grant['tokenType']
}

const accept =
  'application/openapi+json, application/json, application/openapi+yaml;q=0.9, application/yaml;q=0.8, text/yaml;q=0.7, */*;q=0.1'
const timeoutMs = 60_000

/**
 * Throws `resource/bad_document` for what is there and is none, and the `http/` error where no server answers.
 * Danger: `credentials` go to `url`; it has to be of the origin that they are for.
 */
export async function requestDocument(
  parts: DocumentParts,
  url: string,
  credentials: Credentials | null = null,
): Promise<DocumentAnswer> {
  const { host } = new URL(url)
  try {
    const response = await parts.proofs.sendWithProof(parts.fetch, {
      url,
      method: 'GET',
      headers: { accept },
      body: null,
      key: credentials?.access.key ?? null,
      accessToken: credentials?.access.accessToken ?? null,
    })
    const { status, headers } = response
    // A stream has no end: an MCP server of an earlier kind answers any reading with one.
    if (status === 200 && !isStream(headers)) {
      const limits = { clock: parts.clock, maximumBytes: longestDocument, timeoutMs, host }
      const source = await readBodyText(response, limits)
      return { kind: 'document', document: await readDocumentText(source, host, parts.readYaml) }
    }
    await response.body?.cancel().catch(() => undefined)
    if (status !== 401 && status !== 403) return { kind: 'absent' }
    const challenge = readChallenge({ status, headers }, credentials?.tokenType ?? null)
    return { kind: 'refused', challenge }
  } catch (error) {
    if (isCountersignError(error, 'http/redirect_refused')) return { kind: 'absent' }
    if (isCountersignError(error, 'http/too_large'))
      throw badDocument('openapi.too-large', { host })
    if (isCountersignError(error, 'http/not_json'))
      throw badDocument('openapi.unreadable', { host })
    throw error
  }
}

function isStream(headers: Headers): boolean {
  return /^text\/event-stream\b/i.test(headers.get('content-type') ?? '')
}

/** True for an address that nobody gives to anything but a document. */
export function isDocumentAddress(url: string): boolean {
  return /\.(?:json|ya?ml)$/i.test(new URL(url).pathname)
}

/**
 * The document for what a person typed: at the address itself, beside it, at the server's root, or where its API
 * catalogue (RFC 9727) leads on the same origin. Null where there is none; what is no such document there is passed
 * over.
 */
export async function findDocument(
  parts: DocumentParts,
  typedUrl: string,
): Promise<{ documentUrl: string; document: JsonObject } | null> {
  for (const url of listPlaces(typedUrl)) {
    const document = await lookAt(parts, url)
    if (document !== null && isOpenApi(document)) return { documentUrl: url, document }
  }
  return findInCatalogue(parts, typedUrl)
}

function listPlaces(typedUrl: string): string[] {
  const { origin, pathname } = new URL(typedUrl)
  const folder = `${origin}${pathname.replace(/(?<!\/)\/+$/, '')}`
  const places = ['openapi.json', 'openapi.yaml'].flatMap((name) => [
    `${folder}/${name}`,
    `${origin}/${name}`,
  ])
  return [...new Set([typedUrl, ...places])]
}

/** Null for everything that cannot be read there. */
async function lookAt(parts: DocumentParts, url: string): Promise<JsonObject | null> {
  try {
    const answer = await requestDocument(parts, url)
    return answer.kind === 'document' ? answer.document : null
  } catch (error) {
    if (isCountersignError(error)) return null
    throw error
  }
}

async function findInCatalogue(
  parts: DocumentParts,
  typedUrl: string,
): Promise<{ documentUrl: string; document: JsonObject } | null> {
  const { origin } = new URL(typedUrl)
  const catalogue = await lookAt(parts, `${origin}/.well-known/api-catalog`)
  for (const url of catalogue === null ? [] : listDescriptions(catalogue, origin)) {
    const document = await lookAt(parts, url)
    if (document !== null && isOpenApi(document)) return { documentUrl: url, document }
  }
  return null
}

const mostDescriptions = 3

/** `service-desc` links of a linkset (RFC 9264): on this server only. */
function listDescriptions(catalogue: JsonObject, origin: string): string[] {
  const links = asList(memberOf(catalogue, 'linkset')).flatMap((each) =>
    asList(memberOf(asObject(each), 'service-desc')),
  )
  const urls = links.flatMap((link) => {
    const href = asText(memberOf(link, 'href'))
    return href !== null && URL.canParse(href, origin) ? [new URL(href, origin).href] : []
  })
  const own = urls.filter((url) => new URL(url).origin === origin && isAllowedEndpoint(url, origin))
  return [...new Set(own)].slice(0, mostDescriptions)
}
