// Rules and calls for tests: one rule that covers one call, to be changed one thing at a time.
import type { Rule, RuleCondition } from '../../shared/model/rule.ts'

export const hourMs = 3_600_000

export const transferArguments = { amount: 40, currency: 'EUR', recipient: 'Nordlicht' }

export const transferConditions: RuleCondition[] = [
  { kind: 'at_most', pointer: '/amount', limit: '40' },
  { kind: 'equals', pointer: '/currency', valueJson: '"EUR"' },
  { kind: 'equals', pointer: '/recipient', valueJson: '"Nordlicht"' },
]

export function buildRule(part: Partial<Rule> = {}): Rule {
  return {
    id: 'rule',
    effect: 'allow',
    state: 'active',
    agentId: 'agent',
    connectionId: 'harbor',
    tool: 'prepare_transfer',
    toolDefinitionHash: 'hash',
    taskId: null,
    conditions: transferConditions,
    expiresAtMs: 1_000 + hourMs,
    maxUses: null,
    uses: 0,
    lastUsedAtMs: null,
    madeFromCallId: null,
    createdAtMs: 1_000,
    endedAtMs: null,
    ...part,
  }
}
