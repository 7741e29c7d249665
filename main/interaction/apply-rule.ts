// Carries out a rule that the person confirmed in the approval view.
import type { Widening } from '../../shared/model/interaction.ts'
import type { Store } from '../store/repositories.ts'

/** Danger: call only with a widening that was approved in the approval view, inside the transaction that records it. */
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
  store.rules.save({
    ...rule,
    uses: goesOn ? current.uses : 0,
    lastUsedAtMs: current?.lastUsedAtMs ?? null,
  })
  const tools = store.connections.listTools(rule.connectionId)
  const seen = tools.find(({ definitionHash }) => definitionHash === rule.toolDefinitionHash)
  if (seen !== undefined) store.rules.saveDefinition(seen)
}
