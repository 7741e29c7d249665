// Decides, without anything but its inputs, whether the limits of a rule cover a call: every value of it must be named.
import type { Rule, RuleCondition } from '../../shared/model/rule.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { isBelow } from './rule-below.ts'
import { compareDecimals, digitsOf, isAmount } from './rule-decimal.ts'
import { listValues, readsAsList } from './rule-leaves.ts'

/** The frozen facts of a call that a rule is compared with. */
export type RuledCall = Pick<
  ToolCall,
  'agentId' | 'taskId' | 'connectionId' | 'tool' | 'toolDefinitionHash' | 'argumentsJson'
>

/**
 * True when `conditions` cover these canonical arguments: every value is named by at least one condition, every
 * condition names a value that is there, and every condition holds. Never throws: what cannot be evaluated is not
 * covered, so that the person is asked.
 */
export function coversArguments(
  conditions: readonly RuleCondition[],
  argumentsJson: string,
): boolean {
  return compare(conditions, argumentsJson, { everyValue: true })
}

/** `everyValue`: what no condition names is not covered. Without it further values change nothing. */
function compare(
  conditions: readonly RuleCondition[],
  argumentsJson: string,
  { everyValue }: { everyValue: boolean },
): boolean {
  try {
    if (everyValue && readsAsList(argumentsJson)) return false
    const leaves = new Map(
      listValues(argumentsJson).map(({ pointer, valueJson }) => [pointer, valueJson]),
    )
    const named = new Set(conditions.map(({ pointer }) => pointer))
    if (everyValue && [...leaves.keys()].some((pointer) => !named.has(pointer))) return false
    return conditions.every((condition) => {
      const valueJson = leaves.get(condition.pointer)
      return valueJson !== undefined && holds(condition, valueJson)
    })
  } catch {
    return false
  }
}

function holds(condition: RuleCondition, valueJson: string): boolean {
  switch (condition.kind) {
    case 'any':
      return true
    case 'equals':
      return condition.valueJson === valueJson
    case 'one_of':
      return condition.valuesJson.includes(valueJson)
    case 'at_most':
      return isAtMost(valueJson, condition.limit)
    case 'below': {
      const value: unknown = JSON.parse(valueJson)
      return typeof value === 'string' && isBelow(value, condition.prefix)
    }
  }
}

/** Between nothing and the limit: an amount below zero would move the other way. */
function isAtMost(valueJson: string, limit: string): boolean {
  const digits = digitsOf(valueJson)
  if (digits === null || !isAmount(digits)) return false
  const compared = compareDecimals(digits, limit)
  return compared === -1 || compared === 0
}

/**
 * True when the rule speaks about this very call: same agent, connection, tool, task and values. What allows also needs
 * the definition that the person saw and every value named; what forbids or warns is not lifted by a tool that changed
 * or by one value more.
 */
export function coversCall(rule: Rule, call: RuledCall): boolean {
  const allows = rule.effect === 'allow'
  return (
    rule.agentId === call.agentId &&
    rule.connectionId === call.connectionId &&
    rule.tool === call.tool &&
    (rule.taskId === null || rule.taskId === call.taskId) &&
    (!allows || rule.toolDefinitionHash === call.toolDefinitionHash) &&
    compare(rule.conditions, call.argumentsJson, { everyValue: allows })
  )
}

/**
 * True while the rule is active and its time runs. A clock that stands before the rule was made or last used was set
 * back: nothing is known about its end, so an `allow` is not in force then. Uses are not looked at.
 */
export function isInForce(rule: Rule, nowMs: number): boolean {
  if (rule.state !== 'active') return false
  if (rule.effect !== 'allow') return nowMs < rule.expiresAtMs
  const lastKnownMs = Math.max(rule.createdAtMs, rule.lastUsedAtMs ?? 0)
  return nowMs >= lastKnownMs && nowMs < rule.expiresAtMs
}

/** True while it may be used once more. */
export function hasUseLeft({ maxUses, uses }: Pick<Rule, 'maxUses' | 'uses'>): boolean {
  return maxUses === null || uses < maxUses
}
