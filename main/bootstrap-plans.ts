// Wires plans and pauses of tasks: what the approval view confirms of them, and what the person does with them from anywhere.
import type { Tasks } from './agent/tasks-port.ts'
import { approvePlan, createPlanDesk, type PlanDesk } from './agent/plan-desk.ts'
import { dropEntry, editEntry, type PlanChange } from './agent/plan-edit.ts'
import type { World } from './engine.ts'
import type { EditOutcome, EditParts } from './interaction/edit-steps.ts'
import type { InteractionQueue } from './interaction/queue.ts'
import { createSchemaChecker } from './interaction/schema-checker.ts'
import type { Store } from './store/repositories.ts'

export interface Plans {
  drop(change: PlanChange & { readonly dropped: boolean }): void
  edit(change: PlanChange & { readonly argumentsJson: string }): Promise<EditOutcome>
  end(planId: string): void
}

interface Parts {
  readonly store: Store
  readonly queue: InteractionQueue
}

export function wirePlanDesk(world: World, parts: Parts): PlanDesk {
  return createPlanDesk({ ...world, ...parts })
}

/** What was approved is carried out by the transaction that saves the approval; what follows from it comes after. */
export function wirePlans(
  world: World,
  { store, queue, desk, tasks }: Parts & { readonly desk: PlanDesk; readonly tasks: Tasks },
): Plans {
  queue.onWidening((widening) => {
    if (widening.what === 'plan') approvePlan(store, widening, world.clock.nowMs())
    if (widening.what === 'task_resume') tasks.endPause(widening.taskId)
  })
  queue.onEvent(({ kind, interaction: { widening, state } }) => {
    if (kind !== 'closed' || widening === null) return
    if (widening.what === 'task_resume' && state === 'approved') tasks.onPauseEnded(widening.taskId)
    if (widening.what !== 'plan') return
    desk.check()
    tasks.onPlanDecided(widening.taskId)
  })
  const checkSchema = createSchemaChecker(world.schemaWorker)
  const parts: EditParts = { ...world, store, queue, checkSchema }
  return {
    drop: (change) => dropEntry(parts, change),
    edit: (change) => editEntry(parts, change),
    end: (planId) => {
      desk.end(planId)
      const plan = store.plans.load(planId)
      if (plan !== null) tasks.onPlanDecided(plan.taskId)
      world.onChanged()
    },
  }
}
