// What rules do to the journey of a call: a use is counted as it is allowed, and what ended before sending asks again.
import { text } from '../../shared/catalogue/text.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { decidePlanEntry, takePlanEntry } from '../interaction/plan-match.ts'
import type { PolicyDecision } from '../interaction/policy.ts'
import type { Store } from '../store/repositories.ts'
import { endCall } from './call-ends.ts'
import type { CallEvent, CallStep } from './call-event.ts'

/**
 * The event as it stands once the use of its rule, or of its entry in a plan, is counted; asks the person when none was left. Call inside the
 * transaction that saves the step, so that two calls never share the last use.
 */
export function countUse(
  store: Pick<Store, 'rules' | 'plans' | 'tasks'>,
  call: ToolCall,
  { event, nowMs }: { event: CallEvent; nowMs: number },
): CallEvent {
  if (call.state === 'asking' && (event.kind === 'approved' || event.kind === 'denied'))
    decidePlanEntry(store, call, event.kind)
  if (event.kind !== 'judged' || call.state !== 'received') return event
  const { decision, ruleId, planId } = event.policy
  if (decision !== 'allow') return event
  if (planId === undefined ? ruleId === null : takePlanEntry(store, planId, call)) return event
  if (planId === undefined && ruleId !== null && store.rules.use(ruleId, nowMs)) return event
  return { kind: 'judged', policy: { decision: 'ask', ruleId: null } }
}

/** The call in the class it is in by now. */
export function withRisk(call: ToolCall, { risk }: PolicyDecision): ToolCall {
  return risk === undefined ? call : { ...call, risk: risk.risk, riskReason: risk.reason }
}

export function denyByPolicy(call: ToolCall, { ruleId }: PolicyDecision, nowMs: number): CallStep {
  const by = ruleId === null ? 'policy' : 'rule'
  const decided: ToolCall = { ...call, decidedBy: by, ruleId, decidedAtMs: nowMs }
  const words = text(ruleId === null ? 'agent.end_denied_policy' : 'rule.end_denied')
  const step = endCall(decided, { state: 'denied', words }, nowMs)
  if (ruleId === null) return step
  const detail = { by, ruleId, reason: null }
  return {
    ...step,
    effects: [{ kind: 'record', activity: 'call_denied', detail }, ...step.effects],
  }
}

/** True while what decided was no person and would not decide so any more. */
export function isTakenBack(call: ToolCall, { decision }: PolicyDecision): boolean {
  return call.decidedBy !== 'person' && decision === 'ask'
}

/** Nothing was sent yet: the person is asked, as if it had never been allowed. */
export function askAgain(call: ToolCall, policy: PolicyDecision, expiresAtMs: number): CallStep {
  const asking: ToolCall = {
    ...withRisk(call, policy),
    state: 'asking',
    decidedBy: null,
    ruleId: null,
    planId: null,
    decidedAtMs: null,
    expiresAtMs,
  }
  const { risk, riskReason: reason } = asking
  const { decidedBy: allowedBefore, ruleId = null, planId = null } = call
  const detail = { risk, reason, allowedBefore, ruleId, ...(planId !== null && { planId }) }
  return {
    call: asking,
    effects: [{ kind: 'open_question' }, { kind: 'record', activity: 'call_asked', detail }],
  }
}

/** Nothing has left, or the server refused it; the approval is spent already and cannot be given back: it ends. */
export function endTakenBack(call: ToolCall, nowMs: number): CallStep {
  const key = call.lastChallenge === null ? 'rule.end_taken_back' : 'rule.end_stopped'
  return endCall(call, { state: 'cancelled', words: text(key) }, nowMs)
}
