// Runs the whole client side against servers that judge for themselves: an unmodified oidc-provider and the sandbox.
import { afterEach, expect, test } from 'vitest'
import {
  requestAuthorizationChallenge,
  requestChallengeResponse,
} from '../../main/oauth/authorization-challenge.ts'
import { requestCodeByBrowser } from '../../main/oauth/browser-sign-in.ts'
import { pickChallenge } from '../../main/oauth/challenge.ts'
import { discoverResource } from '../../main/oauth/discover-resource.ts'
import { discoverAuthorizationServer } from '../../main/oauth/discover-server.ts'
import type { IssuedTokens, TokenAnswer } from '../../main/oauth/answers.ts'
import { createDpopKey } from '../../main/oauth/dpop.ts'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import { buildPkce } from '../../main/oauth/pkce.ts'
import { requestPoll } from '../../main/oauth/poll-requests.ts'
import { pickRedirectUri } from '../../main/oauth/redirect-listener.ts'
import { registerClient } from '../../main/oauth/register-client.ts'
import { requestRevocation } from '../../main/oauth/revocation.ts'
import {
  redeemCode,
  requestRefresh,
  requestTokenExchange,
} from '../../main/oauth/token-requests.ts'
import type { Secret } from '../../shared/model/secret.ts'
import { decideDeferral } from '../sandbox/authorization-server/deferrals.ts'
import { startPlainAuthorization } from '../sandbox/plain-authorization-server.ts'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { signInByBrowser } from '../sandbox-tests/browser.ts'
import { hit } from './raw-hit.ts'
import { buildContext } from './world.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** What the app does when a person adds a connection. */
async function connect(
  context: OAuthContext,
  mcpUrl: string,
): Promise<{ client: OAuthClient; resource: string }> {
  const bare = await postTool({
    context,
    mcpUrl,
    tool: 'list_accounts',
    input: {},
    token: null,
    client: null,
  })
  const challenge = pickChallenge(bare, null)
  const found = await discoverResource(context, {
    url: mcpUrl,
    resourceMetadataUrl: challenge?.resourceMetadataUrl ?? null,
  })
  const metadata = await discoverAuthorizationServer(context, found?.authorizationServers[0] ?? '')
  const redirectUri = await pickRedirectUri()
  const { clientId } = await registerClient(context, metadata, {
    redirectUri,
    clientName: 'Countersign',
    clientMetadataUrl: null,
  })
  const { key } = await createDpopKey('k')
  return { client: { metadata, clientId, dpopKey: key }, resource: found?.resource ?? '' }
}

interface ToolRequest {
  context: OAuthContext
  mcpUrl: string
  tool: string
  input: object
  token: Secret | null
  client: OAuthClient | null
}
function postTool({ context, mcpUrl, tool, input, token, client }: ToolRequest): Promise<Response> {
  return context.proofs.sendWithProof(context.fetch, {
    url: mcpUrl,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: tool, arguments: input },
    }),
    key: client?.dpopKey ?? null,
    accessToken: token,
  })
}

function issued(answer: TokenAnswer): IssuedTokens {
  if (answer.kind !== 'issued') throw new Error(`not issued: ${JSON.stringify(answer)}`)
  return answer.tokens
}

test('[OAUTH-26] an unmodified oidc-provider: discovery, registration, browser, bound token, refresh', async () => {
  const plain = await startPlainAuthorization()
  stops.push(() => plain.stop())
  const context = buildContext()
  const { client, resource } = await connect(context, plain.mcpUrl)
  const code = await requestCodeByBrowser(context, client, {
    registeredRedirectUri: null,
    scope: 'openid offline_access notes.read notes.write',
    resource,
    acrValues: null,
    maxAgeSeconds: 3600,
    signal: new AbortController().signal,
    openExternal: async (url) => {
      expect((await hit(await signInByBrowser(url, {}))).headers['location']).toBe('/done')
    },
  })
  if (code.kind !== 'code') throw new Error(JSON.stringify(code))
  const tokens = issued(await redeemCode(context, client, { ...code, resource }))
  expect(tokens).toMatchObject({ tokenType: 'DPoP', authTimeSeconds: expect.any(Number) })
  const added = await postTool({
    context,
    mcpUrl: plain.mcpUrl,
    tool: 'add_note',
    input: { text: 'milk' },
    token: tokens.accessToken,
    client,
  })
  expect(added.status).toBe(200)
  expect(plain.notes).toEqual([{ text: 'milk' }])
  if (tokens.refreshToken === null) throw new Error('no refresh token')
  const renewed = issued(
    await requestRefresh(context, client, { refreshToken: tokens.refreshToken, resource }),
  )
  expect(renewed.accessToken.reveal()).not.toBe(tokens.accessToken.reveal())
  // Redeeming a code twice is refused by the server itself.
  expect(await redeemCode(context, client, { ...code, resource })).toMatchObject({
    kind: 'refused',
    refusal: { error: 'invalid_grant' },
  })
}, 30_000)

