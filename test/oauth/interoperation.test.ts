// Runs every grant against an unmodified oidc-provider that demands nonces: code, PAR, RAR, device, CIBA and the rest.
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IssuedTokens, TokenAnswer } from '../../main/oauth/answers.ts'
import { requestBackchannelAuthentication } from '../../main/oauth/backchannel-authentication.ts'
import { requestCodeByBrowser } from '../../main/oauth/browser-sign-in.ts'
import { requestDeviceAuthorization } from '../../main/oauth/device-authorization.ts'
import { discoverAuthorizationServer } from '../../main/oauth/discover-server.ts'
import { createDpopKey } from '../../main/oauth/dpop.ts'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import { requestPoll } from '../../main/oauth/poll-requests.ts'
import { registerClient } from '../../main/oauth/register-client.ts'
import { requestRevocation } from '../../main/oauth/revocation.ts'
import {
  redeemCode,
  requestClientCredentials,
  requestRefresh,
} from '../../main/oauth/token-requests.ts'
import { defaultIssuerOptions } from '../../shared/model/authorization-server.ts'
import { Secret } from '../../shared/model/secret.ts'
import {
  startPlainAuthorization,
  type PlainAuthorization,
} from '../sandbox/plain-authorization-server.ts'
import {
  buildPlainClients,
  plainClientKinds as kinds,
  type PlainClientKind,
  type PlainClients,
} from '../sandbox/plain-clients.ts'
import { buildPlainGrants, type AskedDevice } from '../sandbox/plain-grants.ts'
import { signInByBrowser } from '../sandbox-tests/browser.ts'
import { hit } from './raw-hit.ts'
import { buildContext } from './world.ts'

const redirectUri = 'http://127.0.0.1/cb'
const scope = 'openid offline_access notes.read'

let plain: PlainAuthorization
let asked: AskedDevice[]
let registered: PlainClients
const context: OAuthContext = buildContext()

beforeAll(async () => {
  registered = await buildPlainClients(redirectUri)
  const grants = buildPlainGrants(registered.clients)
  asked = grants.asked
  plain = await startPlainAuthorization({}, grants.more)
})
afterAll(() => plain.stop())

async function openClient(kind: PlainClientKind): Promise<OAuthClient> {
  const metadata = await discoverAuthorizationServer(context, plain.issuer)
  const { key } = await createDpopKey('k')
  const client = { metadata, clientId: `client ${kind}`, dpopKey: key }
  const secret = registered.secretOf(kind)
  if (kind === 'none' || secret === null) return client
  return { ...client, authentication: { method: kind, secret: new Secret(secret) } }
}

function issued(answer: TokenAnswer): IssuedTokens {
  if (answer.kind !== 'issued') throw new Error(`not issued: ${JSON.stringify(answer)}`)
  return answer.tokens
}

/** The one thing a client reads of its token here: that it is bound to our key. */
const keyOf = (token: Secret): unknown =>
  (decodeJwt(token.reveal())['cnf'] as { jkt?: string } | undefined)?.jkt

async function signIn(client: OAuthClient, more: object = {}): Promise<IssuedTokens> {
  const resource = plain.mcpUrl
  const code = await requestCodeByBrowser(context, client, {
    registeredRedirectUri: null,
    scope,
    resource,
    acrValues: null,
    maxAgeSeconds: null,
    signal: new AbortController().signal,
    openExternal: async (url) => {
      expect([...new URL(url).searchParams.keys()]).toEqual(['client_id', 'request_uri'])
      await hit(await signInByBrowser(url, {}))
    },
    ...more,
  })
  if (code.kind !== 'code') throw new Error(JSON.stringify(code))
  return issued(await redeemCode(context, client, { ...code, resource }))
}

describe.for(kinds)('a client that authenticates with %s', (kind) => {
  test('[GRANT-12] signs in by PAR and code, refreshes with rotation, and revokes', async () => {
    const client = await openClient(kind)
    const tokens = await signIn(client)
    expect(tokens.tokenType).toBe('DPoP')
    expect(keyOf(tokens.accessToken)).toBe(client.dpopKey.jkt)
    expect(tokens.idToken).not.toBeNull()
    const { refreshToken } = tokens
    if (refreshToken === null) throw new Error('no refresh token')
    const renewed = issued(await requestRefresh(context, client, { refreshToken, resource: null }))
    expect(renewed.refreshToken?.reveal()).not.toBe(refreshToken.reveal())
    const token = renewed.refreshToken ?? refreshToken
    expect(
      await requestRevocation(context, client, { token, tokenTypeHint: 'refresh_token' }),
    ).toEqual({ kind: 'revoked' })
    const after = await requestRefresh(context, client, { refreshToken: token, resource: null })
    expect(after).toMatchObject({ kind: 'refused', refusal: { error: 'invalid_grant' } })
  }, 30_000)

  test('[GRANT-12] is given a device code and polls until the person has confirmed it', async () => {
    const client = await openClient(kind)
    const resource = plain.mcpUrl
    const start = await requestDeviceAuthorization(context, client, { scope, resource })
    if (start.kind !== 'deferred') throw new Error(JSON.stringify(start))
    const { deferralCode, interactionUri, userCode } = start.deferred
    expect(new URL(interactionUri ?? '').searchParams.get('user_code')).toBe(userCode)
    const polled = { dialect: 'device', deferralCode, scope } as const
    expect(await requestPoll(context, client, polled)).toMatchObject({
      kind: 'refused',
      refusal: { error: 'authorization_pending' },
    })
    await confirmDevice(interactionUri ?? '')
    const tokens = issued(await requestPoll(context, client, polled))
    expect(keyOf(tokens.accessToken)).toBe(client.dpopKey.jkt)
    expect(await requestPoll(context, client, polled)).toMatchObject({
      refusal: { error: 'invalid_grant' },
    })
  }, 30_000)
})

