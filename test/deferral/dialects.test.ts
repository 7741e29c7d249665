// Proves the numbered cases of the dialects: each request is recorded as a form, each answer is written by the test.
import { SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeferredAnswer } from '../../main/oauth/answers.ts'
import { requestPoll } from '../../main/oauth/poll-requests.ts'
import type { Deferral, DeferralDialect } from '../../shared/model/deferral.ts'
import { Secret } from '../../shared/model/secret.ts'
import { World, type WaitingProcess } from './process.ts'
import { StrictServer } from './strict-server.ts'
import { VirtualClock } from './virtual-clock.ts'
import { buildWireContext, reply, wireClient, type Form } from './wire-context.ts'

type Answer = () => Response

let time: VirtualClock
let world: World
let process: WaitingProcess
let polls: { readonly atS: number; readonly form: Form }[]
let answers: Answer[]

const deferredGrant = 'urn:ietf:params:oauth:grant-type:deferred'
const cibaGrant = 'urn:openid:params:grant-type:ciba'
const issued: Answer = () =>
  reply(200, { access_token: 'at-1', token_type: 'DPoP', expires_in: 900 })
const says =
  (error: string, more: object = {}): Answer =>
  () =>
    reply(400, { error, ...more })
const pending = says('authorization_pending')

beforeEach(() => {
  time = new VirtualClock()
  polls = []
  answers = []
  world = new World(time, new StrictServer(time), {
    unit: () => 0,
    ports: {
      poll: ({ deferralCode, dialect, scope }) => {
        const { clock } = time.openProcess()
        const context = buildWireContext(clock, (form) => {
          polls.push({ atS: time.trueMs / 1000, form })
          return (answers.shift() ?? pending)()
        })
        if (deferralCode === null) throw new Error('no code')
        return requestPoll(context, wireClient, { deferralCode, dialect, scope })
      },
    },
  })
  process = world.openProcess()
})
afterEach(() => {
  process.kill()
  world.remove()
})

function begin(dialect: DeferralDialect, more: Partial<DeferredAnswer> = {}): Promise<Deferral> {
  return process.service.begin({
    callId: 'call-1',
    connectionId: 'connection-1',
    issuer: 'http://localhost:4000',
    clientId: 'client-1',
    dpopKeyId: 'key-1',
    scope: '',
    resource: 'http://localhost:4001/mcp',
    deferred: {
      dialect,
      deferralCode: new Secret('handle-1'),
      intervalSeconds: 5,
      expiresInSeconds: 3600,
      interactionRequired: false,
      interactionUri: null,
      serverWords: null,
      ...more,
    },
  })
}

async function restart(): Promise<void> {
  process.kill()
  process = world.openProcess()
  await process.service.start()
}

const grants = () => polls.map(({ form }) => form['grant_type'])
const times = () => polls.map(({ atS }) => atS)
const ends = () => world.ends.map(({ deferral }) => deferral.state)
const now = () => process.service.list()[0]

describe('device grant', () => {
  // Dies if: a pending answer of the device grant is taken for one of DTR, or ends the wait.
  test('[CASE-007] pending without a deferral code goes on with the device code', async () => {
    await begin('device')
    answers = [pending, pending, issued]
    await time.advance(16_000)
    expect(times()).toEqual([5, 10, 15])
    expect(polls[0]?.form).toEqual({
      client_id: 'client-1',
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: 'handle-1',
      completion_mode: 'deferred',
    })
    expect(new Set(polls.map(({ form }) => JSON.stringify(form))).size).toBe(1)
    expect(ends()).toEqual(['succeeded'])
  })

  test('[CASE-077] slow_down lasts, and a time-out doubles the gap', async () => {
    await begin('device')
    const reset: Answer = () => reply(503, {})
    answers = [says('slow_down'), pending, reset, reset, pending, pending]
    await time.advance(100_000)
    expect(times().slice(0, 7)).toEqual([5, 15, 25, 35, 55, 65, 75])
    await restart()
    expect(now()?.intervalSeconds).toBe(10)
  })

  // Dies if: the extra poll that DTR allows before the end is sent by a device.
  test('[CASE-077] no poll comes within the interval, not even at the end', async () => {
    await begin('device', { intervalSeconds: 60, expiresInSeconds: 30 })
    answers = [says('expired_token')]
    await time.advance(300_000)
    expect(times()).toEqual([60])
    expect(ends()).toEqual(['expired'])
  })
})

describe('a deferral code instead of the grant’s own handle', () => {
  const code = { deferral_code: 'dc-1', interval: 20, expires_in: 600 }

  // Dies if: the old handle is sent again, the new one is kept in memory only, or its interval is not kept to.
  test.each(['device', 'ciba', 'jwt_interaction'] as const)(
    '[CASE-008] %s goes on as DTR, also after a kill',
    async (dialect) => {
      const request = { assertion: 'a', scope: null, resource: null, completionMode: 'deferred' }
      const handle = dialect === 'jwt_interaction' ? JSON.stringify(request) : 'handle-1'
      await begin(dialect, { deferralCode: new Secret(handle) })
      answers = [pendingOf(dialect), says('authorization_pending', code)]
      await time.advance(10_500)
      expect(polls).toHaveLength(2)
      expect(now()).toMatchObject({ dialect: 'dtr', intervalSeconds: 20 })
      await restart()
      answers = [pending, issued]
      await time.advance(41_000)
      expect(times()).toEqual([5, 10, 30, 50])
      expect(polls[2]?.form).toEqual({
        client_id: 'client-1',
        grant_type: deferredGrant,
        deferral_code: 'dc-1',
      })
      expect(grants().slice(2)).toEqual([deferredGrant, deferredGrant])
      expect(ends()).toEqual(['succeeded'])
    },
  )

  test('[CASE-008] its lifetime is that of the new code', async () => {
    await begin('device', { expiresInSeconds: 30 })
    answers = [says('authorization_pending', code)]
    await time.advance(500_000)
    expect(ends()).toEqual([])
    answers = [issued]
    await time.advance(30_000)
    expect(ends()).toEqual(['succeeded'])
  })
})

