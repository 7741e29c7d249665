// The journey of a tool call as a pure table: state and event to the next state and what to do about it.
import { text } from '../../shared/catalogue/text.ts'
import type { CallState, ToolCall } from '../../shared/model/tool-call.ts'
import {
  endCall,
  endOfDeferral,
  endOfObtain,
  endOfSending,
  heedTask,
  holdBack,
  refusalOf,
} from './call-ends.ts'
import type { CallEvent, CallStep } from './call-event.ts'
import { countsBeforeRound, isTokenRefusal } from './round-counts.ts'
import { askAgain, denyByPolicy, endTakenBack, isTakenBack, withRisk } from './rule-steps.ts'

/** How long an approval lives while its call has not been sent. */
export const approvalLifetimeMs = 10 * 60 * 1000
/** How long an approval lives at most while its call waits for a step-up or a deferral. */
export const longestWaitMs = 7 * 24 * 60 * 60 * 1000
/** How long a question stays open. */
export const questionLifetimeMs = 60 * 60 * 1000
/** Loop guard (protocols 13.4). */
export const maxRefreshRounds = 1
export const maxInteractiveRounds = 2

type EventKind = CallEvent['kind']
type EventOf<Kind extends EventKind> = Extract<CallEvent, { kind: Kind }>
type Handler<Kind extends EventKind> = (
  call: ToolCall,
  event: EventOf<Kind>,
  nowMs: number,
) => CallStep
type Row = { readonly [Kind in EventKind]?: Handler<Kind> }

const stay = (call: ToolCall): CallStep => ({ call, effects: [] })

const cancelled: Handler<'cancelled'> = (call, event, nowMs) =>
  endCall(call, { state: 'cancelled', words: event.reason ?? text('agent.end_cancelled') }, nowMs)

const timePassed: Handler<'time_passed'> = (call, _event, nowMs) =>
  isOver(call, nowMs)
    ? endCall(call, { state: 'expired', words: text('agent.end_expired_unsent') }, nowMs)
    : stay(call)

/** A state and event that is not here changes nothing: late, repeated and foreign events are harmless. */
const table: { readonly [State in CallState]: Row } = {
  received: {
    judged: judge,
    cancelled,
    recovered: (call) => ({ call, effects: [{ kind: 'judge' }] }),
  },
  asking: {
    approved: approve,
    denied: deny,
    question_expired: (call, _event, nowMs) =>
      endCall(call, { state: 'expired', words: text('agent.end_expired_question') }, nowMs),
    cancelled,
    recovered: (call) => ({ call, effects: [{ kind: 'open_question' }] }),
  },
  approved: { dispatch, cancelled, time_passed: timePassed, recovered: sendAgain },
  ready: { dispatch, cancelled, time_passed: timePassed, recovered: sendAgain },
  sending: {
    sent: takeOutcome,
    task_begun: (call, { attempt, task }) =>
      attempt === call.attempts ? stay({ ...call, upstreamTask: task }) : stay(call),
    recovered: (call, _event, nowMs) =>
      call.upstreamTask === undefined
        ? endCall(call, { state: 'unknown', words: text('agent.end_unknown_restart') }, nowMs)
        : { call, effects: [{ kind: 'follow' }] },
  },
  challenged: {
    step_up: beginStepUp,
    cancelled,
    time_passed: timePassed,
    recovered: (call) => ({ call, effects: [{ kind: 'begin_step_up' }] }),
  },
  stepping_up: {
    obtained: takeObtained,
    deferral_ended: (call, event, nowMs) =>
      event.deferralId === call.deferralId ? stay(call) : takeDeferralEnd(call, event, nowMs),
    cancelled,
    time_passed: timePassed,
    // The round was counted when it began; beginning it again after a crash is the same round.
    recovered: (call) => ({ call, effects: [{ kind: 'obtain', before: countsBeforeRound(call) }] }),
  },
  deferred: {
    deferral_ended: (call, event, nowMs) =>
      event.deferralId === call.deferralId ? takeDeferralEnd(call, event, nowMs) : stay(call),
    cancelled,
    time_passed: timePassed,
  },
  done: {},
  denied: {},
  expired: {},
  cancelled: {},
  failed: {},
  unknown: {},
}

/**
 * One step of the journey (design 4). Pure. Invariants: an end is never left; `transmit` comes only from `approved`
 * or `ready` with the approval spent; `ready` is reached only over a recorded refusal of the attempt before, or where
 * nothing of it had left.
 */
