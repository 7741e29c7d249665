// Registers this app at an authorization server it meets for the first time (RFC 7591).
import { z } from 'zod'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import { Secret } from '../../shared/model/secret.ts'
import { readBodyText } from '../http/read-body.ts'
import { readError, readWords } from './members.ts'
import type { OAuthContext } from './oauth-context.ts'
import { advertisesDpop, type ServerMetadata } from './server-metadata.ts'
import { deferredGrantType, exchangeGrantType } from './identifiers.ts'
import { parseJsonObject, type JsonObject } from './json-object.ts'

export interface Registration {
  readonly clientId: string
  readonly clientAuthentication: 'none' | 'client_secret_basic' | 'client_secret_post'
  /** Only when the server insisted on one; keep it in the vault. */
  readonly clientSecret: Secret | null
  readonly redirectUri: string
}

const answerSchema = z.looseObject({
  client_id: z.string().regex(/^[\x20-\x7e]{1,2000}$/),
  client_secret: z.string().min(1).optional(),
  redirect_uris: z.array(z.string()).optional(),
  token_endpoint_auth_method: z
    .enum(['none', 'client_secret_basic', 'client_secret_post'])
    .optional(),
})

export interface RegistrationRequest {
  readonly redirectUri: string
  readonly clientName: string
  /** Where this app's client ID metadata document is published (https), or null where it is not. */
  readonly clientMetadataUrl: string | null
}

/**
 * Registers with `redirectUri` (from `pickRedirectUri`). Where the server reads client ID metadata documents and we have
 * one, its address is our client identifier and nothing is sent. Else asks for what the server offers; if it refuses that
 * (`invalid_client_metadata`), once more for the authorization code grant alone.
 * Throws `oauth/registration_failed`, also when the server does not register clients, or an `http/` error.
 */
export async function registerClient(
  context: OAuthContext,
  metadata: ServerMetadata,
  request: RegistrationRequest,
): Promise<Registration> {
  const { redirectUri, clientMetadataUrl } = request
  if (clientMetadataUrl !== null && metadata.client_id_metadata_document_supported === true)
    return describeByDocument(clientMetadataUrl, redirectUri)
  if (metadata.registration_endpoint === undefined)
    throw failed(metadata, 'oauth.registration_unsupported')
  const full = buildClientMetadata(metadata, request)
  const first = await post(context, metadata.registration_endpoint, full)
  const again = first.body !== null && readError(first.body) === 'invalid_client_metadata'
  const plain = {
    ...full,
    grant_types: ['authorization_code'],
    dpop_bound_access_tokens: undefined,
  }
  const last = again ? await post(context, metadata.registration_endpoint, plain) : first
  return processRegistration(metadata, redirectUri, last)
}

/** The document names the loopback redirect without a port: servers accept any (RFC 8252 section 7.3). */
function describeByDocument(clientId: string, redirectUri: string): Registration {
  return { clientId, clientAuthentication: 'none', clientSecret: null, redirectUri }
}

/** What we tell about ourselves: a native public client with a loopback redirect (RFC 8252). */
function buildClientMetadata(metadata: ServerMetadata, request: RegistrationRequest): JsonObject {
  return {
    client_name: request.clientName,
    application_type: 'native',
    redirect_uris: [request.redirectUri],
    response_types: ['code'],
    grant_types: listGrantTypes(metadata),
    token_endpoint_auth_method: 'none',
    ...(advertisesDpop(metadata) ? { dpop_bound_access_tokens: true } : {}),
  }
}

function listGrantTypes(metadata: ServerMetadata): string[] {
  const offered = metadata.grant_types_supported
  const wanted = ['authorization_code', 'refresh_token', exchangeGrantType, deferredGrantType]
  if (offered === undefined) return wanted.slice(0, 2)
  return wanted.filter((grant) => grant === 'authorization_code' || offered.includes(grant))
}

async function post(
  context: OAuthContext,
  url: string,
  client: JsonObject,
): Promise<{ status: number; body: JsonObject | null }> {
  const response = await context.fetch(url, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(client),
  })
  const { clock } = context
  const limits = { clock, maximumBytes: 1024 * 1024, timeoutMs: 15_000, host: new URL(url).host }
  return { status: response.status, body: parseJsonObject(await readBodyText(response, limits)) }
}

function processRegistration(
  metadata: ServerMetadata,
  redirectUri: string,
  answer: { status: number; body: JsonObject | null },
): Registration {
  const { status, body } = answer
  const parsed = answerSchema.safeParse(body)
  if (![200, 201].includes(status) || !parsed.success)
    throw failed(metadata, 'oauth.registration_failed', answer)
  const client = parsed.data
  if (client.redirect_uris !== undefined && !client.redirect_uris.includes(redirectUri))
    throw failed(metadata, 'oauth.registration_failed', answer)
  const method = client.token_endpoint_auth_method ?? 'none'
  const secret = method === 'none' ? undefined : client.client_secret
  if (method !== 'none' && secret === undefined)
    throw failed(metadata, 'oauth.registration_failed', answer)
  return {
    clientId: client.client_id,
    clientAuthentication: method,
    clientSecret: secret === undefined ? null : new Secret(secret),
    redirectUri,
  }
}

function failed(
  metadata: ServerMetadata,
  key: 'oauth.registration_failed' | 'oauth.registration_unsupported',
  answer: { status: number; body: JsonObject | null } | null = null,
): CountersignError {
  const message = text(key, { issuer: new URL(metadata.issuer).host })
  const error = answer?.body ? readError(answer.body) : null
  const words = answer?.body ? readWords(answer.body) : null
  return new CountersignError('oauth/registration_failed', message, {
    detail: { issuer: metadata.issuer, status: answer?.status ?? null, words },
    ...(error === null ? {} : { oauthError: error }),
  })
}
