// Makes the rules that the person chose together with an approval, in the transaction of that approval.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { MakeId } from '../../shared/model/ports.ts'
import type { AllowFor, Rule } from '../../shared/model/rule.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { buildAllowForOffer } from './allow-for.ts'
import { coversArguments } from './rule-match.ts'
import { lifetimeMs } from './rule-times.ts'

export interface MakeRules {
  readonly store: Pick<Store, 'rules' | 'activity' | 'tasks' | 'connections'>
  /** What is being approved: all of one tool at one connection. */
  readonly calls: readonly ToolCall[]
  readonly allowFor: AllowFor
  readonly nowMs: number
  readonly makeId: MakeId
}

/**
 * One rule per agent (and per task, where it ends with the task), saved and recorded. Call inside the transaction that
 * saves the approval, and only for an approval given in the approval view.
 * Throws `interaction/bad_rule` for a call of high risk, calls of different tools, or conditions that do not cover every
 * one of these very calls; then nothing of that transaction may be kept.
 */
export function makeRules(parts: MakeRules): Rule[] {
  const { calls, allowFor, store } = parts
  const offer = buildAllowForOffer(calls, store)
  const covers = calls.every((call) => coversArguments(allowFor.conditions, call.argumentsJson))
  const hasTask = allowFor.until !== 'task' || offer?.hasTask === true
  if (offer === null || !covers || !hasTask) {
    throw new CountersignError('interaction/bad_rule', text('rule.bad'))
  }
  const rules = listSubjects(parts).map((call) => buildRule(parts, call))
  for (const rule of rules) saveMadeRule(store, rule)
  return rules
}

/** The first call of each agent, or of each task. */
function listSubjects({ calls, allowFor }: MakeRules): ToolCall[] {
  const subjects = new Map<string, ToolCall>()
  for (const call of calls) {
    const key = JSON.stringify([call.agentId, allowFor.until === 'task' ? call.taskId : null])
    if (!subjects.has(key)) subjects.set(key, call)
  }
  return [...subjects.values()]
}

function buildRule({ allowFor, nowMs, makeId }: MakeRules, call: ToolCall): Rule {
  const { agentId, connectionId, tool, toolDefinitionHash } = call
  return {
    id: makeId(),
    effect: 'allow',
    state: 'active',
    agentId,
    connectionId,
    tool,
    toolDefinitionHash,
    taskId: allowFor.until === 'task' ? call.taskId : null,
    conditions: allowFor.conditions,
    expiresAtMs: nowMs + lifetimeMs[allowFor.until],
    maxUses: allowFor.maxUses,
    uses: 0,
    lastUsedAtMs: null,
    madeFromCallId: call.id,
    createdAtMs: nowMs,
    endedAtMs: null,
  }
}

/** Keeps a new rule, records it, and remembers the definition it was made for, so that a change can be shown. */
export function saveMadeRule(
  store: Pick<Store, 'rules' | 'activity' | 'connections'>,
  rule: Rule,
): void {
  store.rules.save(rule)
  const tools = store.connections.listTools(rule.connectionId)
  const seen = tools.find(({ definitionHash }) => definitionHash === rule.toolDefinitionHash)
  if (seen !== undefined) store.rules.saveDefinition(seen)
  store.activity.append({
    kind: 'rule_made',
    callId: rule.madeFromCallId,
    taskId: rule.taskId,
    connectionId: rule.connectionId,
    detail: { rule },
  })
}
