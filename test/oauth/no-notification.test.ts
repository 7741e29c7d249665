// Proves that no request of any grant tells a server how to call this computer.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  requestAuthorizationChallenge,
  requestChallengeResponse,
} from '../../main/oauth/authorization-challenge.ts'
import { requestAuthorizationUrl } from '../../main/oauth/authorization-request.ts'
import { requestBackchannelAuthentication } from '../../main/oauth/backchannel-authentication.ts'
import { requestDeviceAuthorization } from '../../main/oauth/device-authorization.ts'
import { requestIdentityAssertion, requestJwtBearer } from '../../main/oauth/identity-assertion.ts'
import { registerClient } from '../../main/oauth/register-client.ts'
import { requestRevocation } from '../../main/oauth/revocation.ts'
import {
  redeemCode,
  requestClientCredentials,
  requestRefresh,
  requestTokenExchange,
} from '../../main/oauth/token-requests.ts'
import { Secret } from '../../shared/model/secret.ts'
import { callbackMembers } from '../flows/egress.ts'
import { json } from '../http/scripted-server.ts'
import { startTokenFlow, type TokenFlow } from './token-flow.ts'
import { buildClient } from './world.ts'

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
})
afterEach(() => flow.server.stop())

// Dies if: any request, registration included, names a notification token or endpoint.
test('[CASE-074] no request function sends a notification token, not even to a server that offers to call', async () => {
  const { context, server } = flow
  const client = await buildClient(server.origin, {
    pushed_authorization_request_endpoint: `${server.origin}/par`,
    device_authorization_endpoint: `${server.origin}/device`,
    backchannel_authentication_endpoint: `${server.origin}/ciba`,
    registration_endpoint: `${server.origin}/register`,
    backchannel_token_delivery_modes_supported: ['poll', 'ping', 'push'],
    deferred_token_response_supported: true,
    grant_types_supported: [
      'authorization_code',
      'urn:openid:params:grant-type:ciba',
      'urn:ietf:params:oauth:grant-type:deferred',
    ],
  })
  server.answer = json(201, { client_id: 'c' })
  const one = new Secret('one')
  const resource = 'https://rs.example/mcp'
  const want = { scope: 'openid', resource, completionMode: 'deferred' } as const
  const proof = { acrValues: null, maxAgeSeconds: null, codeChallenge: 'c' }
  const browser = { redirectUri: 'http://127.0.0.1/cb', state: 's', nonce: null }
  const clientMetadataUrl = null
  await registerClient(context, client.metadata, { ...browser, clientName: 'C', clientMetadataUrl })
  await requestAuthorizationUrl(context, client, { ...want, ...proof, ...browser })
  await requestAuthorizationChallenge(context, client, { ...want, ...proof, authSession: null })
  await requestChallengeResponse(context, client, { authSession: one, response: {} })
  await requestDeviceAuthorization(context, client, want)
  await requestBackchannelAuthentication(context, client, { ...want, loginHint: 'alex' })
  await redeemCode(context, client, { ...want, code: one, codeVerifier: one, redirectUri: null })
  await requestRefresh(context, client, { ...want, refreshToken: one })
  await requestClientCredentials(context, client, want)
  await requestTokenExchange(context, client, { ...want, subjectToken: one })
  await requestIdentityAssertion(context, client, { ...want, subjectToken: one, audience: 'x' })
  await requestJwtBearer(context, client, { ...want, assertion: one })
  await requestRevocation(context, client, { token: one, tokenTypeHint: 'access_token' })
  expect(server.seen).toHaveLength(13)
  for (const { body, path } of server.seen) expect(`${path} ${body}`).not.toMatch(callbackMembers)
})

test('[CASE-074] nothing in the app knows such a member', () => {
  const root = join(import.meta.dirname, '../../main')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  const naming = files.filter(
    (file) => file.endsWith('.ts') && callbackMembers.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(files.length).toBeGreaterThan(50)
  expect(naming).toEqual([])
})
