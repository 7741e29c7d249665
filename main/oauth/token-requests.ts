// Every request to a token or revocation endpoint: redeem, refresh, exchange, poll, revoke.
import type { Secret } from '../../shared/model/secret.ts'
import type { RevocationAnswer, TokenAnswer } from './answers.ts'
import { readRefusal } from './members.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { processTokenResponse, type TokenExpectation } from './token-answer.ts'
import { postToServer, type WireBody } from './wire.ts'

export const deferredGrantType = 'urn:ietf:params:oauth:grant-type:deferred'
export const exchangeGrantType = 'urn:ietf:params:oauth:grant-type:token-exchange'
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

interface CodeRedemption {
  readonly code: Secret
  readonly codeVerifier: Secret
  /** Null for a code of the authorization challenge endpoint (FiPA: none was in the request). */
  readonly redirectUri: string | null
  readonly resource: string | null
  /** Opts in to a deferred answer. */
  readonly completionMode?: 'deferred'
  /** OpenID nonce of the authorization request, if one was sent. */
  readonly nonce?: string | null
}

/** Authorization code grant (RFC 6749 section 4.1.3, RFC 7636, FiPA). */
export function redeemCode(
  context: OAuthContext,
  client: OAuthClient,
  request: CodeRedemption,
): Promise<TokenAnswer> {
  const form = {
    grant_type: 'authorization_code',
    code: request.code,
    code_verifier: request.codeVerifier,
    redirect_uri: request.redirectUri,
    resource: request.resource,
    completion_mode: request.completionMode,
  }
  const mayDefer = request.completionMode === 'deferred'
  return requestTokens(context, client, {
    body: { form },
    expected: { mayDefer, nonce: request.nonce ?? null },
  })
}

/** Refresh grant. Danger: servers rotate; let only one refresh per grant run at a time. `scope` may only narrow. */
export function requestRefresh(
  context: OAuthContext,
  client: OAuthClient,
  request: { refreshToken: Secret; resource: string | null; scope?: string },
): Promise<TokenAnswer> {
  const { refreshToken, resource, scope } = request
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken, resource, scope }
  return requestTokens(context, client, { body: { form }, expected: { mayDefer: false } })
}

/** Token exchange of an access token for one with another scope (RFC 8693). */
export function requestTokenExchange(
  context: OAuthContext,
  client: OAuthClient,
  request: {
    subjectToken: Secret
    scope: string
    resource: string
    completionMode?: 'deferred'
  },
): Promise<TokenAnswer> {
  const form = {
    grant_type: exchangeGrantType,
    subject_token: request.subjectToken,
    subject_token_type: accessTokenType,
    requested_token_type: accessTokenType,
    scope: request.scope,
    resource: request.resource,
    completion_mode: request.completionMode,
  }
  const mayDefer = request.completionMode === 'deferred'
  return requestTokens(context, client, {
    body: { form },
    expected: { mayDefer, issuedTokenType: accessTokenType, atMostScope: request.scope },
  })
}

/**
 * One poll (DTR -01, protocols 1.6): only the grant type, the code and client authentication, with a proof by the
 * client's key. `scope` is what was asked at first: it is not sent; a token for more is refused. Still pending is `refused` with `authorization_pending`, `interaction_required` or `slow_down`.
 */
export function requestDeferredPoll(
  context: OAuthContext,
  client: OAuthClient,
  request: { deferralCode: Secret; scope?: string },
): Promise<TokenAnswer> {
  const { deferralCode, scope: atMostScope } = request
  const form = { grant_type: deferredGrantType, deferral_code: deferralCode }
  return requestTokens(context, client, {
    body: { form },
    expected: { mayDefer: false, ...(atMostScope === undefined ? {} : { atMostScope }) },
  })
}

/** Revocation (RFC 7009), also of a deferral code. A server that never heard of the token says `revoked` as well. */
export async function requestRevocation(
  context: OAuthContext,
  client: OAuthClient,
  request: { token: Secret; tokenTypeHint: string },
): Promise<RevocationAnswer> {
  const form = { token: request.token, token_type_hint: request.tokenTypeHint }
  const url = client.metadata.revocation_endpoint
  const wire = await postToServer(context, client, { url, body: { form } })
  if (wire.kind === 'no_answer') return wire
  if (wire.status === 200) return { kind: 'revoked' }
  const body = wire.kind === 'json' ? wire.body : {}
  return { kind: 'refused', refusal: readRefusal(wire.status, body) }
}

async function requestTokens(
  context: OAuthContext,
  client: OAuthClient,
  { body, expected }: { body: WireBody; expected: TokenExpectation },
): Promise<TokenAnswer> {
  const url = client.metadata.token_endpoint
  const wire = await postToServer(context, client, { url, body })
  return processTokenResponse(context, client, { wire, expected })
}
