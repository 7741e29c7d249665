// Drops and changes single calls of a plan before it is approved: each change is frozen and bound anew.
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Plan, PlanEntry } from '../../shared/model/plan.ts'
import { digestOf } from '../interaction/digest.ts'
import { editedFrom, editShown, keepRisk, requireAsked } from '../interaction/edit-steps.ts'
import { toolChanged, type EditOutcome, type EditParts } from '../interaction/edit-steps.ts'
import { refusalError } from '../interaction/refusal-words.ts'
import type { Store } from '../store/repositories.ts'
import { buildPlanWidening, recordPlan } from './plan-desk.ts'
import { freezeEntry } from './plan-entries.ts'

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
  parts: EditParts,
  { dropped, ...change }: PlanChange & { readonly dropped: boolean },
): void {
  requireEntry(parts, change)
  parts.shownGate.requireShown(change.interactionId, change.digest)
  const state = dropped ? 'dropped' : 'planned'
  const changed = parts.store.transaction(() =>
    saveEntry(parts, requireEntry(parts, change), (entry) => ({ ...entry, state })),
  )
  parts.queue.tellChanged(changed)
}

/**
 * The person's own arguments for one entry of an open plan; it stays open under a new digest. Throws as `editArguments`:
 * `interaction/gone`, `interaction/expired`, `interaction/not_shown`, `interaction/bad_edit`.
 */
export function editEntry(
  parts: EditParts,
  change: PlanChange & { readonly argumentsJson: string },
): Promise<EditOutcome> {
  return editShown(parts, change, {
    load: () => {
      const { entry } = requireEntry(parts, change)
      return { argumentsJson: entry.argumentsJson, schema: findSchema(parts.store, entry) }
    },
    save: (argumentsJson) => {
      const asked = requireEntry(parts, change)
      return saveEntry(parts, asked, (before) =>
        rebuild(parts, asked.plan, { before, argumentsJson }),
      )
    },
  })
}

/** Frozen as a call is. */
function rebuild(
  { store, clock }: EditParts,
  plan: Plan,
  { before, argumentsJson }: { before: PlanEntry; argumentsJson: string },
): PlanEntry {
  const { connectionId, tool, why, position, state } = before
  const owner = { id: plan.taskId, agentId: plan.agentId }
  const planned = { connectionId, tool, argumentsJson, why }
  const frozen = freezeEntry(store, owner, { planned, position, nowMs: clock.nowMs() })
  return {
    ...frozen,
    state,
    ...keepRisk(before, frozen),
    editedFromJson: editedFrom(before, argumentsJson),
  }
}

function requireEntry({ store, clock }: EditParts, change: PlanChange): Asked {
  const interaction = store.interactions.load(change.interactionId)
  requireAsked(interaction, { digest: change.digest, nowMs: clock.nowMs() })
  const { widening } = interaction
  const plan = widening?.what === 'plan' ? store.plans.load(widening.planId) : null
  const entry = plan?.calls.find(({ position }) => position === change.position)
  if (plan?.state !== 'asked' || entry === undefined) throw refusalError('interaction/gone')
  return { interaction, plan, entry }
}

/** Call inside a transaction: the plan and its question change together, or not at all. */
function saveEntry(
  { store }: EditParts,
  { interaction, plan, entry }: Asked,
  build: (entry: PlanEntry) => PlanEntry,
): Interaction {
  const entryNow = build(entry)
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
}

/** Of the tool as the person was shown it. */
function findSchema({ connections }: Store, entry: PlanEntry): Readonly<Record<string, unknown>> {
  const tool = connections.listTools(entry.connectionId).find(({ name }) => name === entry.tool)
  if (tool?.definitionHash === entry.toolDefinitionHash) return tool.inputSchema
  throw toolChanged()
}
