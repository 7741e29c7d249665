// What comes of a wait in the store: a grant for one call, a standing grant for a sign-in, a renewed one for a refresh.
import { beforeEach, describe, expect, test } from 'vitest'
import { wireDeferrals } from '../../main/bootstrap-deferrals.ts'
import type { DeferralService } from '../../main/deferral/deferral-service.ts'
import type { DeferralEnd } from '../../shared/model/deferral.ts'
import type { DpopKey, DpopKeyRing } from '../../main/oauth/dpop.ts'
import type { DeferralStart } from '../../main/deferral/start.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { Secret } from '../../shared/model/secret.ts'
import { createMemoryStore, type MemoryStore } from '../fakes/memory-store.ts'
import { buildGrant } from '../store/nouns.ts'
import { settle, VirtualClock } from './virtual-clock.ts'
import { buildWireContext, reply, wireClient, type Form } from './wire-context.ts'

const issuer = 'http://localhost:4000'
const tokens = { access_token: 'at-new', token_type: 'DPoP', expires_in: 900, scope: 'read' }

let time: VirtualClock
let store: MemoryStore
let service: DeferralService
let forms: Form[]
let ends: DeferralEnd[]
let answer: (form: Form) => Response

beforeEach(() => {
  time = new VirtualClock()
  store = createMemoryStore()
  forms = []
  ends = []
  answer = () => reply(400, { error: 'authorization_pending' })
  store.authorizationServers.save({
    issuer,
    metadataJson: JSON.stringify(wireClient.metadata),
    metadataFetchedAtMs: 0,
    clientId: 'client-1',
    clientAuthentication: 'none',
    redirectUri: null,
    firstParty: false,
    dpopKeyId: 'key-1',
  })
  const { clock } = time.openProcess()
  const oauth = buildWireContext(clock, (form) => {
    forms.push(form)
    return answer(form)
  })
  let nextId = 1
  service = wireDeferrals({
    store,
    oauth,
    clock,
    keys: { load: (id: string) => Promise.resolve({ id } as DpopKey) } as DpopKeyRing,
    randomness: { bytes: () => new Uint8Array(), unit: () => 0 },
    makeId: () => `id-${nextId++}`,
    log: () => undefined,
    revocations: { revoke: () => Promise.resolve() },
    onChange: () => undefined,
    onInteraction: () => undefined,
    onEnd: (end) => ends.push(end),
  })
})

const begin = (changes: Partial<DeferralStart> = {}, dialect: 'dtr' | 'auth_req_id' = 'dtr') =>
  service.begin({
    callId: null,
    connectionId: 'connection-1',
    issuer,
    clientId: 'client-1',
    dpopKeyId: 'key-1',
    scope: 'read write',
    resource: 'http://localhost:4001/mcp',
    deferred: {
      dialect,
      deferralCode: new Secret('dc-1'),
      intervalSeconds: 5,
      expiresInSeconds: 600,
      interactionRequired: false,
      interactionUri: null,
      serverWords: null,
    },
    ...changes,
  })

const keep = (changes: Partial<Grant>): void =>
  store.grants.write({ noun: buildGrant(changes), sealed: {} })

const kept = async (): Promise<Record<string, unknown>[]> =>
  (await store.grants.listAll()).map((grant) => ({
    ...grant,
    accessToken: grant.accessToken.reveal(),
    refreshToken: grant.refreshToken?.reveal() ?? null,
  }))

describe('the end of a wait', () => {
  // Dies if: a life of the deferral code becomes the life of a token, or a grant exists before the token does.
  test('[CASE-016] the life of the code is not the life of a token', async () => {
    await begin({ callId: 'call-1' })
    await time.advance(6_000)
    expect(await kept()).toEqual([])
    answer = () => reply(200, { ...tokens, refresh_token: 'rt-new' })
    const { clock } = time.openProcess()
    await time.advance(4_500)
    const atMs = ends[0]?.deferral.endedAtMs ?? 0
    expect(clock.nowMs() - atMs).toBeLessThan(1000)
    expect(await kept()).toMatchObject([
      { expiresAtMs: atMs + 900_000, refreshExpiresAtMs: null, authorizationExpiresAtMs: null },
    ])
  })

  test('[DIAL-06] for a call the grant serves that call alone and replaces nothing', async () => {
    keep({ id: 'standing', scope: 'read' })
    await begin({ callId: 'call-1' })
    answer = () => reply(200, tokens)
    await time.advance(6_000)
    expect(await kept()).toMatchObject([
      { id: 'standing' },
      { purpose: 'call', callId: 'call-1', obtainedBy: 'deferred', accessToken: 'at-new' },
    ])
  })

  // Dies if: the lesser grant goes on being chosen, or another connection's or issuer's is taken away.
  test('[DIAL-06] for a sign-in it stands in place of what the connection had meanwhile', async () => {
    keep({ id: 'lesser', lesser: true })
    keep({ id: 'other-connection', connectionId: 'connection-2' })
    keep({ id: 'other-issuer', issuer: 'http://localhost:5000' })
    keep({ id: 'of-a-call', purpose: 'call', callId: 'call-9' })
    await begin()
    answer = () => reply(200, tokens)
    await time.advance(6_000)
    expect((await kept()).map(({ id }) => id)).toEqual([
      'other-connection',
      'other-issuer',
      'of-a-call',
      ends[0]?.grantId,
    ])
    expect(await store.grants.load(ends[0]?.grantId ?? '')).toMatchObject({
      purpose: 'standing',
      callId: null,
      obtainedBy: 'deferred',
      scope: 'read',
    })
  })

  test('[DIAL-06] both or neither: a store that fails keeps the lesser grant and the wait', async () => {
    keep({ id: 'lesser', lesser: true })
    await begin()
    answer = () => reply(200, tokens)
    let writes = 0
    // The first two are of the poll; the transaction of the end fails at its second write.
    store.beforeWrite = () => {
      writes += 1
      if (writes === 3) throw new Error('the disk failed')
    }
    await time.advance(5_500)
    expect((await kept()).map(({ id }) => id)).toEqual(['lesser'])
    expect(service.list()).toHaveLength(1)
    await time.advance(5_500)
    expect((await kept()).map(({ id }) => id)).toEqual([ends[0]?.grantId])
  })
})

