// Decides without a person what may be decided without one: by the person's own rules, and reading where they trust.
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { Rule } from '../../shared/model/rule.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { isTaskOpen } from './allow-for.ts'
import { findCoveringPlan } from './plan-match.ts'
import type { Judgement } from './risk.ts'
import { coversCall, hasUseLeft, isInForce } from './rule-match.ts'

export interface PolicyDecision {
  readonly decision: 'allow' | 'ask' | 'deny'
  /** The rule that decided, else null. */
  readonly ruleId: string | null
  /** The plan that allows it; left out where none does. */
  readonly planId?: string
  /** The class it is in by now, where that is another than when it was frozen. */
  readonly risk?: Judgement
}
export type Policy = (call: ToolCall) => PolicyDecision

export interface PolicyParts {
  readonly store: Pick<Store, 'rules' | 'connections' | 'tasks' | 'plans'>
  readonly clock: Pick<Clock, 'nowMs'>
  readonly log: Log
  /** True while the system says that the screen is locked; left out where it does not tell. */
  readonly isLocked?: () => boolean
}

const ask: PolicyDecision = { decision: 'ask', ruleId: null }

/** Without rules: asks for everything that is not a trusted read, and denies nothing by itself. */
export const decidePolicy: Policy = (call) => ({
  ...ask,
  decision: call.risk === 'low' ? 'allow' : 'ask',
})

/**
 * The policy over the rules as they are at this moment. What forbids goes before what warns, and that before what
 * allows; high risk is always asked about; a plan allows before a rule does, so that no use of a rule is counted for it; a rule that cannot be read, is not in force or does not cover every value
 * allows nothing. A call that a rule has allowed already is judged by that rule alone, without counting it again.
 * Reads only: the use is counted by the transaction that allows the call.
 */
export function createPolicy(parts: PolicyParts): Policy {
  return (call) => {
    const rules = listRules(parts, call)
    if (rules === null) return ask
    const nowMs = parts.clock.nowMs()
    const speaking = rules.filter(
      (rule) => isInForce(rule, nowMs) && coversCall(rule, call) && isOfOpenTask(parts, rule),
    )
    const deny = speaking.find(({ effect }) => effect === 'deny')
    if (deny !== undefined) return { decision: 'deny', ruleId: deny.id }
    const high = speaking.find(({ effect }) => effect === 'high')
    if (high !== undefined) {
      return { decision: 'ask', ruleId: high.id, risk: { risk: 'high', reason: 'rule_says_so' } }
    }
    if (call.risk === 'high') return ask
    const planned = decideByPlan(parts, call)
    if (planned !== null) return planned
    return call.risk === 'low' ? decideRead(parts, call) : decideByRule(parts, speaking, call)
  }
}

/** Null when they cannot all be read, or the store fails: then the person is asked. */
function listRules({ store, log }: PolicyParts, call: ToolCall): Rule[] | null {
  try {
    const rules = store.rules.listActive(call)
    if (rules === null)
      log('warn', 'A rule cannot be read, so the person is asked', { call: call.id })
    return rules
  } catch (error) {
    log('error', 'The rules could not be read, so the person is asked', error)
    return null
  }
}

function isOfOpenTask({ store }: PolicyParts, { effect, taskId }: Rule): boolean {
  return effect !== 'allow' || taskId === null || isTaskOpen(store.tasks, taskId)
}

/** The trust may have been taken back since the call was frozen. */
function decideRead({ store }: PolicyParts, call: ToolCall): PolicyDecision {
  const trusted = store.connections.load(call.connectionId)?.trustedForReading === true
  if (trusted) return { ...ask, decision: 'allow' }
  return { ...ask, risk: { risk: 'elevated', reason: 'reads_only_untrusted' } }
}

/** As a rule: nothing runs by it behind a locked screen. A plan that cannot be read allows nothing. */
function decideByPlan(
  { store, isLocked, log }: PolicyParts,
  call: ToolCall,
): PolicyDecision | null {
  if (isLocked?.() === true) return null
  try {
    const plan = findCoveringPlan(store, call)
    return plan === null ? null : { decision: 'allow', ruleId: null, planId: plan.id }
  } catch (error) {
    log('error', 'The plans could not be read, so the person is asked', error)
    return null
  }
}

/**
 * Nothing runs by a rule behind a locked screen: whoever made it is not there to see it. Nor what a plan allowed once the
 * plan is over: no use of the rule was counted for it.
 */
function decideByRule(
  { isLocked }: PolicyParts,
  speaking: readonly Rule[],
  call: ToolCall,
): PolicyDecision {
  if (call.decidedBy === 'plan') return ask
  const counted = call.decidedBy === 'rule' ? (call.ruleId ?? null) : null
  const rule = speaking.find(
    (each) =>
      each.effect === 'allow' && (counted === null ? hasUseLeft(each) : each.id === counted),
  )
  return rule === undefined || isLocked?.() === true ? ask : { decision: 'allow', ruleId: rule.id }
}
