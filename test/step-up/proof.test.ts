// Tests that a proof is judged before the call is sent again, also where it came at the end of a wait (RFC 9470).
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { wireDeferrals } from '../../main/bootstrap-deferrals.ts'
import type { DeferralEnd } from '../../shared/model/deferral.ts'
import type { DeferralStart } from '../../main/deferral/start.ts'
import type { DpopKey, DpopKeyRing } from '../../main/oauth/dpop.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildWireContext, reply, wireClient } from '../deferral/wire-context.ts'
import { VirtualClock } from '../deferral/virtual-clock.ts'
import { buildDeferral } from '../agent/journey-world.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { startScriptedBank, type ScriptedBank } from './scripted-bank.ts'

let bank: ScriptedBank | null = null
afterEach(async () => {
  await bank?.server.stop()
  bank = null
})

let sign: (claims: Record<string, unknown>) => Promise<string>
let jwks: { keys: object[] }
beforeAll(async () => {
  const pair = await generateKeyPair('ES256')
  jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' }] }
  sign = (claims) =>
    new SignJWT({ aud: 'client-1', sub: 'alex', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(pair.privateKey)
})

const noChallenge = {
  scheme: 'DPoP',
  acrValues: null,
  maxAgeSeconds: null,
  resourceMetadataUrl: null,
  errorDescription: null,
}
const tokens = { access_token: 'at-1', token_type: 'DPoP', expires_in: 60 }
const proof = {
  error: 'insufficient_user_authentication',
  acrValues: 'urn:a urn:b',
  maxAgeSeconds: 300,
}
const code = [200, { authorization_code: 'ac' }] as const

describe('a proof that is given at once', () => {
  // Dies if: an ID token without an acr passes, or a refused token is only forgotten.
  it.each<[string, Record<string, unknown>, string]>([
    ['one of the asked values, fresh', { acr: 'urn:b', age: 10 }, 'granted'],
    ['no acr at all', { age: 10 }, 'failed'],
    ['another acr', { acr: 'urn:c', age: 10 }, 'failed'],
    ['too old', { acr: 'urn:a', age: 361 }, 'failed'],
    ['of an unknown age', { acr: 'urn:a' }, 'failed'],
  ])('[CASE-101] [STEP-21] %s', async (_name, { age, ...claims }, kind) => {
    bank = await startScriptedBank()
    const now = Math.floor(Date.now() / 1_000)
    const time = typeof age === 'number' ? { auth_time: now - age } : {}
    const base = { iss: bank.server.origin, iat: now, exp: now + 60 }
    bank.script['/jwks'] = [[200, jwks]]
    bank.script['/challenge'] = [code]
    bank.script['/token'] = [
      [200, { ...tokens, id_token: await sign({ ...base, ...claims, ...time }) }],
    ]
    const outcome = await bank.obtain(proof)
    expect(outcome.kind).toBe(kind)
    expect(bank.rig.dropped).toEqual(kind === 'failed' ? ['at-1'] : [])
    const grants = await bank.rig.store.grants.listAll()
    expect(grants).toHaveLength(kind === 'granted' ? 2 : 1)
  })

  it('[CASE-101] where no ID token can be had, the resource server decides once', async () => {
    bank = await startScriptedBank()
    bank.script['/challenge'] = [code]
    bank.script['/token'] = [[200, tokens]]
    expect((await bank.obtain(proof)).kind).toBe('granted')
    expect(await bank.obtain(proof)).toMatchObject({ reason: text('step-up.too-many-proofs') })
    expect(bank.sent('/challenge')).toHaveLength(1)
  })

  it('[ROUTE-17] what was asked for goes with a wait, so that it can be judged at its end', async () => {
    bank = await startScriptedBank({ metadata: { deferred_token_response_supported: true } })
    bank.script['/challenge'] = [code]
    bank.script['/token'] = [
      [400, { error: 'authorization_pending', deferral_code: 'dc', expires_in: 60 }],
    ]
    expect((await bank.obtain(proof)).kind).toBe('deferred')
    expect(bank.rig.begun).toMatchObject([{ acrValues: 'urn:a urn:b', maxAgeSeconds: 300 }])
  })
})

const replyWith = (body: object): Response => reply('error' in body ? 403 : 200, body)

describe('a proof at the end of a wait', () => {
  const issuer = 'http://localhost:4000'

  async function endOf(
    start: Partial<DeferralStart>,
    answer: (nowSeconds: number) => Promise<object>,
  ) {
    const time = new VirtualClock()
    const { clock } = time.openProcess()
    const store = createMemoryStore()
    const metadata = { ...wireClient.metadata, jwks_uri: `${issuer}/jwks` }
    store.authorizationServers.save({
      issuer,
      metadataJson: JSON.stringify(metadata),
      metadataFetchedAtMs: 0,
      clientId: 'client-1',
      clientAuthentication: 'none',
      redirectUri: null,
      firstParty: false,
      dpopKeyId: 'key-1',
    })
    const oauth = {
      ...buildWireContext(clock, async () => replyWith(await answer(clock.nowMs() / 1_000))),
      fetch: () => Promise.resolve(reply(200, jwks)),
    }
    const ends: DeferralEnd[] = []
    const dropped: string[] = []
    let nextId = 1
    const service = wireDeferrals({
      store,
      oauth,
      clock,
      keys: { load: (id: string) => Promise.resolve({ id } as DpopKey) } as DpopKeyRing,
      randomness: { bytes: () => new Uint8Array(), unit: () => 0 },
      makeId: () => `id-${nextId++}`,
      log: () => undefined,
      revocations: {
        revoke: ({ accessToken }) =>
          Promise.resolve(void dropped.push(accessToken?.reveal() ?? '')),
      },
      onChange: () => undefined,
      onInteraction: () => undefined,
      onEnd: (end) => ends.push(end),
    })
    await service.begin({
      callId: 'call-1',
      connectionId: 'connection-1',
      issuer,
      clientId: 'client-1',
      dpopKeyId: 'key-1',
      scope: 'read',
      resource: 'http://localhost:4001/mcp',
      deferred: {
        deferralCode: new Secret('dc-1'),
        intervalSeconds: 5,
        expiresInSeconds: 600,
        interactionRequired: false,
        interactionUri: null,
        serverWords: null,
      },
      ...start,
    })
    await time.advance(6_000)
    // Signing and checking take real time, more of it on a busy machine.
    for (let turn = 0; turn < 2_000 && ends.length === 0; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      await time.advance(1)
    }
    return { ends, dropped, grants: await store.grants.listAll() }
  }

  const withAcr = (acr: string) => async (nowSeconds: number) => {
    const now = Math.floor(nowSeconds)
    const claims = { iss: issuer, iat: now, exp: now + 60, auth_time: now - 10, acr }
    return { ...tokens, id_token: await sign(claims) }
  }

  // Dies if: the end of a wait is taken for strong enough whatever its ID token says.
  it('[ROUTE-17] weaker than asked it ends the wait unused, and is given back', async () => {
    const asked = { acrValues: 'urn:a', maxAgeSeconds: 300 }
    const { ends, dropped, grants } = await endOf(asked, withAcr('urn:weak'))
    const host = new URL(issuer).host
    expect(ends).toMatchObject([
      {
        deferral: { state: 'invalid' },
        grantId: null,
        reason: text('deferral.end_weaker_proof', { host }),
      },
    ])
    expect(dropped).toEqual(['at-1'])
    expect(grants).toEqual([])
  })

  it('[ROUTE-17] as strong as asked it is kept', async () => {
    const asked = { acrValues: 'urn:a', maxAgeSeconds: 300 }
    const { ends, dropped, grants } = await endOf(asked, withAcr('urn:a'))
    expect(ends).toMatchObject([{ deferral: { state: 'succeeded' } }])
    expect(dropped).toEqual([])
    expect(grants).toHaveLength(1)
  })

  it('[ROUTE-18] [CASE-085] a poll that wants more of the person says so at the end of the wait', async () => {
    const { ends } = await endOf({}, () =>
      Promise.resolve({ error: 'insufficient_authorization', auth_session: 'as-3' }),
    )
    expect(ends).toMatchObject([{ deferral: { state: 'invalid' }, asksForMore: true }])
  })

  it('[ROUTE-18] and the call goes on at the challenge endpoint with that session, past a new exchange', async () => {
    bank = await startScriptedBank()
    const { store, stepUp } = bank.rig
    await store.secrets.save(`auth-session:${bank.server.origin}`, new Secret('as-3'))
    const wait = buildDeferral({ id: 'd1', callId: bank.call.id, state: 'invalid' })
    store.deferrals.write({ noun: { ...wait, deferralCode: null }, sealed: {} })
    bank.script['/challenge'] = [code]
    bank.script['/token'] = [[200, { ...tokens, scope: 'read pay:1' }]]
    const call = { ...bank.call, deferralId: 'd1', interactiveRounds: 1 }
    const scope = { status: 403, error: 'insufficient_scope', scope: 'pay:1' } as const
    const challenge = { ...noChallenge, ...scope }
    const outcome = await stepUp.obtainForCall({ call, connection: bank.connection, challenge })
    expect(outcome.kind).toBe('granted')
    expect(bank.sent('/challenge')[0]).toMatchObject({ auth_session: 'as-3', scope: 'read pay:1' })
    expect(bank.sent('/token').map((sent) => sent['grant_type'])).toEqual(['authorization_code'])
  })

  it('[ROUTE-03] other details than the person agreed to end the wait unused', async () => {
    const asked = { authorizationDetailsJson: '[{"amount":"1","type":"payment"}]' }
    const granted = [{ type: 'payment', amount: '2' }]
    const { ends, dropped } = await endOf(asked, () =>
      Promise.resolve({ ...tokens, authorization_details: granted }),
    )
    expect(ends).toMatchObject([{ deferral: { state: 'invalid' }, grantId: null }])
    expect(dropped).toEqual(['at-1'])
  })

  // Dies if: an answer that comes later may grant details that one at once may not.
  it.each([
    ['end the wait unused where none were asked for', {}, 'invalid'],
    ['come with a renewal', { callId: null, renewsGrantId: 'grant-1' }, 'succeeded'],
  ])('[ROUTE-03] details %s', async (_what, start, state) => {
    const { ends, dropped } = await endOf(start, () =>
      Promise.resolve({ ...tokens, authorization_details: [{ type: 'payment' }] }),
    )
    expect(ends).toMatchObject([{ deferral: { state } }])
    expect(dropped).toEqual(state === 'invalid' ? ['at-1'] : [])
  })
})