describe('a deferred refresh', () => {
  const old = { id: 'grant-old', scope: 'read write', refreshToken: new Secret('rt-old') }

  // Dies if: the old refresh token is dropped before there is another.
  test('[CASE-048] the refresh token is kept while waiting, and replaced by the one that comes', async () => {
    keep(old)
    await begin({ renewsGrantId: 'grant-old' })
    await time.advance(16_000)
    expect(await kept()).toMatchObject([{ id: 'grant-old', refreshToken: 'rt-old' }])
    answer = () => reply(200, { ...tokens, refresh_token: 'rt-new' })
    await time.advance(6_000)
    expect(ends[0]).toMatchObject({ grantId: 'grant-old', deferral: { state: 'succeeded' } })
    expect(await kept()).toMatchObject([
      { id: 'grant-old', accessToken: 'at-new', refreshToken: 'rt-new', scope: 'read' },
    ])
  })

  test('[CASE-048] an answer without a refresh token leaves the old one', async () => {
    keep(old)
    await begin({ renewsGrantId: 'grant-old' })
    answer = () => reply(200, tokens)
    await time.advance(6_000)
    expect(await kept()).toMatchObject([{ accessToken: 'at-new', refreshToken: 'rt-old' }])
  })

  test.each(['access_denied', 'expired_token', 'invalid_grant'])(
    '[CASE-048] %s leaves the grant as it was',
    async (error) => {
      keep(old)
      const before = await kept()
      await begin({ renewsGrantId: 'grant-old' })
      answer = () => reply(400, { error })
      await time.advance(6_000)
      expect(ends).toHaveLength(1)
      expect(await kept()).toEqual(before)
    },
  )

  // Dies if: a grant that was bound to this computer comes back unbound.
  test('[CASE-048] what was bound stays bound', async () => {
    keep(old)
    await begin({ renewsGrantId: 'grant-old' })
    answer = () => reply(200, { ...tokens, token_type: 'Bearer' })
    await time.advance(6_000)
    expect(ends[0]?.deferral.state).toBe('invalid')
    expect(await kept()).toMatchObject([{ refreshToken: 'rt-old', tokenType: 'DPoP' }])
  })
})

// Dies if: every wait at such an issuer asks in vain first.
test('[CASE-067] what works at an issuer is remembered for its next wait', async () => {
  const ciba = 'urn:openid:params:grant-type:ciba'
  const deferredGrant = 'urn:ietf:params:oauth:grant-type:deferred'
  answer = (form) =>
    form['grant_type'] === ciba
      ? reply(400, { error: 'unsupported_grant_type' })
      : reply(200, tokens)
  await begin({ callId: 'call-1' }, 'auth_req_id')
  await time.advance(11_000)
  await begin({ callId: 'call-2' }, 'auth_req_id')
  await time.advance(6_000)
  await settle()
  expect(forms.map((form) => form['grant_type'])).toEqual([ciba, deferredGrant, deferredGrant])
  expect(ends.map(({ deferral }) => deferral.state)).toEqual(['succeeded', 'succeeded'])
})

// Dies if: what once worked is held to although it works no more.
test('[CASE-067] what works no more is forgotten: the next wait begins as CIBA again', async () => {
  let known = 'urn:ietf:params:oauth:grant-type:deferred'
  answer = (form) =>
    form['grant_type'] === known
      ? reply(200, tokens)
      : reply(400, { error: 'unsupported_grant_type' })
  await begin({ callId: 'call-1' }, 'auth_req_id')
  await time.advance(11_000)
  known = 'urn:openid:params:grant-type:ciba'
  await begin({ callId: 'call-2' }, 'auth_req_id')
  await time.advance(6_000)
  await begin({ callId: 'call-3' }, 'auth_req_id')
  await time.advance(6_000)
  await settle()
  const states = ends.map(({ deferral }) => deferral.state)
  expect(states).toEqual(['succeeded', 'invalid', 'succeeded'])
})
