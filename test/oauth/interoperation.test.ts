// Runs every grant against an unmodified oidc-provider that demands nonces: code, PAR, RAR, device, CIBA and the rest.
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requestBackchannelAuthentication } from '../../main/oauth/backchannel-authentication.ts'
import { requestDeviceAuthorization } from '../../main/oauth/device-authorization.ts'
import { discoverAuthorizationServer } from '../../main/oauth/discover-server.ts'
import { createDpopKey } from '../../main/oauth/dpop.ts'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import { requestPoll } from '../../main/oauth/poll-requests.ts'
import { registerClient } from '../../main/oauth/register-client.ts'
import { requestRevocation } from '../../main/oauth/revocation.ts'
import { requestClientCredentials, requestRefresh } from '../../main/oauth/token-requests.ts'
import { defaultIssuerOptions } from '../../shared/model/authorization-server.ts'
import { Secret } from '../../shared/model/secret.ts'
import { plainClientKinds as kinds } from '../sandbox/plain-clients.ts'
import type { AskedDevice } from '../sandbox/plain-grants.ts'
import { signInByBrowser } from '../sandbox-tests/browser.ts'
import {
  documentUrl,
  issued,
  keyOf,
  redirectUri,
  scope,
  startPlainWorld,
  type PlainWorld,
} from './plain-world.ts'
import { buildContext } from './world.ts'

let world: PlainWorld
let plain: PlainWorld['plain']
let context: OAuthContext
beforeAll(async () => {
  world = await startPlainWorld()
  plain = world.plain
  context = world.context
})
afterAll(() => plain.stop())

describe.for(kinds)('a client that authenticates with %s', (kind) => {
  test('[GRANT-12] signs in by PAR and code, refreshes with rotation, and revokes', async () => {
    const client = await world.openClient(kind)
    const tokens = await world.signIn(client, {}, ({ searchParams }) =>
      expect([...searchParams.keys()]).toEqual(['client_id', 'request_uri']),
    )
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
    const client = await world.openClient(kind)
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
    const client = await world.openClient(kind)
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
    await sayYes(world.asked.at(-1))
    const tokens = issued(await requestPoll(context, client, polled))
    expect(keyOf(tokens.accessToken)).toBe(client.dpopKey.jkt)
    expect(tokens.idToken).not.toBeNull()
  })

  test('[GRANT-12] signs in as itself', async () => {
    const client = await world.openClient(kind)
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

test('[GRANT-11] [GRANT-12] is known by the address of its document, without registering', async () => {
  const metadata = await discoverAuthorizationServer(context, plain.issuer)
  const request = { redirectUri, clientName: 'Countersign', clientMetadataUrl: documentUrl }
  const { clientId } = await registerClient(context, metadata, request)
  expect(clientId).toBe(documentUrl)
  const { key: dpopKey } = await createDpopKey('k')
  const tokens = await world.signIn({ metadata, clientId, dpopKey })
  expect(keyOf(tokens.accessToken)).toBe(dpopKey.jkt)
  expect(decodeJwt(tokens.accessToken.reveal())['client_id']).toBe(documentUrl)
}, 30_000)

test('[GRANT-12] CIBA names a person nobody knows and a message that may not be shown', async () => {
  const client = await world.openClient('client_secret_post')
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
  const client = await world.openClient('none')
  const details = [{ type: 'note', actions: ['read'], identifier: 'n-1' }]
  const tokens = await world.signIn(client, { authorizationDetailsJson: JSON.stringify(details) })
  expect(JSON.parse(tokens.authorizationDetailsJson ?? 'null')).toEqual(details)
}, 30_000)

// Dies if: the server does not demand nonces, so that none of these tests shows anything about them.
test('[GRANT-12] a nonce is demanded once per origin, and then kept up with', async () => {
  const client = await world.openClient('private_key_jwt')
  const fresh = buildContext()
  const statuses: number[] = []
  const fetch: OAuthContext['fetch'] = async (input, init) => {
    const response = await fresh.fetch(input, init)
    statuses.push(response.status)
    return response
  }
  const request = { scope: 'notes.read', resource: plain.mcpUrl }
  for (let time = 0; time < 3; time += 1)
    issued(await requestClientCredentials({ ...fresh, fetch }, client, request))
  expect(statuses).toEqual([400, 200, 200, 200])
})

test('[GRANT-12] a wrong secret is refused by name', async () => {
  const client = await world.openClient('client_secret_basic')
  const secret = new Secret('wrong')
  const wrong = { ...client, authentication: { method: 'client_secret_basic', secret } } as const
  const answer = await requestClientCredentials(context, wrong, { scope: null, resource: null })
  expect(answer).toMatchObject({ kind: 'refused', refusal: { error: 'invalid_client' } })
})
