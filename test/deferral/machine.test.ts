// Proves the table of transitions row by row, and the arithmetic of the next poll.
import { describe, expect, test } from 'vitest'
import type { DeferralEvent } from '../../main/deferral/event.ts'
import { reduceDeferral } from '../../main/deferral/machine.ts'
import { buildDeferral as startDeferral } from '../../main/deferral/start.ts'
import type { TokenAnswer } from '../../main/oauth/answers.ts'
import { endedDeferralStates, type Deferral } from '../../shared/model/deferral.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildDeferral } from '../store/nouns.ts'
import { buildTokens, refuse } from './strict-server.ts'

const nowMs = 100_000
const noJitter = { nowMs, unit: () => 0 }
const issued: TokenAnswer = { kind: 'issued', tokens: buildTokens() }

function answered(answer: TokenAnswer, changes: Partial<Deferral> = {}, now = noJitter) {
  const polling = buildDeferral({ pollInFlight: true, pollCount: 1, ...changes })
  return reduceDeferral(polling, { kind: 'answered', answer, sentAtMs: now.nowMs }, now)
}

function silence(sent: boolean, retryAfterSeconds: number | null = null): TokenAnswer {
  return { kind: 'no_answer', sent, reason: 'reset', retryAfterSeconds }
}

describe('answers that end the wait', () => {
  // Dies if: the end of a sign-in speaks of something that did not run, or quotes what we refused ourselves.
  test.each(['access_denied', 'expired_token', 'invalid_grant', 'bad_response', 'odd_error'])(
    '[DIAL-10] %s of a sign-in is told as the end of a sign-in',
    (error) => {
      const ending = (callId: string | null): string => {
        const end = answered(refuse(error), { callId }).effects.at(-1)
        return (end?.kind === 'end' ? end.reason : null) ?? ''
      }
      expect(ending(null)).toMatch(/sign-in|Sign in/)
      expect(ending(null)).not.toMatch(/[Nn]othing ran|the request|this request/i)
      expect(ending('call-1')).not.toMatch(/sign-in|Sign in/)
      expect(ending(null).includes(`“${error}”`)).toBe(
        ['invalid_grant', 'odd_error'].includes(error),
      )
    },
  )

  // Dies if: any row names another state, or the code is kept.
  test.each<[string, TokenAnswer, Partial<Deferral>, Deferral['state']]>([
    ['200', issued, {}, 'succeeded'],
    ['access_denied', refuse('access_denied'), {}, 'denied'],
    ['expired_token', refuse('expired_token'), {}, 'expired'],
    ['invalid_grant', refuse('invalid_grant'), {}, 'invalid'],
    [
      'invalid_grant after a lost answer',
      refuse('invalid_grant'),
      { ambiguous: true },
      'lost_result',
    ],
    ['invalid_request', refuse('invalid_request'), {}, 'invalid'],
    ['unsupported_grant_type', refuse('unsupported_grant_type'), {}, 'invalid'],
    ['unauthorized_client', refuse('unauthorized_client'), {}, 'invalid'],
    ['an unknown error', refuse('policy_review_escalated'), {}, 'invalid'],
    ['an unbound token', refuse('not_bound', 200), {}, 'invalid'],
    [
      'invalid_dpop_proof again',
      refuse('invalid_dpop_proof'),
      { proofRefusals: 1 },
      'binding_lost',
    ],
  ])('[DEF-13] %s', (_name, answer, changes, state) => {
    const { deferral, effects } = answered(answer, changes)
    expect(deferral).toMatchObject({
      state,
      deferralCode: null,
      pollInFlight: false,
      endedAtMs: nowMs,
    })
    expect(effects.at(-1)?.kind).toBe('end')
    expect(effects.some(({ kind }) => kind === 'keep_tokens')).toBe(state === 'succeeded')
  })

  test('[DEF-13] an end is for good; a token that comes afterwards is discarded', () => {
    const events: DeferralEvent[] = [
      { kind: 'poll_due' },
      { kind: 'answered', answer: refuse('authorization_pending'), sentAtMs: nowMs },
      { kind: 'restarted' },
      { kind: 'repaired' },
      { kind: 'cancel_requested' },
      { kind: 'cancel_answered', outcome: 'told' },
      { kind: 'key_lost' },
    ]
    for (const state of endedDeferralStates) {
      const ended = buildDeferral({ state, deferralCode: null })
      for (const event of events) {
        expect(reduceDeferral(ended, event, noJitter)).toEqual({ deferral: ended, effects: [] })
      }
    }
    const late = { kind: 'answered' as const, answer: issued, sentAtMs: 0 }
    const cancelled = buildDeferral({ state: 'cancelled', deferralCode: null })
    expect(reduceDeferral(cancelled, late, noJitter).effects.map(({ kind }) => kind)).toEqual([
      'discard_tokens',
    ])
  })
})