export function reduceCall(call: ToolCall, event: CallEvent, nowMs: number): CallStep {
  const handler = table[call.state][event.kind] as Handler<EventKind> | undefined
  return handler === undefined ? stay(call) : heedTask(call, handler(call, event, nowMs), nowMs)
}

function judge(call: ToolCall, event: EventOf<'judged'>, nowMs: number): CallStep {
  const { decision, ruleId, planId = null } = event.policy
  const by = planId !== null ? 'plan' : ruleId === null ? 'policy' : 'rule'
  if (decision === 'deny') return denyByPolicy(call, event.policy, nowMs)
  if (decision === 'allow') {
    const allowed = planId === null ? { ...call, ruleId } : { ...call, ruleId, planId }
    return allow(allowed, by, { nowMs, surface: null })
  }
  const judged = withRisk(call, event.policy)
  const { risk, riskReason: reason } = judged
  const rule = ruleId === null ? {} : { ruleId }
  return {
    // A call that was held before it was asked about gives the person the whole time all the same.
    call: { ...judged, state: 'asking', expiresAtMs: nowMs + questionLifetimeMs },
    effects: [
      { kind: 'open_question' },
      { kind: 'record', activity: 'call_asked', detail: { risk, reason, ...rule } },
    ],
  }
}

function approve(call: ToolCall, event: EventOf<'approved'>, nowMs: number): CallStep {
  const { surface, together } = event
  return allow(call, 'person', { nowMs, surface, ...(together && { group: together }) })
}

function allow(
  call: ToolCall,
  by: NonNullable<ToolCall['decidedBy']>,
  { nowMs, ...how }: { nowMs: number; surface: string | null; group?: number },
): CallStep {
  const expiresAtMs = nowMs + approvalLifetimeMs
  const rule = call.ruleId == null ? {} : { ruleId: call.ruleId }
  const plan = call.planId == null ? {} : { planId: call.planId }
  const detail = { by, ...how, digest: call.digest, ...rule, ...plan }
  return {
    call: { ...call, state: 'approved', decidedBy: by, decidedAtMs: nowMs, expiresAtMs },
    effects: [{ kind: 'record', activity: 'call_approved', detail }, { kind: 'dispatch' }],
  }
}

function deny(call: ToolCall, event: EventOf<'denied'>, nowMs: number): CallStep {
  const decided: ToolCall = { ...call, decidedBy: 'person', decidedAtMs: nowMs }
  const words =
    event.reason === null
      ? text('agent.end_denied')
      : text('agent.end_denied_reason', { reason: event.reason })
  const step = endCall(decided, { state: 'denied', words }, nowMs)
  const { reason, together } = event
  const detail = { by: 'person', reason, ...(together && { group: together }) }
  return {
    ...step,
    effects: [{ kind: 'record', activity: 'call_denied', detail }, ...step.effects],
  }
}

function sendAgain(call: ToolCall): CallStep {
  return { call, effects: [{ kind: 'dispatch' }] }
}

/** Also where the clock was set back by more than an approval lives: nobody can say how old an unspent one is. */
function isOver({ state, decidedAtMs, expiresAtMs }: ToolCall, nowMs: number): boolean {
  const isFromLater = state === 'approved' && (decidedAtMs ?? nowMs) - nowMs > approvalLifetimeMs
  return nowMs >= expiresAtMs || isFromLater
}

function dispatch(call: ToolCall, event: EventOf<'dispatch'>, nowMs: number): CallStep {
  if (isOver(call, nowMs)) return timePassed(call, { kind: 'time_passed' }, nowMs)
  const { policy } = event.facts
  if (policy.decision === 'deny') return denyByPolicy(call, policy, nowMs)
  if (event.facts.paused) return stay(call)
  const refusal = refusalOf(call, event.facts)
  if (refusal !== null) return endCall(call, { state: 'failed', words: refusal }, nowMs)
  const first = call.state === 'approved'
  if (isTakenBack(call, policy)) {
    if (first) return askAgain(call, policy, nowMs + questionLifetimeMs)
    // Held back before its first byte left.
    if (call.lastChallenge === null || event.facts.ruleStopped) return endTakenBack(call, nowMs)
  }
  // A first sending needs an unspent approval, a further one needs the approval this call spent before.
  if (first !== (call.approvalSpentAtMs === null)) {
    return endCall(call, { state: 'failed', words: text('agent.refused_spent') }, nowMs)
  }
  const attempts = call.attempts + 1
  const spent = first ? nowMs : call.approvalSpentAtMs
  const detail = { attempt: attempts, digest: call.digest, ...event.facts.token }
  return {
    call: { ...call, state: 'sending', attempts, approvalSpentAtMs: spent },
    effects: [
      ...(first ? [{ kind: 'spend' } as const] : []),
      { kind: 'record', activity: 'call_sent', detail },
      { kind: 'transmit' },
    ],
  }
}