describe('CIBA', () => {
  // Dies if: openid, which every such request has, is taken for more than was asked.
  test('[CASE-073] a poll carries the grant and the request, and openid is not too much', async () => {
    await begin('ciba')
    const tokens = { access_token: 'at-1', token_type: 'DPoP', scope: 'openid' }
    answers = [() => reply(200, tokens)]
    await time.advance(5_500)
    expect(polls[0]?.form).toEqual({
      client_id: 'client-1',
      grant_type: cibaGrant,
      auth_req_id: 'handle-1',
      completion_mode: 'deferred',
    })
    expect(ends()).toEqual(['succeeded'])
  })

  test('[CASE-072] our own words stay with the wait, unchanged, also after a restart', async () => {
    const bindingMessage = 'Nordlicht 1200 EUR'
    await begin('ciba', { bindingMessage })
    expect(now()?.bindingMessage).toBe(bindingMessage)
    await restart()
    expect(now()?.bindingMessage).toBe(bindingMessage)
  })
})

describe('a JWT bearer request that is sent again', () => {
  const lifetimeS = 60
  const sign = (claims: object): Promise<string> =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('a key of the identity provider'.padEnd(32)))

  async function beginAgain(claims: object): Promise<string> {
    const assertion = await sign(claims)
    const request = { assertion, scope: 'a', resource: 'https://rs.example' }
    await begin('jwt_interaction', { deferralCode: new Secret(JSON.stringify(request)) })
    return assertion
  }

  test('[CASE-061] is the identical request, at its interval', async () => {
    const assertion = await beginAgain({})
    const uri = 'https://id.example/i'
    answers = [
      says('interaction_required', { interaction_uri: uri, interval: 5 }),
      says('interaction_pending'),
      says('slow_down'),
      issued,
    ]
    await time.advance(26_000)
    expect(times()).toEqual([5, 10, 15, 25])
    for (const { form } of polls)
      expect(form).toEqual({
        client_id: 'client-1',
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion,
        scope: 'a',
        resource: 'https://rs.example',
      })
    expect(ends()).toEqual(['succeeded'])
  })

  // Dies if: the wait outlives its assertion by more than the last poll, or starts over.
  test('[CASE-063] ends with its assertion, and nothing begins by itself', async () => {
    await beginAgain({ iat: 1000, exp: 1000 + lifetimeS })
    const past = says('invalid_grant')
    answers = [...Array<Answer>(11).fill(says('interaction_pending')), past]
    await time.advance(3_600_000)
    expect(polls.length).toBeLessThanOrEqual(13)
    expect(Math.max(...times())).toBeLessThanOrEqual(lifetimeS + 10)
    expect(ends()).toEqual(['expired'])
  })
})

describe('the auth_req_id form', () => {
  // Dies if: the other grant is tried twice, at once, or after another error.
  test('[CASE-067] polls as CIBA does; where that is unknown, once as DTR with the same name', async () => {
    await begin('auth_req_id')
    answers = [says('unsupported_grant_type'), pending, issued]
    await time.advance(10_500)
    await restart()
    await time.advance(6_000)
    expect(times()).toEqual([5, 10, 15])
    expect(polls.map(({ form }) => form)).toEqual([
      { client_id: 'client-1', grant_type: cibaGrant, auth_req_id: 'handle-1' },
      { client_id: 'client-1', grant_type: deferredGrant, auth_req_id: 'handle-1' },
      { client_id: 'client-1', grant_type: deferredGrant, auth_req_id: 'handle-1' },
    ])
    expect(ends()).toEqual(['succeeded'])
  })

  test('[CASE-067] where both are unknown it stops', async () => {
    await begin('auth_req_id')
    answers = [says('unsupported_grant_type'), says('unsupported_grant_type')]
    await time.advance(60_000)
    expect(polls).toHaveLength(2)
    expect(ends()).toEqual(['invalid'])
  })
})

describe('a status that is not 400', () => {
  // Dies if: a 429 is no answer although it says what it means, or its Retry-After is dropped.
  test('[DIAL-01] 429 with slow_down is slow_down, not sooner than Retry-After', async () => {
    await begin('dtr')
    answers = [() => reply(429, { error: 'slow_down' }, { 'retry-after': '60' }), pending]
    await time.advance(80_000)
    expect(times()).toEqual([5, 65, 75])
    expect(now()?.intervalSeconds).toBe(10)
  })

  test('[DIAL-01] a pending answer with Retry-After is pending, and the interval stays', async () => {
    await begin('dtr')
    answers = [() => reply(403, { error: 'authorization_pending' }, { 'retry-after': '30' })]
    await time.advance(41_000)
    expect(times()).toEqual([5, 35, 40])
    expect(now()?.intervalSeconds).toBe(5)
  })

  test('[DIAL-01] 429 that says nothing of waiting is no answer', async () => {
    await begin('dtr')
    answers = [() => reply(429, { error: 'access_denied' }, { 'retry-after': '30' })]
    await time.advance(41_000)
    expect(ends()).toEqual([])
    expect(times()).toEqual([5, 35, 40])
  })
})

function pendingOf(dialect: DeferralDialect): Answer {
  return dialect === 'jwt_interaction' ? says('interaction_pending') : pending
}