describe('answers that go on', () => {
  test.each<[string, Partial<Deferral>, Partial<Deferral>]>([
    ['authorization_pending', { state: 'waiting_interaction' }, { state: 'waiting' }],
    ['interaction_pending', { state: 'waiting_interaction' }, { state: 'waiting' }],
    ['interaction_required', {}, { state: 'waiting_interaction' }],
    [
      'slow_down',
      { state: 'waiting_interaction' },
      { state: 'waiting_interaction', intervalSeconds: 15 },
    ],
    ['invalid_client', {}, { state: 'suspended', intervalSeconds: 10 }],
    [
      'use_dpop_nonce',
      { ambiguous: true },
      { state: 'waiting', intervalSeconds: 10, ambiguous: true },
    ],
    ['invalid_dpop_proof', {}, { state: 'waiting', proofRefusals: 1 }],
    ['temporarily_unavailable', {}, { state: 'waiting', failures: 1 }],
    ['authorization_pending', { failures: 5, ambiguous: true }, { failures: 0, ambiguous: false }],
  ])('[DEF-13] %s', (error, before, after) => {
    const { deferral, effects } = answered(refuse(error), before)
    expect(deferral).toMatchObject({ ...after, pollInFlight: false, lastExchangeEndAtMs: nowMs })
    expect(deferral.deferralCode?.reveal()).toBe('deferral-canary-value')
    expect(deferral.nextPollAtMs).toBeGreaterThanOrEqual(nowMs + deferral.intervalSeconds * 1000)
    expect(effects).toEqual([])
  })

  test('[DEF-13] words and address of the server are kept; an answer without an address keeps the last', () => {
    const refusal = {
      error: 'interaction_required',
      errorDescription: 'step 2',
      status: 400,
      authSession: null,
      interactionUri: 'https://id.example/i/1',
    }
    const { deferral } = answered({ kind: 'refused', refusal })
    expect(deferral).toMatchObject({
      serverWords: 'step 2',
      interactionUri: 'https://id.example/i/1',
    })
    const next = answered(refuse('authorization_pending'), deferral)
    expect(next.deferral.interactionUri).toBe('https://id.example/i/1')
  })

  test('[CASE-035] [DEF-13] one poll at a time', () => {
    const first = reduceDeferral(buildDeferral(), { kind: 'poll_due' }, noJitter)
    expect(first.effects).toEqual([{ kind: 'poll' }])
    expect(first.deferral).toMatchObject({ pollInFlight: true, pollCount: 1 })
    expect(reduceDeferral(first.deferral, { kind: 'poll_due' }, noJitter).effects).toEqual([])
  })

  test('[DEF-13] a refused OAuth client is tried again after a repair, with the same code', () => {
    const suspended = answered(refuse('invalid_client')).deferral
    expect(suspended.nextPollAtMs).toBe(suspended.expiresAtMs - 3000)
    const { deferral } = reduceDeferral(suspended, { kind: 'repaired' }, noJitter)
    expect(deferral).toMatchObject({ state: 'waiting', nextPollAtMs: nowMs + 10_000 })
  })
})

