// Proves what one answer to a poll does: to whatever the wait remembered, in every dialect, up to the last moment.
import { describe, expect, test } from 'vitest'
import type { DeferralStep } from '../../main/deferral/event.ts'
import { reducePollAnswer } from '../../main/deferral/poll-answer.ts'
import type { DeferredAnswer } from '../../main/oauth/answers.ts'
import { parseHandle } from '../../main/oauth/deferral-handle.ts'
import type { PollAnswer } from '../../main/oauth/poll-requests.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildDeferral } from '../store/nouns.ts'
import { buildTokens, refuse } from './strict-server.ts'

const nowMs = 100_000
const now = { nowMs, unit: () => 0 }
const link = 'https://id.example/i/1'

/** Nothing went wrong so far, but for what is given; the answer comes now. */
function judge(
  answer: PollAnswer,
  changes: Partial<Deferral> = {},
  sentAtMs = nowMs,
): DeferralStep & { readonly kinds: readonly string[] } {
  const before = buildDeferral({ pollInFlight: true, pollCount: 3, ...changes })
  const step = reducePollAnswer(before, answer, { sentAtMs, now })
  return { ...step, kinds: step.effects.map(({ kind }) => kind) }
}
const pending = (interactionUri: string | null): PollAnswer => ({
  kind: 'refused',
  refusal: {
    error: 'authorization_pending',
    errorDescription: 'soon',
    status: 400,
    authSession: null,
    interactionUri,
  },
})

describe('a token', () => {
  test('[DEF-02] is kept by the step that ends the wait and wipes the code', () => {
    const tokens = buildTokens()
    const { deferral, effects } = judge({ kind: 'issued', tokens })
    expect(deferral).toMatchObject({
      state: 'succeeded',
      deferralCode: null,
      endedAtMs: nowMs,
      lastExchangeEndAtMs: nowMs,
    })
    expect(effects).toEqual([
      { kind: 'keep_tokens', tokens },
      { kind: 'end', reason: null },
    ])
  })
})

describe('not yet, in the same dialect', () => {
  const deferred: DeferredAnswer = {
    deferralCode: new Secret('other'),
    intervalSeconds: 5,
    expiresInSeconds: 9,
    interactionRequired: false,
    interactionUri: null,
    serverWords: 'wait',
  }
  const again = (more: Partial<DeferredAnswer> = {}): PollAnswer => ({
    kind: 'deferred',
    deferred: { ...deferred, ...more },
  })

  // Dies if: a server could hasten our polls, prolong the wait, or plant another code by repeating itself.
  test('[DEF-13] neither hastens nor prolongs, and changes no code', () => {
    const { deferral, effects } = judge(again(), { interactionUri: link, failures: 2 })
    expect(deferral).toMatchObject({
      state: 'waiting',
      intervalSeconds: 10,
      expiresAtMs: 3_600_000,
      serverWords: 'wait',
      interactionUri: link,
      failures: 0,
      nextPollAtMs: nowMs + 10_000,
    })
    expect(deferral.deferralCode?.reveal()).toBe('deferral-canary-value')
    expect(effects).toEqual([])
    expect(judge(again({ intervalSeconds: 25 })).deferral.intervalSeconds).toBe(25)
  })

  test('[DEF-13] with something to do says so, and offers a new place once', () => {
    const asked = judge(again({ interactionRequired: true, interactionUri: link }))
    expect(asked.deferral).toMatchObject({ state: 'waiting_interaction', interactionUri: link })
    expect(asked.effects).toEqual([{ kind: 'offer_interaction' }])
    const same = judge(again({ interactionUri: link }), { interactionUri: link })
    expect(same.effects).toEqual([])
    const other = judge(again({ interactionUri: `${link}0` }), { interactionUri: link })
    expect(other.deferral.interactionUri).toBe(`${link}0`)
    expect(other.effects).toEqual([{ kind: 'offer_interaction' }])
  })

  test.each([
    ['dtr', 'dtr'],
    [undefined, 'dtr'],
    ['dtr', undefined],
    [undefined, undefined],
    ['ciba', 'ciba'],
  ] as const)('[DEF-13] %s goes on as %s', (was, is) => {
    const step = judge(again(is && { dialect: is }), was && { dialect: was })
    expect(step.deferral.deferralCode?.reveal()).toBe('deferral-canary-value')
    expect(step.deferral.expiresAtMs).toBe(3_600_000)
  })

  test('[DEF-13] in another dialect the wait goes on by the new handle alone', () => {
    const more = { dialect: 'openid', expiresInSeconds: 600, remembered: { nonce: 'n' } } as const
    const before = {
      finalPollDone: true,
      userCode: 'AB-12',
      interactionUri: link,
      serverWords: 'old',
    }
    const { deferral, effects } = judge(again(more), before)
    expect(deferral).toMatchObject({
      dialect: 'openid',
      state: 'waiting',
      expiresAtMs: nowMs + 600_000,
      finalPollDone: false,
      userCode: null,
      interactionUri: null,
      serverWords: 'wait',
      intervalSeconds: 10,
    })
    const handle = parseHandle(deferral.deferralCode ?? new Secret(''))
    expect([handle.code.reveal(), handle.nonce]).toEqual(['other', 'n'])
    // Dies if: a place that is gone is offered.
    expect(effects).toEqual([])
    const back = judge(again({ interactionRequired: true }), { dialect: 'ciba' })
    expect(back.deferral).toMatchObject({ dialect: 'dtr', state: 'waiting_interaction' })
  })
})

