// Proves each step of the machine whole: what changes, what stays, and that nothing else is asked for.
import { describe, expect, test } from 'vitest'
import type { DeferralEvent, DeferralStep } from '../../main/deferral/event.ts'
import { reduceDeferral } from '../../main/deferral/machine.ts'
import type { TokenAnswer } from '../../main/oauth/answers.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import { buildDeferral } from '../store/nouns.ts'
import { buildTokens, refuse } from './strict-server.ts'

const nowMs = 100_000
const now = { nowMs, unit: () => 0 }
const step = (deferral: Deferral, event: DeferralEvent): DeferralStep =>
  reduceDeferral(deferral, event, now)
const answer = (deferral: Deferral, said: TokenAnswer): DeferralStep =>
  step(deferral, { kind: 'answered', answer: said, sentAtMs: nowMs })

describe('a poll', () => {
  // Dies if: the last poll before the expiry is not marked: it would be sent twice.
  test.each([
    [nowMs + 3_001, false, false],
    [nowMs + 3_000, false, true],
    [nowMs - 1, false, true],
    [nowMs + 50_000, true, true],
  ])('[DEF-15] with the expiry at %i and the last one done %s: done %s', (expiresAtMs, was, is) => {
    const due = buildDeferral({ expiresAtMs, finalPollDone: was, pollCount: 4 })
    expect(step(due, { kind: 'poll_due' })).toEqual({
      deferral: { ...due, pollInFlight: true, pollCount: 5, finalPollDone: is },
      effects: [{ kind: 'poll' }],
    })
  })

  test('[DEF-15] of the last moments that was slept through is done, and the next is planned', () => {
    const late = buildDeferral({ expiresAtMs: nowMs, lastExchangeEndAtMs: nowMs - 1_000 })
    expect(step(late, { kind: 'poll_due' })).toEqual({
      deferral: { ...late, finalPollDone: true, nextPollAtMs: nowMs + 10_000 },
      effects: [],
    })
  })

  test.each<Partial<Deferral>>([{ pollInFlight: true }, { state: 'cancelling' }])(
    '[DEF-13] is not sent with %j',
    (changes) => {
      const deferral = buildDeferral(changes)
      expect(step(deferral, { kind: 'poll_due' })).toEqual({ deferral, effects: [] })
    },
  )
})

describe('an answer after the end', () => {
  const issued: TokenAnswer = { kind: 'issued', tokens: buildTokens() }

  // Dies if: the token of a wait that has succeeded is discarded: it would revoke the grant that was kept.
  test.each(['succeeded', 'denied', 'expired', 'abandoned'] as const)(
    '[DEF-11] of a wait that %s',
    (state) => {
      const ended = buildDeferral({ state, deferralCode: null })
      const effects =
        state === 'succeeded' ? [] : [{ kind: 'discard_tokens', tokens: issued.tokens }]
      expect(answer(ended, issued)).toEqual({ deferral: ended, effects })
      expect(answer(ended, refuse('access_denied'))).toEqual({ deferral: ended, effects: [] })
    },
  )
})

describe('an answer that crosses a cancel', () => {
  const crossing = buildDeferral({ state: 'cancelling', pollInFlight: true })
  const over = { ...crossing, pollInFlight: false, lastExchangeEndAtMs: nowMs }

  test('[DEF-11] discards the token and goes on withdrawing', () => {
    const issued: TokenAnswer = { kind: 'issued', tokens: buildTokens() }
    expect(answer(crossing, issued)).toEqual({
      deferral: over,
      effects: [{ kind: 'discard_tokens', tokens: issued.tokens }],
    })
  })

  test.each(['access_denied', 'expired_token', 'invalid_grant', 'invalid_request'])(
    '[DEF-10] %s: the request is gone, which is what was wanted',
    (error) => {
      const { deferral, effects } = answer(crossing, refuse(error))
      expect(deferral).toEqual({
        ...over,
        state: 'cancelled',
        deferralCode: null,
        endedAtMs: nowMs,
      })
      expect(effects.map(({ kind }) => kind)).toEqual(['end'])
    },
  )

  test.each(['authorization_pending', 'slow_down', 'server_error', 'invalid_client'])(
    '[DEF-10] %s: nothing is known about the request',
    (error) => {
      expect(answer(crossing, refuse(error))).toEqual({ deferral: over, effects: [] })
    },
  )
})

describe('a restart', () => {
  test('[DEF-10] while cancelling withdraws again, and changes nothing else', () => {
    const cancelling = buildDeferral({ state: 'cancelling', pollInFlight: true })
    expect(step(cancelling, { kind: 'restarted' })).toEqual({
      deferral: { ...cancelling, pollInFlight: false },
      effects: [{ kind: 'revoke' }],
    })
  })

  test('[DEF-06] while waiting asks for nothing, with a poll under way or not', () => {
    const waiting = buildDeferral()
    expect(step(waiting, { kind: 'restarted' })).toEqual({ deferral: waiting, effects: [] })
    const polling = buildDeferral({ pollInFlight: true })
    expect(step(polling, { kind: 'restarted' })).toEqual({
      deferral: {
        ...polling,
        pollInFlight: false,
        ambiguous: true,
        lastExchangeEndAtMs: nowMs,
        nextPollAtMs: nowMs + 10_000,
      },
      effects: [],
    })
  })

  test('[DEF-13] of one that its server refused, or a repair, waits again after its interval', () => {
    const suspended = buildDeferral({ state: 'suspended', nextPollAtMs: 3_597_000 })
    const repaired = { deferral: { ...suspended, state: 'waiting', nextPollAtMs: 10_000 } }
    for (const kind of ['restarted', 'repaired'] as const)
      expect(step(suspended, { kind })).toEqual({ ...repaired, effects: [] })
    const waiting = buildDeferral({ nextPollAtMs: 77 })
    expect(step(waiting, { kind: 'repaired' })).toEqual({ deferral: waiting, effects: [] })
  })
})

describe('a cancel', () => {
  test('[DEF-10] is withdrawn once, however often it is asked for', () => {
    const asked = step(buildDeferral(), { kind: 'cancel_requested' })
    expect(asked).toEqual({
      deferral: buildDeferral({ state: 'cancelling' }),
      effects: [{ kind: 'revoke' }],
    })
    expect(step(asked.deferral, { kind: 'cancel_requested' })).toEqual({
      deferral: asked.deferral,
      effects: [],
    })
  })

  test('[DEF-10] without a code that can be opened ends at once, and says that the request may stay open', () => {
    const codeless = buildDeferral({ deferralCode: null })
    const { deferral, effects } = step(codeless, { kind: 'cancel_requested' })
    expect(deferral).toEqual({ ...codeless, state: 'abandoned', endedAtMs: nowMs })
    expect(effects.map(({ kind }) => kind)).toEqual(['end'])
  })
})
