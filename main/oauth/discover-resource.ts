// Discovers which authorization servers protect a resource server (RFC 9728).
import { z } from 'zod'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import { parseUrl } from '../http/loopback.ts'
import { fetchDocument, type DocumentContext } from './fetch-document.ts'
import { isAllowedEndpoint, isIssuerIdentifier } from './server-metadata.ts'
import type { JsonObject } from './json-object.ts'

export interface ProtectedResource {
  /** To be sent as `resource` with every authorization and token request. */
  readonly resource: string
  /** Issuers, in the server's order; only those we may go to. */
  readonly authorizationServers: readonly string[]
  readonly scopesSupported: readonly string[]
  /** The server's own name. Untrusted text. */
  readonly name: string | null
  /** `dpop_bound_access_tokens_required`. */
  readonly dpopRequired: boolean
}

const documentSchema = z.looseObject({
  resource: z.string(),
  authorization_servers: z.array(z.string()).optional(),
  scopes_supported: z.array(z.string()).optional().catch(undefined),
  resource_name: z.string().optional().catch(undefined),
  dpop_bound_access_tokens_required: z.boolean().optional().catch(undefined),
})

/**
 * The metadata of the resource server at `url`, or null when it has none. `resourceMetadataUrl` is what a challenge
 * named, if any. Throws `oauth/resource_mismatch` when the document is about another resource, `http/` errors
 * when there is no server to ask. Danger: never send a token you hold to an authorization server found here anew.
 */
export async function discoverResource(
  context: DocumentContext,
  request: { url: string; resourceMetadataUrl: string | null },
): Promise<ProtectedResource | null> {
  for (const candidate of listCandidates(request)) {
    const answer = await fetchDocument(context, candidate.url)
    if (answer.kind === 'document') return validateDocument(answer.body, request.url, candidate)
  }
  return null
}

interface Candidate {
  readonly url: string
  /** True when `resource` must equal the URL; else it may also be a parent of it on the same origin. */
  readonly exact: boolean
}

function listCandidates(request: { url: string; resourceMetadataUrl: string | null }): Candidate[] {
  const { origin, pathname, search } = new URL(request.url)
  const path = pathname === '/' ? '' : pathname.replace(/\/$/, '')
  const wellKnown = `${origin}/.well-known/oauth-protected-resource`
  const named = request.resourceMetadataUrl
  const candidates: Candidate[] = []
  if (named !== null && isAllowedEndpoint(named, request.url))
    candidates.push({ url: named, exact: false })
  if (path !== '' || search !== '')
    candidates.push({ url: `${wellKnown}${path}${search}`, exact: true })
  candidates.push({ url: wellKnown, exact: false })
  return candidates.filter(
    ({ url }, at) => candidates.findIndex((other) => other.url === url) === at,
  )
}

function validateDocument(body: JsonObject, url: string, candidate: Candidate): ProtectedResource {
  const parsed = documentSchema.safeParse(body)
  if (!parsed.success || !isAbout(parsed.data.resource, url, candidate.exact))
    throw mismatch(url, body['resource'])
  const document = parsed.data
  return {
    resource: document.resource,
    authorizationServers: (document.authorization_servers ?? []).filter(
      (issuer) => isIssuerIdentifier(issuer) && isAllowedEndpoint(issuer, url),
    ),
    scopesSupported: document.scopes_supported ?? [],
    name: document.resource_name?.slice(0, 200) ?? null,
    dpopRequired: document.dpop_bound_access_tokens_required ?? false,
  }
}

/** Compared as parsed URLs, so that only a missing slash after the host is forgiven. */
function isAbout(resource: string, url: string, exact: boolean): boolean {
  const claimed = parseUrl(resource)
  const used = new URL(url)
  if (claimed === null || claimed.hash !== '' || claimed.origin !== used.origin) return false
  if (claimed.href === used.href) return true
  if (exact || claimed.search !== '') return false
  const parent = claimed.pathname.replace(/\/$/, '')
  return used.pathname === parent || used.pathname.startsWith(`${parent}/`)
}

function mismatch(url: string, received: unknown): CountersignError {
  const message = text('oauth.resource_mismatch', { host: new URL(url).host })
  return new CountersignError('oauth/resource_mismatch', message, { detail: { url, received } })
}
