// The requests of the plain grants to a token endpoint: redeem, refresh, client credentials, exchange.
import type { Secret } from '../../shared/model/secret.ts'
import type { TokenAnswer } from './answers.ts'
import { accessTokenType, exchangeGrantType } from './identifiers.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { requestTokens } from './token-endpoint.ts'

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
  }
  const { completionMode, nonce = null } = request
  return requestTokens(context, client, { form, completionMode, expected: { nonce } })
}

/**
 * Refresh grant. Danger: servers rotate; let only one refresh per grant run at a time. `scope` may only narrow. After a
 * deferred answer the refresh token is kept until the wait has ended: drafts do not say whether it was consumed.
 */
export function requestRefresh(
  context: OAuthContext,
  client: OAuthClient,
  request: {
    refreshToken: Secret
    resource: string | null
    scope?: string
    completionMode?: 'deferred'
  },
): Promise<TokenAnswer> {
  const { refreshToken, resource, scope, completionMode } = request
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken, resource, scope }
  return requestTokens(context, client, { form, completionMode })
}

/** Client credentials (RFC 6749 section 4.4): the app signs in as itself. Only for a client that authenticates. */
export function requestClientCredentials(
  context: OAuthContext,
  client: OAuthClient,
  request: { scope: string | null; resource: string | null; completionMode?: 'deferred' },
): Promise<TokenAnswer> {
  const { scope, resource, completionMode } = request
  const form = { grant_type: 'client_credentials', scope: scope === '' ? null : scope, resource }
  return requestTokens(context, client, { form, completionMode })
}

/** Token exchange of an access token for one with another scope (RFC 8693). */
export function requestTokenExchange(
  context: OAuthContext,
  client: OAuthClient,
  request: {
    subjectToken: Secret
    scope: string
    resource: string
    /** RFC 9396: a JSON array. */
    authorizationDetailsJson?: string | null
    completionMode?: 'deferred'
  },
): Promise<TokenAnswer> {
  const form = {
    grant_type: exchangeGrantType,
    subject_token: request.subjectToken,
    subject_token_type: accessTokenType,
    requested_token_type: accessTokenType,
    scope: request.scope === '' ? null : request.scope,
    resource: request.resource,
    authorization_details: request.authorizationDetailsJson,
  }
  const { completionMode, scope: atMostScope } = request
  const expected = { issuedTokenType: accessTokenType, atMostScope }
  return requestTokens(context, client, { form, completionMode, expected })
}
