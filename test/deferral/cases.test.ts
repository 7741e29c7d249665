// Proves numbered cases of polling in virtual time: every poll is answered by the test, every moment is recorded.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TokenAnswer } from '../../main/oauth/answers.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import { World, type WaitingProcess } from './process.ts'
import { buildTokens, refuse, StrictServer } from './strict-server.ts'
import { VirtualClock } from './virtual-clock.ts'

let time: VirtualClock
let world: World
let process: WaitingProcess
let polls: number[]
let keys: string[]
let offered: string[]
let answers: TokenAnswer[]

const issued: TokenAnswer = { kind: 'issued', tokens: buildTokens() }
const pending = refuse('authorization_pending')
const silent = (retryAfterSeconds: number | null = null): TokenAnswer => ({
  kind: 'no_answer',
  sent: true,
  reason: 'reset',
  retryAfterSeconds,
})
const pointing = (error: string, interactionUri: string | null): TokenAnswer => ({
  kind: 'refused',
  refusal: { error, errorDescription: null, status: 400, authSession: null, interactionUri },
})

beforeEach(() => {
  time = new VirtualClock()
  polls = []
  keys = []
  offered = []
  answers = []
  world = new World(time, new StrictServer(time), {
    unit: () => 0,
    ports: {
      poll: (_deferral, key) => {
        polls.push(time.trueMs / 1000)
        keys.push(key.id)
        return Promise.resolve(answers.shift() ?? pending)
      },
      onInteraction: ({ interactionUri }) => offered.push(interactionUri ?? ''),
    },
  })
  process = world.openProcess()
})
afterEach(() => {
  process.kill()
  world.remove()
})

const begin = (facts: { intervalSeconds?: number; expiresInSeconds?: number } = {}) =>
  world.begin(process, { intervalSeconds: 10, expiresInSeconds: 3600, ...facts })
const now = (): Deferral | undefined => process.service.list()[0]
const ends = () => world.ends.map(({ deferral }) => deferral.state)
/** Seconds between one poll and the next. */
const gaps = () => polls.slice(1).map((at, index) => at - (polls[index] ?? 0))

describe('answers', () => {
  test('[CASE-019] pending answers without an interval keep the one that was given', async () => {
    await begin()
    await time.advance(41_000)
    expect(polls).toEqual([10, 20, 30, 40])
    expect(now()?.intervalSeconds).toBe(10)
  })

  // Dies if: every answer with the same address asks the person again.
  test('[CASE-021] a place to go to is offered once, another one again', async () => {
    const [a, b] = ['https://id.example/a', 'https://id.example/b']
    await begin()
    answers = [
      pending,
      pointing('interaction_required', a),
      pending,
      pointing('interaction_required', a),
      pointing('interaction_required', b),
    ]
    await time.advance(20_500)
    expect(now()?.state).toBe('waiting_interaction')
    await time.advance(10_000)
    expect(now()?.state).toBe('waiting')
    await time.advance(20_000)
    expect(offered).toEqual([a, b])
    expect(polls).toHaveLength(5)
  })

  test('[CASE-022] a pending answer may name a place: it is offered and the wait stays a wait', async () => {
    await begin()
    answers = [pointing('authorization_pending', 'https://id.example/a')]
    await time.advance(11_000)
    expect(now()).toMatchObject({ state: 'waiting', interactionUri: 'https://id.example/a' })
    expect(offered).toEqual(['https://id.example/a'])
  })

  test('[CASE-011] interaction_required without a place goes on polling', async () => {
    await begin()
    answers = [pointing('interaction_required', null), issued]
    await time.advance(11_000)
    expect(now()).toMatchObject({ state: 'waiting_interaction', interactionUri: null })
    await time.advance(10_000)
    expect(ends()).toEqual(['succeeded'])
    expect(offered).toEqual([])
  })

  test('[CASE-023] interaction_pending is a pending answer', async () => {
    await begin()
    answers = [refuse('interaction_pending'), issued]
    await time.advance(21_000)
    expect(ends()).toEqual(['succeeded'])
  })

  // Dies if: an end is polled again, or begins anything new.
  test.each([
    ['access_denied', 'denied'],
    ['expired_token', 'expired'],
    ['invalid_grant', 'invalid'],
    ['invalid_request', 'invalid'],
    ['policy_review_escalated', 'invalid'],
  ])(
    '[CASE-024] [CASE-025] [CASE-026] [CASE-027] [CASE-028] %s is the end: %s',
    async (error, state) => {
      const { id } = await begin()
      answers = [refuse(error)]
      await time.advance(86_400_000)
      expect(polls).toEqual([10])
      expect(ends()).toEqual([state])
      expect((await process.store.deferrals.load(id))?.deferralCode).toBeNull()
      expect(process.service.list()).toEqual([])
    },
  )

  test('[CASE-028] the server’s own error code is told, in quotes', async () => {
    await begin()
    answers = [refuse('policy_review_escalated')]
    await time.advance(11_000)
    expect(world.ends[0]?.reason).toContain('“policy_review_escalated”')
  })

  test('[CASE-029] a refused OAuth client pauses the wait; repaired, the same code is polled', async () => {
    const { id } = await begin()
    answers = [refuse('invalid_client', 401), issued]
    await time.advance(60_000)
    expect(now()?.state).toBe('suspended')
    expect(polls).toEqual([10])
    await process.service.checkNow(id)
    await time.advance(10_000)
    expect(ends()).toEqual(['succeeded'])
  })

  test('[CASE-030] a second nonce demand backs off and leaves the interval', async () => {
    await begin()
    answers = [refuse('use_dpop_nonce'), refuse('use_dpop_nonce'), issued]
    await time.advance(120_000)
    expect(gaps()).toEqual([10, 20])
    expect(ends()).toEqual(['succeeded'])
  })
})