/** The pages end with words and no form. */
async function confirmDevice(address: string): Promise<void> {
  await expect(signInByBrowser(address, { confirm: 'yes' })).rejects.toThrow('no form in')
}

describe.for(kinds.slice(1))('a confidential client with %s', (kind) => {
  test('[GRANT-12] asks on the other device and polls until the person has said yes', async () => {
    const client = await openClient(kind)
    const start = await requestBackchannelAuthentication(context, client, {
      scope: 'notes.read',
      loginHint: 'alex',
      bindingMessage: 'K7QX-2M',
      resource: plain.mcpUrl,
    })
    if (start.kind !== 'deferred') throw new Error(JSON.stringify(start))
    const { deferralCode } = start.deferred
    const polled = { dialect: 'ciba', deferralCode, scope: 'notes.read' } as const
    expect(await requestPoll(context, client, polled)).toMatchObject({
      refusal: { error: 'authorization_pending' },
    })
    await sayYes(asked.at(-1))
    const tokens = issued(await requestPoll(context, client, polled))
    expect(keyOf(tokens.accessToken)).toBe(client.dpopKey.jkt)
    expect(tokens.idToken).not.toBeNull()
  })

  test('[GRANT-12] signs in as itself', async () => {
    const client = await openClient(kind)
    const request = { scope: 'notes.read', resource: plain.mcpUrl }
    const tokens = issued(await requestClientCredentials(context, client, request))
    expect(tokens).toMatchObject({ scope: 'notes.read', tokenType: 'DPoP', refreshToken: null })
    expect(keyOf(tokens.accessToken)).toBe(client.dpopKey.jkt)
  })
})

async function sayYes(request: AskedDevice | undefined): Promise<void> {
  if (request === undefined) throw new Error('nobody was asked')
  const { requestId, accountId, clientId } = request
  const grant = new plain.provider.Grant({ clientId, accountId })
  grant.addOIDCScope('openid')
  grant.addResourceScope(plain.mcpUrl, 'notes.read')
  await grant.save()
  await plain.provider.backchannelResult(requestId, grant)
}

test('[GRANT-11] [GRANT-12] registers for all of it by itself, and is asked on the other device', async () => {
  const metadata = await discoverAuthorizationServer(context, plain.issuer)
  const options = { ...defaultIssuerOptions, cibaLoginHint: 'alex' }
  const request = { redirectUri, clientName: 'Countersign', clientMetadataUrl: null, options }
  const registered = await registerClient(context, metadata, request)
  const { clientId, clientAuthentication: method, clientSecret: secret } = registered
  if (method === 'none' || secret === null) throw new Error('registered without a secret')
  const { key } = await createDpopKey('k')
  const client: OAuthClient = {
    metadata,
    clientId,
    dpopKey: key,
    authentication: { method, secret },
  }
  const asking = { scope: 'notes.read', resource: plain.mcpUrl }
  const asksDevice = await requestBackchannelAuthentication(context, client, {
    ...asking,
    loginHint: 'alex',
  })
  expect(asksDevice).toMatchObject({ kind: 'deferred' })
  expect(await requestDeviceAuthorization(context, client, asking)).toMatchObject({
    kind: 'deferred',
  })
})

test('[GRANT-12] CIBA names a person nobody knows and a message that may not be shown', async () => {
  const client = await openClient('client_secret_post')
  const request = { scope: 'notes.read', resource: plain.mcpUrl }
  const unknown = await requestBackchannelAuthentication(context, client, {
    ...request,
    loginHint: 'nobody',
  })
  expect(unknown).toMatchObject({ refusal: { error: 'unknown_user_id' } })
  const odd = await requestBackchannelAuthentication(context, client, {
    ...request,
    loginHint: 'alex',
    bindingMessage: 'much too long for a message that has to fit on a telephone',
  })
  expect(odd).toMatchObject({ refusal: { error: 'invalid_binding_message' } })
})

test('[GRANT-12] rich authorization details are pushed, granted and read', async () => {
  const client = await openClient('none')
  const details = [{ type: 'note', actions: ['read'], identifier: 'n-1' }]
  const tokens = await signIn(client, { authorizationDetailsJson: JSON.stringify(details) })
  expect(JSON.parse(tokens.authorizationDetailsJson ?? 'null')).toEqual(details)
}, 30_000)

test('[GRANT-12] a wrong secret is refused by name', async () => {
  const client = await openClient('client_secret_basic')
  const secret = new Secret('wrong')
  const wrong = { ...client, authentication: { method: 'client_secret_basic', secret } } as const
  const answer = await requestClientCredentials(context, wrong, { scope: null, resource: null })
  expect(answer).toMatchObject({ kind: 'refused', refusal: { error: 'invalid_client' } })
})
