// Attacks a wait with absurd times, silent networks, captive portals, late answers and codes that look alike.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TokenAnswer } from '../../main/oauth/answers.ts'
import { startTokenFlow } from '../oauth/token-flow.ts'
import { World, type WaitingProcess } from '../deferral/process.ts'
import { buildTokens, refuse, StrictServer } from '../deferral/strict-server.ts'
import { VirtualClock } from '../deferral/virtual-clock.ts'
import { json, type Answer } from '../http/scripted-server.ts'

const day = 86_400
const issued = (value: string): TokenAnswer => ({ kind: 'issued', tokens: buildTokens(value) })

let time: VirtualClock
let world: World
let process: WaitingProcess
let poll: (issuer: string, code: string) => Promise<TokenAnswer>
let polls: { issuer: string; code: string; atSeconds: number }[]

beforeEach(() => {
  time = new VirtualClock()
  polls = []
  poll = () => Promise.resolve(refuse('authorization_pending'))
  world = new World(time, new StrictServer(time), {
    unit: () => 0,
    ports: {
      poll: ({ issuer, deferralCode }) => {
        const code = deferralCode?.reveal() ?? ''
        polls.push({ issuer, code, atSeconds: time.trueMs / 1000 })
        return poll(issuer, code)
      },
    },
  })
  process = world.openProcess()
})
afterEach(() => {
  process.kill()
  world.remove()
})

const states = (): string[] => world.ends.map(({ deferral }) => deferral.state)

// Dies if: a timer takes more than 2^31-1 ms at once and fires at once, or long lives are cut.
test.each([
  [40 * day, 2 ** 31],
  [2 ** 31, 2 ** 33],
  [1e11, 1e11],
])('[THREAT-079] an interval of %d s in a life of %d s is waited out', async (interval, life) => {
  await world.begin(process, { intervalSeconds: interval, expiresInSeconds: life })
  await time.advance(39 * day * 1000)
  expect(polls).toEqual([])
  expect(process.service.list()).toHaveLength(1)
})

// Dies if: what is no interval, or shorter than a second, is taken for one.
test.each<[unknown, number]>([
  [undefined, 5],
  [0, 5],
  [-1, 5],
  [0.001, 5],
  ['0.5', 5],
  ['x', 5],
  [null, 5],
  [[10], 5],
  [true, 5],
  ['1e3', 5],
  [1, 1],
  [1.5, 1.5],
  ['7', 7],
  [1e12, 1e11],
  ['9'.repeat(400), 1e11],
])('[THREAT-079] an interval of %j means %d s', async (interval, seconds) => {
  const flow = await startTokenFlow()
  const body = { error: 'authorization_pending', deferral_code: 'dc-1', expires_in: 600, interval }
  expect(await flow.exchange(json(400, body))).toMatchObject({
    kind: 'deferred',
    deferred: { intervalSeconds: seconds },
  })
  await flow.server.stop()
})

// Dies if: the app relies on being told of sleep, or each telling starts polls of its own.
test.each<
  [string, (told: WaitingProcess['service']) => void, (told: WaitingProcess['service']) => void]
>([
  ['never', () => undefined, () => undefined],
  ['only of waking', () => undefined, (service) => service.resume()],
  ['only of falling asleep', (service) => service.suspend(), () => undefined],
  [
    'twice',
    (service) => {
      service.suspend()
      service.suspend()
    },
    (service) => {
      service.resume()
      service.resume()
      service.resume()
    },
  ],
])(
  '[THREAT-082] told %s of a sleep of eight hours it polls once per interval after it',
  async (_told, before, after) => {
    await world.begin(process, { intervalSeconds: 10, expiresInSeconds: 7 * day })
    await time.advance(15_000)
    before(process.service)
    time.sleep(8 * 3_600_000)
    after(process.service)
    const wokeAtSeconds = time.trueMs / 1000
    await time.advance(120_000)
    const awake = polls.filter(({ atSeconds }) => atSeconds >= wokeAtSeconds)
    expect(awake.length).toBeGreaterThanOrEqual(3)
    expect(awake.length).toBeLessThanOrEqual(13)
    const gaps = awake.slice(1).map(({ atSeconds }, at) => atSeconds - (awake[at]?.atSeconds ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10)
  },
)

const page = '<html><body>Welcome to the airport</body></html>'
const send =
  (status: number, headers: Record<string, string>, body: string): Answer =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body)
const asHtml = { 'content-type': 'text/html' }
const portals: readonly [string, Answer][] = [
  ['a page with 200', send(200, asHtml, page)],
  ['a page with 400', send(400, asHtml, '{"error":"access_denied"}')],
  ['a page with 511', send(511, asHtml, page)],
  ['a page that says it is JSON', send(200, { 'content-type': 'application/json' }, page)],
  ['JSON of something else', json(200, { welcome: true })],
  ['JSON of something else with 403', json(403, { message: 'Forbidden' })],
  ['an error in a list', json(400, [{ error: 'access_denied' }])],
  ['nothing', send(200, {}, '')],
  ['a redirect to its own page', send(302, { location: 'http://127.0.0.1:1/login' }, '')],
  ['JSON with 502', json(502, { error: 'access_denied' })],
  ['JSON cut in the middle', send(400, { 'content-type': 'application/json' }, '{"error":"acc')],
]