describe('the other spelling', () => {
  const nextCode = new Secret('next')

  test('[DEF-13] is tried once where the grant is unknown: the wait goes on with the next code', () => {
    const answer = { ...refuse('unsupported_grant_type'), nextCode }
    const { deferral, effects } = judge(answer, { state: 'waiting_interaction' })
    expect(deferral).toMatchObject({ state: 'waiting_interaction', nextPollAtMs: nowMs + 10_000 })
    expect(deferral.deferralCode).toBe(nextCode)
    expect(effects).toEqual([])
  })

  test('[DEF-13] is no way around any other refusal, nor around this one without a next code', () => {
    expect(judge(refuse('unsupported_grant_type')).deferral.state).toBe('invalid')
    expect(judge({ ...refuse('invalid_request'), nextCode }).deferral.state).toBe('invalid')
    const waiting = judge({ ...refuse('authorization_pending'), nextCode })
    expect(waiting.deferral.deferralCode).toBe(nextCode)
  })
})

describe('a refusal', () => {
  test('[DEF-13] that is still pending offers a new place once, and keeps the last', () => {
    const first = judge(pending(link))
    expect(first.deferral).toMatchObject({ interactionUri: link, serverWords: 'soon' })
    expect(first.effects).toEqual([{ kind: 'offer_interaction' }])
    expect(judge(pending(link), { interactionUri: link }).effects).toEqual([])
    const silent = judge(pending(null), { interactionUri: link })
    expect(silent.deferral.interactionUri).toBe(link)
    expect(silent.effects).toEqual([])
  })

  test.each(['waiting', 'waiting_interaction', 'suspended'] as const)(
    '[DEF-03] slow_down while %s adds five seconds, and a refused OAuth client waits again',
    (state) => {
      const { deferral } = judge(refuse('slow_down'), { state })
      expect(deferral).toMatchObject({
        state: state === 'suspended' ? 'waiting' : state,
        intervalSeconds: 15,
        nextPollAtMs: nowMs + 15_000,
      })
    },
  )

  test.each(['authorization_pending', 'interaction_required', 'slow_down'])(
    '[DEF-14] %s with Retry-After is not asked again sooner',
    (error) => {
      expect(judge(refuse(error, 400, 120)).deferral.nextPollAtMs).toBe(nowMs + 120_000)
    },
  )

  test.each<[string, number, boolean]>([
    ['use_dpop_nonce', 400, true],
    ['server_error', 400, true],
    ['temporarily_unavailable', 400, true],
    ['odd_error', 499, false],
    ['odd_error', 500, true],
    ['odd_error', 503, true],
    ['odd_error', 428, false],
    ['odd_error', 429, true],
    ['odd_error', 400, false],
  ])('[DEF-14] %s with status %i is trouble of the server: %s', (error, status, isTrouble) => {
    const { deferral, kinds } = judge(refuse(error, status, 120), { failures: 1 })
    if (isTrouble) {
      expect(deferral).toMatchObject({ state: 'waiting', failures: 2 })
      expect(deferral.nextPollAtMs).toBe(nowMs + 120_000)
    } else {
      expect(deferral).toMatchObject({ state: 'invalid', endedAtMs: nowMs, failures: 1 })
    }
    expect(kinds).toEqual(isTrouble ? [] : ['end'])
  })

  // Dies if: an assertion that ran out is told as a fault, or a fault as one that ran out.
  test.each<[Partial<Deferral>, Deferral['state']]>([
    [{ dialect: 'jwt_interaction', expiresAtMs: nowMs }, 'expired'],
    [{ dialect: 'jwt_interaction', expiresAtMs: nowMs - 1 }, 'expired'],
    [{ dialect: 'jwt_interaction', expiresAtMs: nowMs + 1 }, 'invalid'],
    [{ dialect: 'dtr', expiresAtMs: nowMs }, 'invalid'],
    [{ expiresAtMs: nowMs }, 'invalid'],
    [{ dialect: 'jwt_interaction', expiresAtMs: nowMs, ambiguous: true }, 'lost_result'],
    [{ ambiguous: true }, 'lost_result'],
  ])('[DEF-07] invalid_grant with %j is told as %s', (changes, state) => {
    expect(judge(refuse('invalid_grant'), changes).deferral.state).toBe(state)
  })

  test('[DEF-13] by a no keeps the words of the server', () => {
    const answer = refuse('access_denied')
    if (answer.kind !== 'refused') throw new Error('not refused')
    const refusal = { ...answer.refusal, errorDescription: 'over the limit' }
    const { deferral } = judge({ kind: 'refused', refusal }, { serverWords: 'wait' })
    expect(deferral).toMatchObject({
      state: 'denied',
      serverWords: 'over the limit',
      endedAtMs: nowMs,
    })
  })

  test('[DEF-05] of the proof is tried once more, however long the wait has been stored', () => {
    for (const proofRefusals of [undefined, 0]) {
      const { deferral } = judge(
        refuse('invalid_dpop_proof'),
        proofRefusals === undefined ? {} : { proofRefusals },
      )
      expect(deferral).toMatchObject({ state: 'waiting', proofRefusals: 1, failures: 1 })
    }
    const { deferral } = judge(refuse('invalid_dpop_proof'), { proofRefusals: 1 })
    expect(deferral).toMatchObject({ state: 'binding_lost', endedAtMs: nowMs })
  })
})