function takeOutcome(call: ToolCall, event: EventOf<'sent'>, nowMs: number): CallStep {
  if (event.attempt !== call.attempts) return stay(call)
  if (event.outcome.kind === 'suspended') return stay(call)
  if (event.outcome.kind === 'held') return holdBack(call, event.cancelWanted, nowMs)
  if (event.outcome.kind !== 'challenged') return endOfSending(call, event.outcome, nowMs)
  const lastChallenge = event.outcome.challenge
  const { status, error, scope, acrValues } = lastChallenge
  const detail = { attempt: call.attempts, status, error, scope, acrValues }
  const record = { kind: 'record', activity: 'call_challenged', detail } as const
  const challenged: ToolCall = {
    ...call,
    state: 'challenged',
    lastChallenge,
    expiresAtMs: waitEnd(call),
  }
  if (event.cancelWanted) {
    const step = cancelled(challenged, { kind: 'cancelled', reason: null }, nowMs)
    return { ...step, effects: [record, ...step.effects] }
  }
  return { call: challenged, effects: [record, { kind: 'begin_step_up' }] }
}

/** While it waits, the approval lives with the wait, and never more than seven days after it was given. */
function waitEnd(call: ToolCall): number {
  return (call.decidedAtMs ?? call.receivedAtMs) + longestWaitMs
}

function beginStepUp(call: ToolCall, _event: EventOf<'step_up'>, nowMs: number): CallStep {
  const { refreshRounds, interactiveRounds } = call
  const before = { refreshRounds, interactiveRounds }
  const refreshes = isTokenRefusal(call) && call.refreshRounds < maxRefreshRounds
  if (!refreshes && call.interactiveRounds >= maxInteractiveRounds) {
    return endCall(call, { state: 'failed', words: text('agent.end_loop_guard') }, nowMs)
  }
  const counts = refreshes
    ? { refreshRounds: call.refreshRounds + 1 }
    : { interactiveRounds: call.interactiveRounds + 1 }
  return {
    call: { ...call, ...counts, state: 'stepping_up' },
    effects: [{ kind: 'obtain', before }],
  }
}

function takeObtained(call: ToolCall, event: EventOf<'obtained'>, nowMs: number): CallStep {
  if (event.attempt !== call.attempts) return stay(call)
  const { outcome } = event
  if (outcome.kind === 'granted') return makeReady(call, outcome.grantId, 'call_stepped_up')
  if (outcome.kind !== 'deferred') return endOfObtain(call, outcome, nowMs)
  const { deferralId } = outcome
  return {
    // It ends with its deferral, which tells so; a shorter bound of our own would race its last poll.
    call: { ...call, state: 'deferred', deferralId, expiresAtMs: waitEnd(call) },
    effects: [{ kind: 'record', activity: 'call_deferred', detail: { deferralId } }],
  }
}

function makeReady(call: ToolCall, grantId: string, activity: 'call_stepped_up' | null): CallStep {
  return {
    call: { ...call, state: 'ready', grantId },
    effects: [
      ...(activity === null ? [] : [{ kind: 'record', activity, detail: {} } as const]),
      { kind: 'dispatch' },
    ],
  }
}

function takeDeferralEnd(
  call: ToolCall,
  event: EventOf<'deferral_ended'>,
  nowMs: number,
): CallStep {
  const waited: ToolCall = { ...call, deferralId: event.deferralId }
  if (event.asksForMore === true && call.interactiveRounds < maxInteractiveRounds)
    return { call: { ...waited, state: 'challenged' }, effects: [{ kind: 'begin_step_up' }] }
  if (event.state !== 'succeeded') return endOfDeferral(waited, event, nowMs)
  if (event.grantId === null) {
    return endCall(waited, { state: 'failed', words: text('agent.end_lost_result') }, nowMs)
  }
  return makeReady(waited, event.grantId, null)
}
