// Registers this app at an authorization server it meets for the first time (RFC 7591).
import { z } from 'zod'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { IssuerOptions } from '../../shared/model/authorization-server.ts'
import { Secret } from '../../shared/model/secret.ts'
import { readBodyText } from '../http/read-body.ts'
import {
  isClientMetadataUrl,
  listRegistrationWishes,
  type RegisteredAuthentication,
  type RegistrationWish,
} from './client-metadata.ts'
import { readError, readWords } from './members.ts'
import type { OAuthContext } from './oauth-context.ts'
import type { ServerMetadata } from './server-metadata.ts'
import { parseJsonObject, type JsonObject } from './json-object.ts'

export interface Registration {
  readonly clientId: string
  readonly clientAuthentication: RegisteredAuthentication
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
  /** What the person turned on for this issuer, where they did so before. */
  readonly options?: IssuerOptions | undefined
}

/**
 * Registers with `redirectUri` (from `pickRedirectUri`). Where the server reads client ID metadata documents and we have
 * one, its address is our client identifier and nothing is sent. Else asks for what the server offers; if it refuses that
 * (`invalid_client_metadata`), for less, and at last for the authorization code grant alone.
 * Throws `oauth/registration_failed`, also when the server does not register clients, or an `http/` error.
 */
export async function registerClient(
  context: OAuthContext,
  metadata: ServerMetadata,
  request: RegistrationRequest,
): Promise<Registration> {
  const { redirectUri, clientMetadataUrl } = request
  const readsDocuments = metadata.client_id_metadata_document_supported === true
  if (clientMetadataUrl !== null && readsDocuments && isClientMetadataUrl(clientMetadataUrl))
    return describeByDocument(clientMetadataUrl, redirectUri)
  const { registration_endpoint: url } = metadata
  if (url === undefined) throw failed(metadata, 'oauth.registration_unsupported')
  const [first, ...lesser] = listRegistrationWishes(metadata, {
    ...request,
    wantsCiba: (request.options?.cibaLoginHint ?? null) !== null,
  })
  let wish = first
  let answer = await post(context, url, wish.metadata)
  for (const next of lesser) {
    if (answer.body === null || readError(answer.body) !== 'invalid_client_metadata') break
    wish = next
    answer = await post(context, url, wish.metadata)
  }
  return processRegistration(metadata, { redirectUri, ...wish }, answer)
}

/** The document names the loopback redirect without a port: servers accept any (RFC 8252 section 7.3). */
function describeByDocument(clientId: string, redirectUri: string): Registration {
  return { clientId, clientAuthentication: 'none', clientSecret: null, redirectUri }
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
  asked: Pick<RegistrationWish, 'authentication'> & { redirectUri: string },
  answer: { status: number; body: JsonObject | null },
): Registration {
  const { redirectUri } = asked
  const { status, body } = answer
  const parsed = answerSchema.safeParse(body)
  if (![200, 201].includes(status) || !parsed.success)
    throw failed(metadata, 'oauth.registration_failed', answer)
  const client = parsed.data
  if (client.redirect_uris !== undefined && !client.redirect_uris.includes(redirectUri))
    throw failed(metadata, 'oauth.registration_failed', answer)
  const unsaid = client.client_secret === undefined ? 'none' : asked.authentication
  const method = client.token_endpoint_auth_method ?? unsaid
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
