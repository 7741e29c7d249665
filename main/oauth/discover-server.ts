// Discovers an authorization server from its issuer identifier (RFC 8414, OpenID Connect Discovery).
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import { parseUrl } from '../http/loopback.ts'
import { fetchDocument, type DocumentContext } from './fetch-document.ts'
import {
  isIssuerIdentifier,
  listRefusedEndpoints,
  serverMetadataSchema,
  type ServerMetadata,
} from './server-metadata.ts'
import type { JsonObject } from './json-object.ts'

/**
 * The metadata of `issuer`, checked: the document's `issuer` equals the asked one byte for byte, PKCE S256 is
 * advertised, every endpoint is https (or on this computer for an issuer on this computer).
 * Throws `oauth/issuer_mismatch`, `oauth/discovery_failed` or an `http/` error.
 */
export async function discoverAuthorizationServer(
  context: DocumentContext,
  issuer: string,
): Promise<ServerMetadata> {
  for (const url of listMetadataUrls(issuer)) {
    const answer = await fetchDocument(context, url)
    if (answer.kind === 'document') return validateMetadata(answer.body, issuer)
  }
  throw failed(issuer, 'oauth.not_an_authorization_server')
}

/** Where the document may be, in the order of MCP (protocols 10.3). Throws for an identifier that is no URL. */
export function listMetadataUrls(issuer: string): string[] {
  const url = parseUrl(issuer)
  if (url === null || !isIssuerIdentifier(issuer))
    throw failed(issuer, 'oauth.not_an_authorization_server')
  const path = url.pathname.replace(/(?<!\/)\/+$/, '')
  const inserted = ['oauth-authorization-server', 'openid-configuration'].map(
    (name) => `${url.origin}/.well-known/${name}${path}`,
  )
  return path === ''
    ? inserted
    : [...inserted, `${url.origin}${path}/.well-known/openid-configuration`]
}

function validateMetadata(body: JsonObject, issuer: string): ServerMetadata {
  if (typeof body['issuer'] === 'string' && body['issuer'] !== issuer) throw mismatch(issuer, body)
  const parsed = serverMetadataSchema.safeParse(body)
  if (!parsed.success) throw failed(issuer, 'oauth.not_an_authorization_server', parsed.error)
  const refused = listRefusedEndpoints(parsed.data)
  if (refused.length > 0) throw failed(issuer, 'oauth.endpoints_refused', { refused })
  if (parsed.data.token_endpoint === undefined)
    throw failed(issuer, 'oauth.not_an_authorization_server')
  if (parsed.data.code_challenge_methods_supported?.includes('S256') !== true)
    throw failed(issuer, 'oauth.no_pkce')
  return parsed.data
}

function mismatch(issuer: string, body: JsonObject): CountersignError {
  const values = { issuer: hostOf(issuer) }
  return new CountersignError('oauth/issuer_mismatch', text('oauth.issuer_mismatch', values), {
    detail: { issuer, received: body['issuer'] },
  })
}

function failed(
  issuer: string,
  key: 'oauth.not_an_authorization_server' | 'oauth.endpoints_refused' | 'oauth.no_pkce',
  detail: unknown = null,
): CountersignError {
  const message = text(key, { issuer: hostOf(issuer) })
  return new CountersignError('oauth/discovery_failed', message, { detail: { issuer, detail } })
}

function hostOf(issuer: string): string {
  return parseUrl(issuer)?.host ?? issuer.slice(0, 100)
}
