// Builds the address the browser is sent to: a code request with PKCE and state, pushed beforehand where offered.
import type { OAuthRefusal, NoAnswer } from './answers.ts'
import { buildRefusal, readRefusal, readSecret } from './members.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { chooseResponseType } from './openid-deferral.ts'
import { chooseCompletionMode } from './opt-in.ts'
import { usesDpop } from './server-metadata.ts'
import { postToServer } from './wire.ts'

export interface AuthorizationRequest {
  readonly redirectUri: string
  readonly state: string
  readonly codeChallenge: string
  readonly scope: string | null
  readonly resource: string | null
  readonly acrValues: string | null
  readonly maxAgeSeconds: number | null
  /** OpenID nonce, or null without `openid`. */
  readonly nonce: string | null
  /** RFC 9396: a JSON array. */
  readonly authorizationDetailsJson?: string | null
  /** Hint only; the token request must repeat it. */
  readonly completionMode?: 'deferred'
  /** The server must answer without a page for the person, or refuse (OpenID Connect Core 3.1.2.1). */
  readonly asksNobody?: boolean
}

export type AuthorizationUrl =
  { kind: 'url'; url: string } | { kind: 'refused'; refusal: OAuthRefusal } | NoAnswer

/** The authorization URL; with PAR (RFC 9126) it holds nothing but the client and the `request_uri`. */
export async function requestAuthorizationUrl(
  context: OAuthContext,
  client: OAuthClient,
  request: AuthorizationRequest,
): Promise<AuthorizationUrl> {
  const form = buildParameters(client, request)
  const { pushed_authorization_request_endpoint: url } = client.metadata
  const mustPush = client.metadata.require_pushed_authorization_requests === true
  if (url === undefined && !mustPush)
    return { kind: 'url', url: buildUrl(client, { client_id: client.clientId, ...form }) }
  const wire = await postToServer(context, client, { url, body: { form } })
  if (wire.kind === 'no_answer') return wire
  if (wire.kind === 'empty')
    return { kind: 'refused', refusal: buildRefusal('bad_response', wire.status) }
  const requestUri = readSecret(wire.body, 'request_uri')
  if (wire.body['error'] !== undefined || requestUri === null || ![200, 201].includes(wire.status))
    return { kind: 'refused', refusal: readRefusal(wire.status, wire.body) }
  const pushed = { client_id: client.clientId, request_uri: requestUri.reveal() }
  return { kind: 'url', url: buildUrl(client, pushed) }
}

function buildParameters(
  client: OAuthClient,
  request: AuthorizationRequest,
): Record<string, string> {
  const optional = {
    scope: request.scope,
    resource: request.resource,
    acr_values: request.acrValues,
    max_age: request.maxAgeSeconds?.toString() ?? null,
    nonce: request.nonce,
    dpop_jkt: usesDpop(client.metadata) ? client.dpopKey.jkt : null,
    prompt: choosePrompt(request),
    authorization_details: request.authorizationDetailsJson ?? null,
    completion_mode: chooseCompletionMode(client, request.completionMode) ?? null,
  }
  return {
    response_type: chooseResponseType(client),
    redirect_uri: request.redirectUri,
    state: request.state,
    code_challenge: request.codeChallenge,
    code_challenge_method: 'S256',
    ...dropNulls(optional),
  }
}

function choosePrompt(request: AuthorizationRequest): string | null {
  if (request.asksNobody === true) return 'none'
  if (request.maxAgeSeconds === 0) return 'login'
  // OpenID Connect Core section 11: offline access is only given with consent.
  return (request.scope ?? '').split(' ').includes('offline_access') ? 'consent' : null
}

function dropNulls(values: Readonly<Record<string, string | null>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(values)) if (value !== null) kept[name] = value
  return kept
}

/** Keeps the endpoint's own query parameters (RFC 6749 section 3.1). */
function buildUrl(client: OAuthClient, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(client.metadata.authorization_endpoint ?? '')
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
