// Lets somebody else's authority come later: with a refreshed token, or at the end of a wait.
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { wireDeferrals } from '../../main/bootstrap-deferrals.ts'
import type { DeferralEnd } from '../../shared/model/deferral.ts'
import type { DpopKey, DpopKeyRing } from '../../main/oauth/dpop.ts'
import { createGrantRefresher } from '../../main/step-up/refresh-grant.ts'
import { Secret } from '../../shared/model/secret.ts'
import { VirtualClock } from '../deferral/virtual-clock.ts'
import { buildWireContext, reply, wireClient } from '../deferral/wire-context.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { holdGrant } from '../resource/held-grant.ts'
import { buildGrant } from '../store/nouns.ts'

/** Keys of an issuer, and ID tokens that it signs. */
async function startIssuer(issuer: string, nowMs: () => number) {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const keys = [await exportJWK(publicKey)]
  const idTokenOf = (sub: string): Promise<string> =>
    new SignJWT({ sub, iss: issuer, aud: 'client-1' })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuedAt(Math.floor(nowMs() / 1000))
      .setExpirationTime(Math.floor(nowMs() / 1000) + 86_400)
      .sign(privateKey)
  return { answerKeys: () => reply(200, { keys }), idTokenOf }
}

// Dies if: a refresh forgets whose grant it refreshes.
test.each([
  ['anna', 'refreshed', ['at-1', 'rt-1']],
  ['bert', 'gone', ['at-0', 'rt-0']],
] as const)('[THREAT-068] a refresh answered for %s is %s', async (sub, kind, tokens) => {
  const held = await holdGrant({ subject: 'anna' })
  const issuer = await startIssuer(held.server.issuer, () => held.clock.nowMs())
  held.server.extra = { id_token: await issuer.idTokenOf(sub) }
  const refresh = createGrantRefresher({
    grants: held.store.grants,
    secrets: held.store.secrets,
    clock: held.clock,
    sources: { ...held.store, keys: held.keys },
    oauth: {
      ...held.oauth,
      fetch: (input, init) =>
        String(input).endsWith('/jwks')
          ? Promise.resolve(issuer.answerKeys())
          : held.server.fetch(input, init),
    },
  })
  expect((await refresh(await held.load())).kind).toBe(kind)
  const { accessToken, refreshToken } = await held.load()
  expect([accessToken.reveal(), refreshToken?.reveal()]).toEqual(tokens)
  expect(held.server.revoked).toEqual(sub === 'anna' ? [] : ['rt-1', 'at-1'])
})

// Dies if: a wait forgets whose connection it is of.
test.each([
  ['anna', 'succeeded'],
  ['bert', 'invalid'],
] as const)('[THREAT-068] a wait that ends with a token for %s is %s', async (sub, state) => {
  const time = new VirtualClock()
  const { clock } = time.openProcess()
  const store = createMemoryStore()
  const place = { connectionId: 'connection-1', issuer: wireClient.metadata.issuer }
  const metadata = { ...wireClient.metadata, jwks_uri: `${place.issuer}/jwks` }
  store.authorizationServers.save({
    issuer: place.issuer,
    metadataJson: JSON.stringify(metadata),
    metadataFetchedAtMs: 0,
    clientId: 'client-1',
    clientAuthentication: 'none',
    redirectUri: null,
    firstParty: false,
    dpopKeyId: 'key-1',
  })
  const standing = { ...place, id: 'standing', purpose: 'standing', callId: null } as const
  store.grants.write({ noun: buildGrant({ ...standing, subject: 'anna' }), sealed: {} })
  const issuer = await startIssuer(place.issuer, () => clock.nowMs())
  const idToken = await issuer.idTokenOf(sub)
  const answer = { access_token: 'at-new', token_type: 'DPoP', scope: 'pay', id_token: idToken }
  const ends: DeferralEnd[] = []
  const service = wireDeferrals({
    store,
    clock,
    oauth: {
      ...buildWireContext(clock, () => reply(200, answer)),
      fetch: () => Promise.resolve(issuer.answerKeys()),
    },
    keys: { load: (id: string) => Promise.resolve({ id } as DpopKey) } as DpopKeyRing,
    randomness: { bytes: () => new Uint8Array(), unit: () => 0 },
    makeId: () => 'deferral-1',
    log: () => undefined,
    revocations: { revoke: () => Promise.resolve() },
    onChange: () => undefined,
    onInteraction: () => undefined,
    onEnd: (end) => ends.push(end),
  })
  await service.begin({
    ...place,
    callId: 'call-1',
    clientId: 'client-1',
    dpopKeyId: 'key-1',
    scope: 'pay',
    resource: 'http://localhost:4001/mcp',
    deferred: {
      deferralCode: new Secret('dc-1'),
      intervalSeconds: 5,
      expiresInSeconds: 600,
      interactionRequired: false,
      interactionUri: null,
      serverWords: null,
    },
  })
  await time.advance(6_000)
  await expect.poll(() => ends.map(({ deferral }) => deferral.state)).toEqual([state])
  const held = (await store.grants.listAll()).map(({ accessToken }) => accessToken.reveal())
  expect(held.includes('at-new')).toBe(sub === 'anna')
  expect(ends[0]?.reason ?? '').toContain(sub === 'anna' ? '' : 'Somebody else signed in')
})
