// How a call ends: every outcome of sending, step-up and deferral mapped to exactly one end with words for people.
import { text } from '../../shared/catalogue/text.ts'
import type { DeferralState } from '../../shared/model/deferral.ts'
import type { CallState, ToolCall } from '../../shared/model/tool-call.ts'
import type { SendOutcome } from '../resource/tool-sender.ts'
import type { ObtainOutcome } from '../step-up/obtain.ts'
import type { CallStep, DispatchFacts } from './call-event.ts'

export type EndState = Extract<
  CallState,
  'done' | 'denied' | 'expired' | 'cancelled' | 'failed' | 'unknown'
>

/** Why this call may not be sent now, in words for people; null when it may. */
export function refusalOf(call: ToolCall, facts: DispatchFacts): string | null {
  if (!facts.recordable) return text('activity.refused_unrecordable')
  if (facts.digest === null) return text('agent.refused_connection_gone')
  if (facts.toolDefinitionHash === null) return text('agent.refused_tool_gone')
  if (facts.toolDefinitionHash !== call.toolDefinitionHash)
    return text('agent.refused_tool_changed')
  if (facts.digest !== call.digest) return text('agent.refused_changed')
  return null
}

/** Ends the call for good and stops everything that still waits for it. */
export function endCall(
  call: ToolCall,
  end: {
    state: EndState
    words: string | null
    resultText?: string
    resultJson?: string
    hadProblem?: boolean
  },
  nowMs: number,
): CallStep {
  const detail = { state: end.state, words: end.words, attempts: call.attempts }
  return {
    call: {
      ...call,
      state: end.state,
      outcomeText: end.words,
      resultText: end.resultText ?? null,
      ...(end.resultJson === undefined ? {} : { resultJson: end.resultJson }),
      ...(end.hadProblem === true ? { hadProblem: true } : {}),
      endedAtMs: nowMs,
    },
    effects: [
      { kind: 'record', activity: 'call_ended', detail },
      { kind: 'stop_waiting' },
      { kind: 'ended' },
    ],
  }
}

/** Ends after an attempt that was not refused for want of a token. */
export function endOfSending(
  call: ToolCall,
  outcome: Exclude<SendOutcome, { kind: 'challenged' | 'held' | 'suspended' }>,
  nowMs: number,
): CallStep {
  switch (outcome.kind) {
    case 'done': {
      const ended =
        outcome.words ?? text(outcome.isError ? 'agent.end_done_error' : 'agent.end_done')
      const words = outcome.remark === undefined ? ended : `${ended} ${outcome.remark}`
      const hadProblem = outcome.isError || outcome.remark !== undefined
      const { resultText, resultJson } = outcome
      const result = { resultText, ...(resultJson === undefined ? {} : { resultJson }) }
      return endCall(call, { state: 'done', words, ...result, hadProblem }, nowMs)
    }
    case 'not_sent': {
      if (call.upstreamTask !== undefined) return endUnasked(call, outcome.reason, nowMs)
      const words = text('agent.end_not_sent', { reason: outcome.reason })
      return endCall(call, { state: 'failed', words }, nowMs)
    }
    case 'cancelled':
      return endCall(call, { state: 'cancelled', words: outcome.reason }, nowMs)
    case 'unknown': {
      const words = text('agent.end_unknown', { reason: outcome.reason })
      return endCall(call, { state: 'unknown', words }, nowMs)
    }
    case 'failed': {
      const words = text('agent.end_failed', { reason: outcome.reason })
      return endCall(call, { state: 'failed', words }, nowMs)
    }
  }
}

/**
 * What its server took up as a task may run there whatever ends it here: such a call never ends as one that was not
 * sent. Only what was heard of the task itself, while it was asked after, ends it otherwise.
 */
export function heedTask(before: ToolCall, step: CallStep, nowMs: number): CallStep {
  const { state, endedAtMs, outcomeText } = step.call
  const isAsked = before.upstreamTask === undefined || before.state === 'sending'
  if (isAsked || endedAtMs === null || state === 'unknown') return step
  const end = endUnasked(step.call, outcomeText ?? '', nowMs)
  const others = step.effects.filter(
    (effect) => effect.kind === 'record' && effect.activity !== 'call_ended',
  )
  return { ...end, effects: [...others, ...end.effects] }
}

function endUnasked(call: ToolCall, reason: string, nowMs: number): CallStep {
  const words = text('agent.end_unknown', { reason: `${text('tools.task_left')} ${reason}`.trim() })
  return endCall(call, { state: 'unknown', words }, nowMs)
}

/** All agents were paused before a byte left: the approval that this attempt spent still covers the next one. */
export function holdBack(call: ToolCall, cancelWanted: boolean, nowMs: number): CallStep {
  const detail = { attempt: call.attempts }
  const record = { kind: 'record', activity: 'call_held', detail } as const
  // Told to go on: the pause may have ended meanwhile.
  if (!cancelWanted)
    return { call: { ...call, state: 'ready' }, effects: [record, { kind: 'dispatch' }] }
  const step = endCall(call, { state: 'cancelled', words: text('agent.end_cancelled') }, nowMs)
  return { ...step, effects: [record, ...step.effects] }
}

/** Ends after a step-up that brought nothing. */
export function endOfObtain(
  call: ToolCall,
  outcome: Exclude<ObtainOutcome, { kind: 'granted' | 'deferred' }>,
  nowMs: number,
): CallStep {
  return endCall(call, { state: outcome.kind, words: outcome.reason }, nowMs)
}

const deferralEnds = {
  denied: { state: 'denied', key: 'agent.end_deferral_denied' },
  expired: { state: 'expired', key: 'agent.end_deferral_expired' },
  cancelled: { state: 'cancelled', key: 'agent.end_deferral_cancelled' },
  abandoned: { state: 'cancelled', key: 'agent.end_deferral_cancelled' },
  invalid: { state: 'failed', key: 'agent.end_deferral_invalid' },
  binding_lost: { state: 'failed', key: 'agent.end_binding_lost' },
  lost_result: { state: 'failed', key: 'agent.end_lost_result' },
} as const

/** Ends with the deferral (design 4: how a wait ends). A deferral that has not ended changes nothing. */
export function endOfDeferral(
  call: ToolCall,
  end: { state: DeferralState; reason: string | null },
  nowMs: number,
): CallStep {
  if (!(end.state in deferralEnds)) return { call, effects: [] }
  const { state, key } = deferralEnds[end.state as keyof typeof deferralEnds]
  const own = text(key)
  const words = end.reason === null || end.reason === own ? own : `${own} ${end.reason}`
  return endCall(call, { state, words }, nowMs)
}
