// Asks the person on their other device (OpenID CIBA Core, poll mode), and says why a server would not ask.
import { text, type TextKey } from '../../shared/catalogue/text.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { OAuthRefusal, TokenAnswer } from './answers.ts'
import type { JsonObject } from './json-object.ts'
import { buildRefusal, readRefusal, readSeconds, readSecret } from './members.ts'
import { readInterval } from './poll-interval.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { postToServer } from './wire.ts'

export interface BackchannelAuthenticationRequest {
  /** `openid` is added where it is missing. */
  readonly scope: string
  /** Exactly one of the three says who is asked. */
  readonly loginHint?: string | Secret | null
  readonly loginHintToken?: Secret | null
  readonly idTokenHint?: Secret | null
  /** Our own words, shown on both devices: short and plain. */
  readonly bindingMessage?: string | null
  readonly acrValues?: string | null
  /** A secret between the person and the server, so that nobody else can make their device ring. */
  readonly userCode?: Secret | null
  readonly resource?: string | null
  /** RFC 9396: a JSON array. */
  readonly authorizationDetailsJson?: string | null
}

/**
 * Starts one request. `deferred` with dialect `ciba` when the server asks the person now. Throws a RangeError before
 * anything is sent unless exactly one hint is given. No notification token is sent: nobody can call a desktop.
 */
export async function requestBackchannelAuthentication(
  context: OAuthContext,
  client: OAuthClient,
  request: BackchannelAuthenticationRequest,
): Promise<TokenAnswer> {
  const { loginHint, loginHintToken, idTokenHint, bindingMessage = null } = request
  const hints = [loginHint, loginHintToken, idTokenHint].filter(isGiven)
  if (hints.length !== 1) throw new RangeError('CIBA takes exactly one hint of who is asked.')
  const form = {
    scope: addOpenid(request.scope),
    login_hint: loginHint,
    login_hint_token: loginHintToken,
    id_token_hint: idTokenHint,
    binding_message: bindingMessage,
    acr_values: request.acrValues,
    user_code: request.userCode,
    resource: request.resource,
    authorization_details: request.authorizationDetailsJson,
  }
  const url = client.metadata.backchannel_authentication_endpoint
  const wire = await postToServer(context, client, { url, body: { form } })
  if (wire.kind === 'no_answer') return wire
  if (wire.kind === 'empty') return badResponse(wire.status)
  return processAcknowledgement(wire.status, wire.body, bindingMessage)
}

function processAcknowledgement(
  status: number,
  body: JsonObject,
  bindingMessage: string | null,
): TokenAnswer {
  if (body['error'] !== undefined) return { kind: 'refused', refusal: readRefusal(status, body) }
  const deferralCode = readSecret(body, 'auth_req_id')
  const expiresInSeconds = readSeconds(body, 'expires_in')
  if (status !== 200 || deferralCode === null || expiresInSeconds === null)
    return badResponse(status)
  return {
    kind: 'deferred',
    deferred: {
      dialect: 'ciba',
      deferralCode,
      intervalSeconds: readInterval(body),
      expiresInSeconds,
      interactionRequired: false,
      interactionUri: null,
      bindingMessage,
      serverWords: null,
    },
  }
}

/** True when the person should be asked for their user code, after which a new request may be made. */
export function asksForUserCode(refusal: OAuthRefusal): boolean {
  return refusal.error === 'missing_user_code' || refusal.error === 'invalid_user_code'
}

const startErrors: Readonly<Record<string, TextKey>> = {
  missing_user_code: 'oauth.ciba_missing_user_code',
  invalid_user_code: 'oauth.ciba_invalid_user_code',
  expired_login_hint_token: 'oauth.ciba_expired_hint',
  unknown_user_id: 'oauth.ciba_unknown_user',
  invalid_binding_message: 'oauth.ciba_invalid_binding_message',
  access_denied: 'oauth.ciba_access_denied',
}

/** What a refusal to ask means, in words for the person; null for errors that every grant has. All of them are ends. */
export function describeStartRefusal(refusal: OAuthRefusal, host: string): string | null {
  const { error } = refusal
  const key = Object.hasOwn(startErrors, error) ? startErrors[error] : undefined
  return key === undefined ? null : text(key, { host })
}

function addOpenid(scope: string): string {
  const scopes = scope.split(' ').filter((each) => each !== '')
  return scopes.includes('openid') ? scopes.join(' ') : ['openid', ...scopes].join(' ')
}

function isGiven(hint: unknown): boolean {
  return hint !== undefined && hint !== null
}

function badResponse(status: number): TokenAnswer {
  return { kind: 'refused', refusal: buildRefusal('bad_response', status) }
}