// Dies if: anything that is not an OAuth answer is taken for one: it would end the wait.
test.each(portals)(
  '[THREAT-083] %s in place of an answer changes nothing',
  async (_name, answer) => {
    const flow = await startTokenFlow()
    const heard = await flow.poll(answer)
    await flow.server.stop()
    expect(heard.kind).toBe('no_answer')
    let portal = true
    poll = () => Promise.resolve(portal ? heard : issued('t-1'))
    await world.begin(process, { intervalSeconds: 10, expiresInSeconds: day })
    await time.advance(3_600_000)
    expect(states()).toEqual([])
    expect(process.service.list()[0]?.state).toBe('waiting')
    const gaps = polls.slice(1).map(({ atSeconds }, at) => atSeconds - (polls[at]?.atSeconds ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(330)
    portal = false
    await time.advance(330_000)
    expect(states()).toEqual(['succeeded'])
  },
)

// Dies if: coming back online starts a poll for every missed interval.
test('[THREAT-083] offline at waking and for a minute after: one poll at a time, then the token', async () => {
  let online = false
  const offline: TokenAnswer = {
    kind: 'no_answer',
    sent: false,
    reason: 'offline',
    retryAfterSeconds: null,
  }
  poll = () => Promise.resolve(online ? issued('t-1') : offline)
  await world.begin(process, { intervalSeconds: 10, expiresInSeconds: day })
  process.service.suspend()
  time.sleep(8 * 3_600_000)
  process.service.resume()
  await time.advance(60_000)
  expect(polls.length).toBeLessThan(6)
  expect(states()).toEqual([])
  online = true
  await time.advance(330_000)
  expect(states()).toEqual(['succeeded'])
})

// Dies if: a poll that takes long is given up and another one sent beside it.
test('[THREAT-085] while an answer is late no other poll is sent, and its token is kept', async () => {
  let answer: (late: TokenAnswer) => void = () => undefined
  poll = () => new Promise((resolve) => (answer = resolve))
  const { id } = await world.begin(process, { intervalSeconds: 5, expiresInSeconds: day })
  await time.advance(600_000)
  await process.service.checkNow(id).catch(() => undefined)
  process.service.suspend()
  time.sleep(60_000)
  process.service.resume()
  await time.advance(600_000)
  expect(polls).toHaveLength(1)
  answer(issued('t-late'))
  await time.advance(1000)
  expect(states()).toEqual(['succeeded'])
  const grants = await process.store.grants.listAll()
  expect(grants.map(({ accessToken }) => accessToken.reveal())).toEqual(['t-late'])
})

// Dies if: a late refusal overwrites the end that a cancel had brought, or a late token is kept after it.
test('[THREAT-085] an answer that comes after the end changes nothing', async () => {
  const late: ((answer: TokenAnswer) => void)[] = []
  poll = () => new Promise((resolve) => late.push(resolve))
  const first = await world.begin(process, { intervalSeconds: 5, expiresInSeconds: day })
  const second = await world.begin(process, {
    code: 'code-2',
    intervalSeconds: 5,
    expiresInSeconds: day,
  })
  await time.advance(6000)
  await Promise.all([process.service.cancel(first.id), process.service.cancel(second.id)])
  await time.advance(1000)
  const ended = states()
  late[0]?.(issued('t-late'))
  late[1]?.(refuse('access_denied'))
  await time.advance(60_000)
  expect(states()).toEqual(ended)
  expect(await process.store.grants.listAll()).toEqual([])
  expect([...world.server.revoked]).toEqual(['t-late'])
})

// Dies if: waits are kept or polled by their code alone.
test('[THREAT-089] the same code of two issuers is two waits, each asked at its own', async () => {
  const issuers = ['https://one.example', 'https://two.example']
  for (const issuer of issuers) {
    const facts = { intervalSeconds: 10, expiresInSeconds: day, issuer }
    await world.begin(process, { ...facts, code: 'same' })
  }
  poll = (issuer) =>
    Promise.resolve(issuer === issuers[0] ? issued('t-one') : refuse('access_denied'))
  await time.advance(30_000)
  expect(polls.map(({ issuer, code }) => `${issuer} ${code}`).toSorted()).toEqual(
    issuers.map((issuer) => `${issuer} same`),
  )
  const ends = world.ends.map(({ deferral: { issuer, state } }) => `${issuer} ${state}`)
  expect(ends.toSorted()).toEqual(['https://one.example succeeded', 'https://two.example denied'])
})