describe('times', () => {
  // Dies if: Retry-After is ignored, or becomes the interval.
  test('[CASE-032] Retry-After holds the next poll back and the interval stays', async () => {
    await begin()
    answers = [silent(120), pending, pending]
    await time.advance(160_000)
    expect(polls.slice(0, 3)).toEqual([10, 130, 140])
    expect(now()?.intervalSeconds).toBe(10)
  })

  test('[CASE-033] gaps double while nobody answers, up to five minutes, and fall back', async () => {
    await begin()
    answers = [...Array<TokenAnswer>(8).fill(silent()), pending, pending]
    await time.advance(1_600_000)
    expect(gaps().slice(0, 9)).toEqual([10, 20, 40, 80, 160, 300, 300, 300, 10])
  })

  test('[CASE-034] an answer lost before invalid_grant is told as lost', async () => {
    await begin()
    answers = [silent(), refuse('invalid_grant')]
    await time.advance(60_000)
    expect(ends()).toEqual(['lost_result'])
    expect(world.ends[0]?.reason).toContain('not denied')
  })

  test('[CASE-036] five missed intervals of sleep are one poll', async () => {
    await begin()
    process.service.suspend()
    time.sleep(55_000)
    process.service.resume()
    await time.advance(9_000)
    expect(polls).toHaveLength(1)
  })

  const sleepPastTheEnd = async (answer: TokenAnswer): Promise<void> => {
    await begin({ expiresInSeconds: 60 })
    process.service.suspend()
    time.sleep(600_000)
    process.service.resume()
    answers = [answer]
    await time.advance(3_600_000)
    expect(polls).toHaveLength(1)
  }

  test('[CASE-037] slept past the end, a decision made in time still counts', async () => {
    await sleepPastTheEnd(issued)
    expect(ends()).toEqual(['succeeded'])
  })

  test('[CASE-038] slept past the end, it has expired when the server says so', async () => {
    await sleepPastTheEnd(refuse('expired_token'))
    expect(ends()).toEqual(['expired'])
  })

  test('[CASE-039] a life shorter than the interval has one poll, three seconds before its end', async () => {
    await begin({ intervalSeconds: 60, expiresInSeconds: 30 })
    answers = [issued]
    await time.advance(120_000)
    expect(polls).toEqual([27])
    expect(ends()).toEqual(['succeeded'])
  })

  test('[CASE-040] a clock set back two hours hastens and ends nothing', async () => {
    await begin()
    await time.advance(5_000)
    time.setWallClock(-7_200_000)
    await time.advance(16_000)
    expect(polls).toEqual([10, 20])
    expect(ends()).toEqual([])
  })

  // Dies if: a timer longer than 2^31 ms fires at once.
  test('[CASE-050] an interval of forty days is forty days', async () => {
    const days = 86_400
    await begin({ intervalSeconds: 40 * days, expiresInSeconds: 400 * days })
    await time.advance(39 * days * 1000)
    expect(polls).toEqual([])
    await time.advance(days * 1000 + 1000)
    expect(polls).toEqual([40 * days])
  })

  test('[CASE-043] a restart goes on with the same key at the planned time', async () => {
    await begin()
    await time.advance(15_000)
    process.kill()
    process = world.openProcess()
    await process.service.start()
    await time.advance(6_000)
    expect(polls).toEqual([10, 20])
    expect(new Set(keys)).toEqual(new Set(['key-1']))
  })
})

describe('withdrawing', () => {
  test('[CASE-053] Retry-After of a withdrawal is kept to, for a minute at most', async () => {
    const asked: number[] = []
    const outcomes: (number | null)[] = [30, null]
    const server = new StrictServer(time)
    const world2 = new World(time, server, {
      ports: {
        revoke: () => {
          asked.push(time.trueMs / 1000)
          const seconds = outcomes.shift() ?? null
          return Promise.resolve(seconds === null ? 'told' : { againAfterSeconds: seconds })
        },
      },
    })
    const other = world2.openProcess()
    try {
      const { id } = await world2.begin(other, { intervalSeconds: 10, expiresInSeconds: 3600 })
      const told = other.service.cancel(id)
      await time.advance(31_000)
      expect(await told).toBe(true)
      expect(asked).toEqual([0, 30])
      outcomes.push(3600)
      const facts = { code: 'code-2', intervalSeconds: 10, expiresInSeconds: 3600 }
      const second = await world2.begin(other, facts)
      const late = other.service.cancel(second.id)
      await time.advance(61_000)
      expect(await late).toBe(false)
      expect(world2.ends.at(-1)?.deferral.state).toBe('abandoned')
    } finally {
      other.kill()
      world2.remove()
    }
  })

  test('[CASE-054] a poll that meets the withdrawal ends as cancelled, not as denied', async () => {
    const { id } = await begin()
    void process.service.cancel(id)
    await time.advance(1000)
    expect(ends()).toEqual(['cancelled'])
    expect(polls).toEqual([])
  })

  test('[CASE-052] where codes are not withdrawn nothing is claimed', async () => {
    world.server.offersRevocation = false
    const { id } = await begin()
    const told = process.service.cancel(id)
    await time.advance(10_000)
    expect(await told).toBe(false)
    expect(ends()).toEqual(['abandoned'])
    expect(world.ends[0]?.reason).toContain('may stay open')
  })
})
