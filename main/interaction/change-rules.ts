// What the person does with rules that are there: pause or revoke at once, forbid more, and ask for anything that widens.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Interaction, Surface, Widening } from '../../shared/model/interaction.ts'
import type { Clock, MakeId } from '../../shared/model/ports.ts'
import type { AllowFor, Rule, RuleEffect } from '../../shared/model/rule.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { isTaskOpen } from './allow-for.ts'
import { saveMadeRule } from './make-rules.ts'
import type { InteractionQueue } from './queue.ts'
import { isInForce } from './rule-match.ts'
import { forbidLifetimeMs, lifetimeMs } from './rule-times.ts'
import { closeRule } from './rule-upkeep.ts'

export interface ChangeRulesParts {
  readonly store: Store
  readonly queue: Pick<InteractionQueue, 'openWidening' | 'answerTogether' | 'tellChanged'>
  readonly clock: Pick<Clock, 'nowMs'>
  readonly makeId: MakeId
}

/** `resume` a paused one, change its `limits`, allow `again` what has ended, `lift` what forbids or warns. */
export type RuleChange = 'resume' | 'limits' | 'again' | 'lift'

export interface AskRule {
  readonly ruleId: string
  readonly change: RuleChange
  /** The new limits; null unless `change` is `limits`. */
  readonly allowFor: AllowFor | null
}

const badRule = (key: 'rule.gone' | 'rule.only_asked' | 'rule.bad_change') =>
  new CountersignError('interaction/bad_rule', text(key))

/**
 * Stops what a rule allows, at once; what was allowed and has not been sent is asked about again. What forbids or warns
 * is not stopped so: that would let more run, and is asked for. Throws `interaction/bad_rule`.
 */
export function stopRule(
  parts: ChangeRulesParts,
  ruleId: string,
  state: 'paused' | 'revoked',
): void {
  const { store, clock } = parts
  const rule = loadRule(store, ruleId)
  if (rule.effect !== 'allow') throw badRule('rule.only_asked')
  if (rule.state === state || rule.endedAtMs !== null) return
  store.transaction(() => closeRule(store, rule, { state, atMs: clock.nowMs() }))
  withdrawAsked(parts, ruleId)
}

/** Asks in the approval view, which shows both rules in full. Takes the place of an earlier question about this rule. */
export function askRule(parts: ChangeRulesParts, request: AskRule): Interaction {
  const before = loadRule(parts.store, request.ruleId)
  const rule = buildChanged(parts, before, request)
  withdrawAsked(parts, before.id)
  return parts.queue.openWidening({ what: 'rule', rule, before }, before.connectionId)
}

/**
 * From now on every call of this agent to this tool is refused (`deny`), or is of high risk (`high`). Narrows, so it
 * needs no approval; lifting it does. Throws `interaction/bad_rule` for an unknown call.
 */
export function forbidAlike(
  parts: ChangeRulesParts,
  callId: string,
  { effect, surface }: { effect: Exclude<RuleEffect, 'allow'>; surface: Surface },
): Rule {
  const { store, queue, clock, makeId } = parts
  const call = store.calls.load(callId)
  if (call === null) throw badRule('rule.gone')
  const standing = store.rules.listActive(call) ?? []
  const same = standing.find(
    (each) =>
      each.effect === effect && each.conditions.length === 0 && isInForce(each, clock.nowMs()),
  )
  if (same !== undefined) return same
  const rule = buildForbidding(call, effect, { id: makeId(), nowMs: clock.nowMs() })
  const raised = store.transaction(() => {
    saveMadeRule(store, rule)
    return effect === 'high' ? raiseOpen(store, call) : []
  })
  for (const interaction of raised) queue.tellChanged(interaction)
  // What is asked about already would be refused anyway: it is answered now.
  const reason = text('rule.denied_alike')
  if (effect === 'deny') denyAll(parts, listAlike(store, call), { surface, reason })
  return rule
}

/** What is asked about already is of high risk too: no notification and no group decides it any more. */
function raiseOpen(store: Store, call: ToolCall): Interaction[] {
  return listAlike(store, call).filter(({ callId }) => {
    const asked = callId === null ? null : store.calls.load(callId)
    if (asked === null || asked.risk === 'high') return false
    store.calls.save({ ...asked, risk: 'high', riskReason: 'rule_says_so' })
    return true
  })
}