async function signInByTotp(
  sandbox: Sandbox,
  context: OAuthContext,
  at: { client: OAuthClient; resource: string },
): Promise<IssuedTokens> {
  const { client, resource } = at
  const { codeVerifier, codeChallenge } = await buildPkce(context.randomness)
  let answer = await requestAuthorizationChallenge(context, client, {
    scope: 'accounts.read payments.write',
    resource,
    acrValues: null,
    maxAgeSeconds: null,
    codeChallenge,
    authSession: null,
  })
  for (const response of [{ authenticator: 'totp' }, { otp: sandbox.world.totp.generate() }]) {
    if (answer.kind !== 'insufficient' || answer.authSession === null)
      throw new Error(JSON.stringify(answer))
    expect(answer.elicitations).toHaveLength(1)
    answer = await requestChallengeResponse(context, client, {
      authSession: answer.authSession,
      response,
    })
  }
  if (answer.kind !== 'code') throw new Error(JSON.stringify(answer))
  return issued(
    await redeemCode(context, client, {
      code: answer.code,
      codeVerifier,
      redirectUri: null,
      resource,
    }),
  )
}

test('[OAUTH-27] the sandbox: sign-in by TOTP, a deferred exchange, polls, approval, cancelling', async () => {
  let monotonicMs = 0
  const sandbox = await startSandbox({ monotonicMs: () => monotonicMs })
  stops.push(() => sandbox.stop())
  const context = buildContext()
  const at = await connect(context, sandbox.mcpUrl)
  const { client, resource } = at
  const tokens = await signInByTotp(sandbox, context, at)
  expect(tokens.tokenType).toBe('DPoP')

  const input = { recipient: 'Nordlicht', amount: 1200, currency: 'EUR', reference: 'invoice 2031' }
  const call = { context, mcpUrl: sandbox.mcpUrl, tool: 'pay', input, client }
  const challenge = pickChallenge(await postTool({ ...call, token: tokens.accessToken }), 'DPoP')
  expect(challenge).toMatchObject({ status: 403, scheme: 'DPoP', error: 'insufficient_scope' })
  const exchange = { subjectToken: tokens.accessToken, scope: challenge?.scope ?? '', resource }
  const first = await requestTokenExchange(context, client, {
    ...exchange,
    completionMode: 'deferred',
  })
  if (first.kind !== 'deferred') throw new Error(JSON.stringify(first))
  const { deferralCode } = first.deferred
  expect(first.deferred).toMatchObject({ intervalSeconds: 5, interactionRequired: false })

  monotonicMs += 5000
  sandbox.world.settings.requireNonce = true
  expect(await requestPoll(context, client, { deferralCode })).toMatchObject({
    refusal: { error: 'authorization_pending' },
  })
  decideDeferral(sandbox.world, undefined, true)
  monotonicMs += 5000
  const elevated = issued(await requestPoll(context, client, { deferralCode }))
  expect((await postTool({ ...call, token: elevated.accessToken })).status).toBe(200)
  expect(sandbox.world.effects).toMatchObject([{ arguments: input }])

  const again = pickChallenge(await postTool({ ...call, token: tokens.accessToken }), 'DPoP')
  const second = await requestTokenExchange(context, client, {
    ...exchange,
    scope: again?.scope ?? '',
    completionMode: 'deferred',
  })
  if (second.kind !== 'deferred') throw new Error(JSON.stringify(second))
  const token = second.deferred.deferralCode
  const tokenTypeHint = 'urn:ietf:params:oauth:token-type:deferral-code'
  expect(await requestRevocation(context, client, { token, tokenTypeHint })).toEqual({
    kind: 'revoked',
  })
  monotonicMs += 5000
  expect(await requestPoll(context, client, { deferralCode: token })).toMatchObject({
    refusal: { error: 'access_denied' },
  })
  expect(sandbox.world.record.violations).toEqual([])
}, 30_000)