describe('the next poll', () => {
  // Dies if: jitter goes down, or the interval counts from the start of the exchange.
  test('[DEF-01] comes after the interval plus at most ten percent, from the end of the exchange', () => {
    const at = (unit: number) =>
      answered(refuse('authorization_pending'), {}, { nowMs, unit: () => unit }).deferral
        .nextPollAtMs
    expect(at(0)).toBe(nowMs + 10_000)
    expect(at(0.999)).toBeGreaterThan(nowMs + 10_900)
    expect(at(0.999)).toBeLessThanOrEqual(nowMs + 11_000)
  })

  // Dies if: Retry-After or the interval is the upper bound, or the doubling has no end.
  test('[DEF-14] doubles with every failure up to 300 s, and Retry-After is a lower bound', () => {
    const gap = (
      failures: number,
      changes: Partial<Deferral> = {},
      retryAfter: number | null = null,
    ) =>
      (answered(silence(true, retryAfter), { failures, expiresAtMs: 1e12, ...changes }).deferral
        .nextPollAtMs -
        nowMs) /
      1000
    expect([0, 1, 2, 3, 4, 5, 2000].map((failures) => gap(failures))).toEqual([
      10, 20, 40, 80, 160, 300, 300,
    ])
    expect(gap(0, { intervalSeconds: 1 })).toBe(5)
    expect(gap(0, { intervalSeconds: 600 })).toBe(600)
    expect(gap(0, {}, 120)).toBe(120)
    expect(gap(0, {}, 1e9)).toBe(3600)
    expect(gap(4, {}, 20)).toBe(160)
    expect(answered(silence(true, 120)).deferral.intervalSeconds).toBe(10)
  })

  test('[DEF-07] only a poll that may have been processed makes the next answer ambiguous', () => {
    expect(answered(silence(true)).deferral.ambiguous).toBe(true)
    expect(answered(silence(false)).deferral.ambiguous).toBe(false)
    expect(answered(silence(false), { ambiguous: true }).deferral.ambiguous).toBe(true)
  })

  // Dies if: the last moments are missed, or used to poll below the interval although another way exists.
  test('[DEF-15] near the expiry: pulled forward, then once after the grace, then expired', () => {
    const next = (leftMs: number, changes: Partial<Deferral> = {}) =>
      answered(refuse('authorization_pending'), { expiresAtMs: nowMs + leftMs, ...changes })
        .deferral.nextPollAtMs - nowMs
    const jittered = { nowMs, unit: () => 0.9 }
    const pulled = answered(
      refuse('authorization_pending'),
      { expiresAtMs: nowMs + 13_500 },
      jittered,
    )
    expect(pulled.deferral.nextPollAtMs - nowMs).toBe(10_500)
    expect(next(11_500)).toBe(10_000)
    expect(next(10_500)).toBe(7500)
    expect(next(6000)).toBe(16_000)
    expect(next(10_500, { finalPollDone: true })).toBe(20_500)
    expect(next(6000, { intervalSeconds: 600 })).toBe(600_000)
    const late = answered(refuse('authorization_pending'), { expiresAtMs: nowMs - 10_000 })
    expect(late.deferral.state).toBe('expired')
    const tooSoon = answered(refuse('authorization_pending'), { expiresAtMs: nowMs - 9999 })
    expect(tooSoon.deferral.state).toBe('waiting')
  })

  test('[DEF-15] an outage past the expiry is no answer: tried for an hour and five times at least', () => {
    const expiresAtMs = nowMs - 10_000 - 3_600_000
    expect(answered(silence(true), { expiresAtMs, failures: 3 }).deferral.state).toBe('waiting')
    expect(answered(silence(true), { expiresAtMs, failures: 4 }).deferral.state).toBe('expired')
    expect(
      answered(silence(true), { expiresAtMs: expiresAtMs + 1, failures: 9 }).deferral.state,
    ).toBe('waiting')
  })

  test('[DEF-15] a life shorter than the interval has one poll before its end', () => {
    const deferral = begin({ intervalSeconds: 60, expiresInSeconds: 20 })
    expect(deferral.nextPollAtMs).toBe(nowMs + 17_000)
    const polled = reduceDeferral(
      deferral,
      { kind: 'poll_due' },
      { nowMs: nowMs + 17_000, unit: () => 0 },
    ).deferral
    const after = answered(refuse('authorization_pending'), polled, {
      nowMs: nowMs + 17_100,
      unit: () => 0,
    }).deferral
    expect(after.nextPollAtMs).toBe(nowMs + 77_100)
  })

  // Dies if: the extra poll is sent after the expiry, when the interval counts again.
  test('[DEF-15] an extra poll that was slept through is not made up for', () => {
    const deferral = begin({ intervalSeconds: 60, expiresInSeconds: 20 })
    const late = { nowMs: nowMs + 30_000, unit: () => 0 }
    const missed = reduceDeferral(deferral, { kind: 'poll_due' }, late)
    expect(missed.effects).toEqual([])
    expect(missed.deferral).toMatchObject({ pollInFlight: false, nextPollAtMs: nowMs + 60_000 })
  })

  test('forty days are forty days', () => {
    const interval = 40 * 86_400
    const deferral = begin({ intervalSeconds: interval, expiresInSeconds: 1e11 })
    expect(deferral.nextPollAtMs).toBe(nowMs + interval * 1000)
  })
})