/** Open approvals of this agent's calls of this tool. */
function listAlike({ interactions, calls }: Store, call: ToolCall): Interaction[] {
  return interactions.listOpen().filter(({ kind, callId }) => {
    const asked = callId === null || kind !== 'approval' ? null : calls.load(callId)
    return (
      asked?.agentId === call.agentId &&
      asked.connectionId === call.connectionId &&
      asked.tool === call.tool
    )
  })
}

/** All in one go: one that has just ended keeps none of the others open. */
function denyAll(
  { queue }: ChangeRulesParts,
  open: readonly Interaction[],
  how: { surface: Surface; reason: string | null },
): void {
  const interactionIds = open.map(({ id }) => id)
  if (interactionIds.length > 0) queue.answerTogether({ answer: 'deny', interactionIds, ...how })
}

function buildForbidding(
  call: ToolCall,
  effect: RuleEffect,
  { id, nowMs }: { id: string; nowMs: number },
): Rule {
  const { agentId, connectionId, tool, toolDefinitionHash } = call
  return {
    id,
    effect,
    state: 'active',
    agentId,
    connectionId,
    tool,
    toolDefinitionHash,
    taskId: null,
    conditions: [],
    expiresAtMs: nowMs + forbidLifetimeMs,
    maxUses: null,
    uses: 0,
    lastUsedAtMs: null,
    madeFromCallId: call.id,
    createdAtMs: nowMs,
    endedAtMs: null,
  }
}

function loadRule(store: Store, ruleId: string): Rule {
  const rule = store.rules.load(ruleId)
  if (rule === null) throw badRule('rule.gone')
  return rule
}

/** A question about a rule that has changed since says something that is not so any more. */
function withdrawAsked(parts: ChangeRulesParts, ruleId: string): void {
  const asked = parts.store.interactions
    .listOpenWidenings()
    .filter(({ widening }) => widening?.what === 'rule' && subjectOf(widening) === ruleId)
  denyAll(parts, asked, { surface: 'app', reason: null })
}

const subjectOf = ({ rule, before }: Extract<Widening, { what: 'rule' }>): string =>
  (before ?? rule).id

function buildChanged(parts: ChangeRulesParts, before: Rule, request: AskRule): Rule {
  const { change, allowFor } = request
  const nowMs = parts.clock.nowMs()
  const allows = before.effect === 'allow'
  if (allows === (change === 'lift') || (change === 'limits') !== (allowFor !== null)) {
    throw badRule('rule.bad_change')
  }
  if (change === 'lift') return { ...before, state: 'revoked', endedAtMs: nowMs }
  if (change === 'resume') {
    if (before.state !== 'paused' || nowMs >= before.expiresAtMs) throw badRule('rule.gone')
    return { ...before, state: 'active' }
  }
  return renew(parts, before, allowFor ?? limitsOf(before))
}

/** The limits it has, with the same span of time again. */
function limitsOf(rule: Rule): { maxUses: number | null; conditions: Rule['conditions'] } {
  return { maxUses: rule.maxUses, conditions: rule.conditions }
}

/** Counted and timed from now, and for the tool as it is now. */
function renew(
  { store, clock }: ChangeRulesParts,
  before: Rule,
  limits: Pick<AllowFor, 'maxUses' | 'conditions'> & { until?: AllowFor['until'] },
): Rule {
  const tools = store.connections.listTools(before.connectionId)
  const tool = tools.find(({ name }) => name === before.tool)
  const { until, maxUses, conditions } = limits
  const taskId = until === undefined || until === 'task' ? before.taskId : null
  const taskIsOver = taskId !== null && !isTaskOpen(store.tasks, taskId)
  const noTask = until === 'task' && taskId === null
  if (tool === undefined || taskIsOver || noTask || !namesTheSame(before, conditions)) {
    throw badRule('rule.bad_change')
  }
  const nowMs = clock.nowMs()
  const spanMs = until === undefined ? before.expiresAtMs - before.createdAtMs : lifetimeMs[until]
  return {
    ...before,
    state: 'active',
    taskId,
    conditions,
    maxUses,
    toolDefinitionHash: tool.definitionHash,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + spanMs,
    uses: 0,
    endedAtMs: null,
  }
}

/** Limits are changed value by value: none is added, none is dropped. */
function namesTheSame(before: Rule, conditions: Rule['conditions']): boolean {
  const names = (list: Rule['conditions']): string =>
    JSON.stringify([...new Set(list.map(({ pointer }) => pointer))].sort())
  return names(before.conditions) === names(conditions)
}
