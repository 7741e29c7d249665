// Proves the table of the journey: every state with every event, late and foreign events, and what each may cause.
import { describe, expect, it } from 'vitest'
import type { CallEvent } from '../../main/agent/call-event.ts'
import { approvalLifetimeMs, longestWaitMs, reduceCall } from '../../main/agent/tool-call.ts'
import { callStateSchema, endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import { createJourneyWorld, stepUpChallenge } from './journey-world.ts'

const nowMs = 1_700_000_000_000
const held = createJourneyWorld().receive('pay', { amount: 1, currency: 'EUR', recipient: 'N' })
const facts = {
  digest: held.digest,
  toolDefinitionHash: held.toolDefinitionHash,
  policy: { decision: 'ask', ruleId: null },
  paused: false,
  recordable: true,
  token: null,
} as const

/** A call as it is in each state of a journey that has been refused once. */
function callIn(state: ToolCall['state'], part: Partial<ToolCall> = {}): ToolCall {
  const unsent = state === 'received' || state === 'asking' || state === 'approved'
  return {
    ...held,
    state,
    attempts: unsent ? 0 : 1,
    approvalSpentAtMs: unsent ? null : nowMs,
    decidedBy: 'person',
    decidedAtMs: nowMs,
    lastChallenge: unsent ? null : stepUpChallenge,
    deferralId: state === 'deferred' ? 'd1' : null,
    interactiveRounds: state === 'stepping_up' || state === 'deferred' ? 1 : 0,
    expiresAtMs: nowMs + approvalLifetimeMs,
    ...part,
  }
}

const done = { kind: 'done', resultText: 'ok', isError: false } as const
const events: CallEvent[] = [
  { kind: 'judged', policy: { decision: 'allow', ruleId: null } },
  { kind: 'approved', surface: 'approval' },
  { kind: 'denied', reason: null },
  { kind: 'question_expired' },
  { kind: 'dispatch', facts },
  { kind: 'sent', attempt: 1, outcome: done, cancelWanted: false },
  { kind: 'step_up' },
  { kind: 'obtained', attempt: 1, outcome: { kind: 'granted', grantId: 'g' } },
  { kind: 'deferral_ended', deferralId: 'd1', state: 'succeeded', grantId: 'g', reason: null },
  { kind: 'cancelled', reason: null },
  { kind: 'time_passed' },
  { kind: 'recovered' },
]

/** What each event makes of each state; what is not named leaves it as it is. */
const moves: Partial<Record<ToolCall['state'], Partial<Record<CallEvent['kind'], string>>>> = {
  received: { judged: 'approved', cancelled: 'cancelled' },
  asking: {
    approved: 'approved',
    denied: 'denied',
    question_expired: 'expired',
    cancelled: 'cancelled',
  },
  approved: { dispatch: 'sending', cancelled: 'cancelled' },
  sending: { sent: 'done', recovered: 'unknown' },
  challenged: { step_up: 'stepping_up', cancelled: 'cancelled' },
  stepping_up: { obtained: 'ready', deferral_ended: 'ready', cancelled: 'cancelled' },
  deferred: { deferral_ended: 'ready', cancelled: 'cancelled' },
  ready: { dispatch: 'sending', cancelled: 'cancelled' },
}

const cases = callStateSchema.options.flatMap((state) =>
  events.map((event) => [state, event.kind, moves[state]?.[event.kind] ?? state, event] as const),
)

describe('the table of the journey', () => {
  it.each(cases)('[JRN-04] %s and %s give %s', (state, _kind, expected, event) => {
    // Dies if: any move is added to or taken from the table.
    const step = reduceCall(callIn(state), event, nowMs)
    expect(step.call.state).toBe(expected)
    if (endedCallStates.has(state)) expect(step).toEqual({ call: callIn(state), effects: [] })
    const transmits = step.effects.some((effect) => effect.kind === 'transmit')
    expect(transmits).toBe(expected === 'sending' && state !== 'sending')
  })

  it('[JRN-02] spends on the first sending only', () => {
    const kinds = (state: ToolCall['state']) =>
      reduceCall(callIn(state), { kind: 'dispatch', facts }, nowMs).effects.map(({ kind }) => kind)
    expect(kinds('approved')).toEqual(['spend', 'record', 'transmit'])
    expect(kinds('ready')).toEqual(['record', 'transmit'])
  })

  it('[JRN-02] refuses an approval that is spent before its first sending, or unspent at a resend', () => {
    const event: CallEvent = { kind: 'dispatch', facts }
    const spent = callIn('approved', { approvalSpentAtMs: 1 })
    const unspent = callIn('ready', { approvalSpentAtMs: null })
    for (const call of [spent, unspent]) {
      expect(reduceCall(call, event, nowMs).call.state).toBe('failed')
    }
  })

  it('[JRN-04] ignores the outcome of another attempt, and what a former round obtained', () => {
    // Dies if: attempts are not compared.
    const second = callIn('sending', { attempts: 2 })
    const outcome = { kind: 'challenged', challenge: stepUpChallenge } as const
    const late: CallEvent = { kind: 'sent', attempt: 1, outcome, cancelWanted: false }
    expect(reduceCall(second, late, nowMs).call).toBe(second)
    const round = callIn('stepping_up', { attempts: 2 })
    const former: CallEvent = {
      kind: 'obtained',
      attempt: 1,
      outcome: { kind: 'granted', grantId: 'g' },
    }
    expect(reduceCall(round, former, nowMs).call).toBe(round)
  })

  it('[JRN-04] ignores the end of another deferral, and of a former one in a new round', () => {
    // Dies if: deferral ids are not compared.
    const end = (deferralId: string): CallEvent => ({
      kind: 'deferral_ended',
      deferralId,
      state: 'succeeded',
      grantId: 'g',
      reason: null,
    })
    const waiting = callIn('deferred')
    expect(reduceCall(waiting, end('d2'), nowMs).call).toBe(waiting)
    const secondRound = callIn('stepping_up', { deferralId: 'd1' })
    expect(reduceCall(secondRound, end('d1'), nowMs).call).toBe(secondRound)
    expect(reduceCall(secondRound, end('d2'), nowMs).call).toMatchObject({
      state: 'ready',
      deferralId: 'd2',
    })
  })

  it('[JRN-09] an approval ends after ten minutes unsent, with its wait after seven days', () => {
    const expired = reduceCall(
      callIn('approved'),
      { kind: 'dispatch', facts },
      nowMs + approvalLifetimeMs,
    )
    expect(expired.call.state).toBe('expired')
    const outcome = { kind: 'deferred', deferralId: 'd1' } as const
    const event: CallEvent = { kind: 'obtained', attempt: 1, outcome }
    const waiting = reduceCall(callIn('stepping_up'), event, nowMs + 5_000).call
    expect(waiting.expiresAtMs).toBe(nowMs + longestWaitMs)
    const late = nowMs + longestWaitMs
    expect(reduceCall(waiting, { kind: 'time_passed' }, late - 1).call.state).toBe('deferred')
    expect(reduceCall(waiting, { kind: 'time_passed' }, late).call.state).toBe('expired')
  })

  // Dies if: an approval lives until a clock that was set back has caught up with it.
  it('[LATE-02] an unspent approval is not believed by a clock of long before it', () => {
    const at = (state: ToolCall['state'], agoMs: number): string =>
      reduceCall(callIn(state), { kind: 'dispatch', facts }, nowMs - agoMs).call.state
    expect(at('approved', approvalLifetimeMs)).toBe('sending')
    expect(at('approved', approvalLifetimeMs + 1)).toBe('expired')
    expect(at('approved', nowMs)).toBe('expired')
    // What was spent already is bound to its call: a wait is not lost by a clock that is set.
    expect(at('ready', nowMs)).toBe('sending')
  })
})
