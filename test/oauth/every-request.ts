// Every request that the oauth room can send to an authorization server, by name, for rules that hold for all of them.
import {
  requestAuthorizationChallenge,
  requestChallengeResponse,
} from '../../main/oauth/authorization-challenge.ts'
import { requestAuthorizationUrl } from '../../main/oauth/authorization-request.ts'
import { requestBackchannelAuthentication } from '../../main/oauth/backchannel-authentication.ts'
import { requestDeviceAuthorization } from '../../main/oauth/device-authorization.ts'
import { requestIdentityAssertion, requestJwtBearer } from '../../main/oauth/identity-assertion.ts'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import { requestPoll } from '../../main/oauth/poll-requests.ts'
import { requestRevocation } from '../../main/oauth/revocation.ts'
import type { ServerMetadata } from '../../main/oauth/server-metadata.ts'
import {
  redeemCode,
  requestClientCredentials,
  requestRefresh,
  requestTokenExchange,
} from '../../main/oauth/token-requests.ts'
import { Secret } from '../../shared/model/secret.ts'

const one = new Secret('one')
const want = {
  scope: 'openid payments.write',
  resource: 'https://rs.example/mcp',
  completionMode: 'deferred',
  authorizationDetailsJson: '[{"type":"payment"}]',
} as const
const proof = { acrValues: 'urn:a', maxAgeSeconds: 60, codeChallenge: 'c' }
const browser = { redirectUri: 'http://127.0.0.1/cb', state: 's', nonce: null }
const poll = { deferralCode: one, scope: '' }

type Send = (context: OAuthContext, client: OAuthClient) => Promise<{ readonly kind: string }>

export const everyRequest: Readonly<Record<string, Send>> = {
  'pushed authorization request': (context, client) =>
    requestAuthorizationUrl(context, client, { ...want, ...proof, ...browser }),
  'authorization challenge': (context, client) =>
    requestAuthorizationChallenge(context, client, { ...want, ...proof, authSession: null }),
  'answer to a challenge': (context, client) =>
    requestChallengeResponse(context, client, { authSession: one, response: { otp: '1' } }),
  'device authorization': (context, client) => requestDeviceAuthorization(context, client, want),
  'backchannel authentication': (context, client) =>
    requestBackchannelAuthentication(context, client, { ...want, loginHint: 'alex' }),
  code: (context, client) =>
    redeemCode(context, client, { ...want, code: one, codeVerifier: one, redirectUri: null }),
  refresh: (context, client) => requestRefresh(context, client, { ...want, refreshToken: one }),
  'client credentials': (context, client) => requestClientCredentials(context, client, want),
  'token exchange': (context, client) =>
    requestTokenExchange(context, client, { ...want, subjectToken: one }),
  'identity assertion': (context, client) =>
    requestIdentityAssertion(context, client, {
      ...want,
      subjectToken: one,
      audience: 'https://a',
    }),
  'JWT bearer': (context, client) => requestJwtBearer(context, client, { ...want, assertion: one }),
  'poll of a deferral': (context, client) => requestPoll(context, client, poll),
  'poll of CIBA': (context, client) => requestPoll(context, client, { ...poll, dialect: 'ciba' }),
  'poll of a device code': (context, client) =>
    requestPoll(context, client, { ...poll, dialect: 'device' }),
  revocation: (context, client) =>
    requestRevocation(context, client, { token: one, tokenTypeHint: 'access_token' }),
}

/** Metadata that offers all of them at `origin`, beside those of `buildMetadata`. */
export function offerAll(origin: string): Partial<ServerMetadata> {
  return {
    pushed_authorization_request_endpoint: `${origin}/par`,
    device_authorization_endpoint: `${origin}/device`,
    backchannel_authentication_endpoint: `${origin}/ciba`,
    backchannel_token_delivery_modes_supported: ['poll', 'ping', 'push'],
    registration_endpoint: `${origin}/register`,
    deferred_token_response_supported: true,
    grant_types_supported: [
      'authorization_code',
      'urn:openid:params:grant-type:ciba',
      'urn:ietf:params:oauth:grant-type:deferred',
    ],
  }
}