describe('the last poll', () => {
  const expiresAtMs = nowMs - 5_000
  /** With the interval of ten seconds the last poll is sent at this moment or later. */
  const lastMs = expiresAtMs + 10_000

  // Dies if: the end of the wait is moved by a millisecond, or judged by when the answer came.
  test.each(['authorization_pending', 'slow_down', 'invalid_client'])(
    '[DEF-15] answered %s ends the wait, the one before does not',
    (error) => {
      expect(judge(refuse(error), { expiresAtMs }, lastMs - 1).deferral.state).not.toBe('expired')
      const { deferral, kinds } = judge(refuse(error), { expiresAtMs }, lastMs)
      expect(deferral).toMatchObject({ state: 'expired', endedAtMs: nowMs, deferralCode: null })
      expect(kinds).toEqual(['end'])
    },
  )

  test('[DEF-15] of a refused OAuth client is planned at the end of the code', () => {
    const { deferral, effects } = judge(refuse('invalid_client'), { failures: 3 })
    expect(deferral).toMatchObject({ state: 'suspended', failures: 0, nextPollAtMs: 3_597_000 })
    expect(effects).toEqual([])
  })

  test('[DEF-15] without an answer is sent again for an hour, and then the wait is over', () => {
    const silence: PollAnswer = {
      kind: 'no_answer',
      sent: true,
      reason: 'reset',
      retryAfterSeconds: null,
    }
    const overMs = nowMs - 10_000 - 3_600_000
    expect(judge(silence, { expiresAtMs: overMs, failures: 4 }).deferral).toMatchObject({
      state: 'expired',
      endedAtMs: nowMs,
      failures: 5,
    })
    expect(judge(silence, { expiresAtMs: overMs, failures: 3 }).deferral.state).toBe('waiting')
    expect(judge(silence, { expiresAtMs: overMs + 1, failures: 4 }).deferral.state).toBe('waiting')
  })
})
