// Offers how far an approval may reach beyond what is shown: one condition per value, as narrow as what was seen.
import type { AllowForOffer } from '../../shared/approval-card.ts'
import { allowForSchema, type RuleCondition } from '../../shared/model/rule.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { isAmountName, isCurrencyName } from './money.ts'
import { compareDecimals, digitsOf, isAmount } from './rule-decimal.ts'
import { coversArguments } from './rule-match.ts'
import { listValues } from './rule-leaves.ts'

/** The calls that one rule can speak about. */
type OfferedCall = Pick<
  ToolCall,
  'connectionId' | 'tool' | 'toolDefinitionHash' | 'risk' | 'argumentsJson' | 'taskId'
>

/**
 * What may be allowed together with these calls, or null where once is all there is: no call, one of high risk, calls of
 * different tools or in different currencies, or values that no rule can hold. Each value equals what was seen, or is one of what was seen; an
 * amount is at most the largest. The offer always covers every one of the calls.
 */
export function buildAllowForOffer(
  calls: readonly OfferedCall[],
  { tasks }: { tasks: Pick<Store['tasks'], 'load'> },
): AllowForOffer | null {
  const [first] = calls
  if (first === undefined || !calls.every((call) => isAlike(first, call))) return null
  const values = collectValues(calls)
  // The largest amount would be allowed in every one of the currencies.
  if (values.some(({ name, seen }) => isCurrencyName(name) && seen.size > 1)) return null
  const conditions = values.map(conditionOf)
  const limits = { until: 'hour', maxUses: null, conditions }
  if (!allowForSchema.safeParse(limits).success) return null
  if (!calls.every((call) => coversArguments(conditions, call.argumentsJson))) return null
  const hasTask = calls.every(({ taskId }) => isTaskOpen(tasks, taskId))
  return { conditions, seen: values.map(({ seen }) => [...seen]), hasTask }
}

function isAlike(first: OfferedCall, call: OfferedCall): boolean {
  return (
    call.risk !== 'high' &&
    call.connectionId === first.connectionId &&
    call.tool === first.tool &&
    call.toolDefinitionHash === first.toolDefinitionHash
  )
}

/** True while the agent may have more to come in this task. */
export function isTaskOpen(tasks: Pick<Store['tasks'], 'load'>, taskId: string): boolean {
  const state = tasks.load(taskId)?.state
  return state === 'running' || state === 'waiting' || state === 'paused'
}

interface SeenValue {
  readonly pointer: string
  readonly name: string
  readonly seen: Set<string>
}

/** One per value that any of the calls has; where one of them lacks it, the offer will not cover that one. */
function collectValues(calls: readonly OfferedCall[]): SeenValue[] {
  const values = new Map<string, SeenValue>()
  for (const { argumentsJson } of calls) {
    for (const { pointer, name, valueJson } of listValues(argumentsJson)) {
      const value = values.get(pointer) ?? { pointer, name, seen: new Set() }
      value.seen.add(valueJson)
      values.set(pointer, value)
    }
  }
  return [...values.values()]
}

function conditionOf({ pointer, name, seen }: SeenValue): RuleCondition {
  const limit = isAmountName(name) ? largestOf([...seen]) : null
  if (limit !== null) return { kind: 'at_most', pointer, limit }
  const [valueJson = 'null', ...others] = seen
  return others.length === 0
    ? { kind: 'equals', pointer, valueJson }
    : { kind: 'one_of', pointer, valuesJson: [...seen] }
}

/** The largest of plain decimals; null where one of them is none, or lies below zero. */
function largestOf(seen: readonly string[]): string | null {
  let largest = '0'
  for (const valueJson of seen) {
    const digits = digitsOf(valueJson)
    if (digits === null || !isAmount(digits)) return null
    if (compareDecimals(digits, largest) === 1) largest = digits
  }
  return largest
}
