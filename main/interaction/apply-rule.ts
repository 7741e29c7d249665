// Carries out a rule that the person confirmed in the approval view.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Widening } from '../../shared/model/interaction.ts'
import type { Store } from '../store/repositories.ts'

/**
 * Danger: call only with a widening that was approved in the approval view, inside the transaction that records it.
 * Throws `interaction/bad_rule` where the rule has ended or its tool has changed since it was asked for.
 */
export function applyRule(
  store: Pick<Store, 'rules' | 'connections'>,
  { rule, before }: Extract<Widening, { what: 'rule' }>,
): void {
  const current = before === null ? null : store.rules.load(before.id)
  // The rule it takes the place of ends with it, so that none outlives its own change.
  if (current !== null && current.id !== rule.id && current.endedAtMs === null) {
    store.rules.save({ ...current, state: 'revoked', endedAtMs: rule.createdAtMs })
  }
  const goesOn = current?.id === rule.id && current.createdAtMs === rule.createdAtMs
  const tools = store.connections.listTools(rule.connectionId)
  const seen = tools.find(({ definitionHash }) => definitionHash === rule.toolDefinitionHash)
  const isResumed = goesOn && before?.state === 'paused'
  if (isResumed && current.state !== 'paused') throw badRule('rule.gone')
  if (rule.effect === 'allow' && seen?.name !== rule.tool) throw badRule('rule.bad_change')
  store.rules.save({
    ...rule,
    uses: goesOn ? current.uses : 0,
    lastUsedAtMs: current?.lastUsedAtMs ?? null,
  })
  if (seen !== undefined) store.rules.saveDefinition(seen)
}

const badRule = (key: 'rule.gone' | 'rule.bad_change') =>
  new CountersignError('interaction/bad_rule', text(key))
