// Drops and changes single calls of a plan before it is approved: each change is checked, frozen and bound anew.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Plan, PlanEntry } from '../../shared/model/plan.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { Risk } from '../../shared/model/tool-call.ts'
import { freezeArguments, digestOf } from '../interaction/digest.ts'
import type { EditOutcome } from '../interaction/edit.ts'
import type { InteractionQueue, ShownGate } from '../interaction/queue.ts'
import { refusalError } from '../interaction/refusal-words.ts'
import type { CheckSchema } from '../interaction/schema-checker.ts'
import { makeVisibleLine } from '../interaction/visible.ts'
import type { Store } from '../store/repositories.ts'
import { buildPlanWidening, recordPlan } from './plan-desk.ts'
import { freezeEntry } from './plan-entries.ts'

export interface PlanEditParts {
  readonly store: Store
  readonly queue: Pick<InteractionQueue, 'tellChanged'>
  readonly shownGate: ShownGate
  readonly clock: Pick<Clock, 'nowMs'>
  readonly checkSchema: CheckSchema
}

/** Names what the person saw, and the entry of it. */
export interface PlanChange {
  readonly interactionId: string
  readonly digest: string
  readonly position: number
}

interface Asked {
  readonly interaction: Interaction
  readonly plan: Plan
  readonly entry: PlanEntry
}

/** Takes an entry out of an open plan, or back in. Approves nothing. Throws `interaction/gone`, `interaction/not_shown`. */
export function dropEntry(
  parts: PlanEditParts,
  { dropped, ...change }: PlanChange & { readonly dropped: boolean },
): void {
  requireAsked(parts, change)
  parts.shownGate.requireShown(change.interactionId, change.digest)
  saveEntry(parts, change, (entry) => ({ ...entry, state: dropped ? 'dropped' : 'planned' }))
}

/**
 * The person's own arguments for one entry of an open plan; it stays open under a new digest. Throws as `editArguments`:
 * `interaction/gone`, `interaction/not_shown`, `interaction/bad_edit`.
 */
export async function editEntry(
  parts: PlanEditParts,
  { argumentsJson: raw, ...change }: PlanChange & { readonly argumentsJson: string },
): Promise<EditOutcome> {
  const { entry } = requireAsked(parts, change)
  parts.shownGate.requireShown(change.interactionId, change.digest)
  const argumentsJson = freezeEdited(raw)
  if (argumentsJson === entry.argumentsJson) return { outcome: 'unchanged' }
  const schema = findSchema(parts.store, entry)
  const verdict = await parts.checkSchema({ schema, argumentsJson })
  if (verdict.kind === 'unusable') throw badEdit(text('edit.cannot_check'))
  if (verdict.kind === 'misfits') {
    const { pointer, words } = verdict
    const place = pointer === '' ? text('edit.whole') : makeVisibleLine(pointer.slice(1), 200)
    const message = text('edit.misfit', { place, words: makeVisibleLine(words, 300) })
    return { outcome: 'refused', pointer, message }
  }
  // The check took a while: `saveEntry` looks again whether this is still what is asked.
  saveEntry(parts, change, (before, plan) => rebuild(parts, plan, { before, argumentsJson }))
  return { outcome: 'edited' }
}

const ranks: Readonly<Record<Risk, number>> = { low: 0, elevated: 1, high: 2 }

/** Frozen as a call is; its risk never falls below what it was. */
function rebuild(
  { store, clock }: PlanEditParts,
  plan: Plan,
  { before, argumentsJson }: { before: PlanEntry; argumentsJson: string },
): PlanEntry {
  const { connectionId, tool, why, position, risk, riskReason } = before
  const owner = { id: plan.taskId, agentId: plan.agentId }
  const planned = { connectionId, tool, argumentsJson, why }
  const frozen = freezeEntry(store, owner, { planned, position, nowMs: clock.nowMs() })
  const rises = ranks[frozen.risk] > ranks[risk]
  const original = before.editedFromJson ?? before.argumentsJson
  return {
    ...frozen,
    state: before.state,
    ...(rises ? {} : { risk, riskReason }),
    editedFromJson: original === argumentsJson ? null : original,
  }
}

function requireAsked({ store, clock }: PlanEditParts, change: PlanChange): Asked {
  const interaction = store.interactions.load(change.interactionId)
  const widening = interaction?.widening
  const plan = widening?.what === 'plan' ? store.plans.load(widening.planId) : null
  const entry = plan?.calls.find(({ position }) => position === change.position)
  const isSame = interaction?.state === 'open' && interaction.digest === change.digest
  if (interaction === null || plan?.state !== 'asked' || entry === undefined || !isSame)
    throw refusalError('interaction/gone')
  if (clock.nowMs() >= interaction.expiresAtMs) throw refusalError('interaction/expired')
  return { interaction, plan, entry }
}

/** The plan and its question change together, or not at all. */
function saveEntry(
  parts: PlanEditParts,
  change: PlanChange,
  build: (entry: PlanEntry, plan: Plan) => PlanEntry,
): void {
  const { store, queue } = parts
  const changed = store.transaction(() => {
    const { interaction, plan, entry } = requireAsked(parts, change)
    const entryNow = build(entry, plan)
    const planNow: Plan = {
      ...plan,
      calls: plan.calls.map((each) => (each.position === entry.position ? entryNow : each)),
    }
    const widening = buildPlanWidening(planNow)
    const digest = digestOf({ widening, connectionId: interaction.connectionId })
    const asked: Interaction = { ...interaction, widening, digest }
    store.plans.save(planNow)
    store.interactions.save(asked)
    recordPlan(store, 'plan_edited', planNow)
    return asked
  })
  queue.tellChanged(changed)
}

/** Of the tool as the person was shown it. */
function findSchema({ connections }: Store, entry: PlanEntry): Readonly<Record<string, unknown>> {
  const tool = connections.listTools(entry.connectionId).find(({ name }) => name === entry.tool)
  if (tool?.definitionHash === entry.toolDefinitionHash) return tool.inputSchema
  throw badEdit(text('edit.tool_changed'))
}

function freezeEdited(raw: string): string {
  try {
    return freezeArguments(raw)
  } catch (error) {
    if (!isCountersignError(error)) throw error
    throw badEdit(text('edit.bad_json', { problem: error.message }))
  }
}

function badEdit(message: string): CountersignError {
  return new CountersignError('interaction/bad_edit', message)
}