function begin(times: { intervalSeconds: number; expiresInSeconds: number }): Deferral {
  const asked = { ...buildDeferral(), deferralCode: undefined }
  return startDeferral(
    {
      callId: asked.callId,
      connectionId: asked.connectionId,
      issuer: asked.issuer,
      clientId: asked.clientId,
      dpopKeyId: asked.dpopKeyId,
      scope: asked.scope,
      resource: asked.resource,
      deferred: {
        ...times,
        deferralCode: new Secret('code'),
        interactionRequired: false,
        interactionUri: null,
        serverWords: null,
      },
    },
    'deferral-1',
    noJitter,
  )
}

describe('restart, key and cancel', () => {
  // Dies if: a restart forgets the persisted time, or polls at once after an unknown end of the exchange.
  test('[DEF-06] a restart keeps the planned time', () => {
    const { deferral } = reduceDeferral(
      buildDeferral({ nextPollAtMs: 123_456 }),
      { kind: 'restarted' },
      noJitter,
    )
    expect(deferral).toMatchObject({ nextPollAtMs: 123_456, ambiguous: false })
  })

  test('[DEF-07] a restart during a poll: ambiguous, and a whole interval from now', () => {
    const { deferral } = reduceDeferral(
      buildDeferral({ pollInFlight: true }),
      { kind: 'restarted' },
      noJitter,
    )
    expect(deferral).toMatchObject({
      pollInFlight: false,
      ambiguous: true,
      nextPollAtMs: nowMs + 10_000,
    })
  })

  test('[DEF-09] a clock set back while away moves the plan with it', () => {
    const before = buildDeferral({
      lastExchangeEndAtMs: nowMs + 500_000,
      nextPollAtMs: nowMs + 510_000,
      expiresAtMs: nowMs + 900_000,
    })
    const { deferral } = reduceDeferral(before, { kind: 'restarted' }, noJitter)
    expect(deferral).toMatchObject({ nextPollAtMs: nowMs + 10_000, expiresAtMs: nowMs + 400_000 })
  })

  test('[DEF-05] a lost key ends the wait; while cancelling the request may stay open', () => {
    const lost = (state: Deferral['state']) =>
      reduceDeferral(buildDeferral({ state }), { kind: 'key_lost' }, noJitter).deferral.state
    expect(lost('waiting')).toBe('binding_lost')
    expect(lost('suspended')).toBe('binding_lost')
    expect(lost('cancelling')).toBe('abandoned')
  })

  test('[DEF-10] cancel: withdraw, then cancelled or abandoned', () => {
    const asked = reduceDeferral(buildDeferral(), { kind: 'cancel_requested' }, noJitter)
    expect(asked).toMatchObject({
      deferral: { state: 'cancelling' },
      effects: [{ kind: 'revoke' }],
    })
    const end = (outcome: 'told' | 'not_offered' | 'no_answer') =>
      reduceDeferral(asked.deferral, { kind: 'cancel_answered', outcome }, noJitter).deferral.state
    expect([end('told'), end('not_offered'), end('no_answer')]).toEqual([
      'cancelled',
      'abandoned',
      'abandoned',
    ])
    expect(reduceDeferral(asked.deferral, { kind: 'poll_due' }, noJitter).effects).toEqual([])
    expect(reduceDeferral(asked.deferral, { kind: 'restarted' }, noJitter).effects).toEqual([
      { kind: 'revoke' },
    ])
  })

  test('[DEF-11] answers that cross a cancel keep no token', () => {
    const cancelling: Partial<Deferral> = { state: 'cancelling' }
    expect(answered(issued, cancelling)).toMatchObject({
      deferral: { state: 'cancelling' },
      effects: [{ kind: 'discard_tokens' }],
    })
    expect(answered(refuse('access_denied'), cancelling).deferral.state).toBe('cancelled')
    expect(answered(refuse('authorization_pending'), cancelling).deferral.state).toBe('cancelling')
    expect(answered(silence(true), cancelling).deferral.state).toBe('cancelling')
  })
})
