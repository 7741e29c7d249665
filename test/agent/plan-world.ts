// Tasks that lay a plan first: what the tests of plans begin with.
import type { NextStep } from '../../main/agent/model.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { bankCall, createTaskWorld, scriptModel, type TaskWorld } from './task-world.ts'

export const draft = (amount: number, recipient = 'Nordlicht'): NextStep['calls'][number] =>
  bankCall('prepare_transfer', { amount, currency: 'EUR', recipient })
export const none: NextStep = { text: null, calls: [], done: false }

export type PlannedWorld = TaskWorld & { readonly taskId: string }

/** Lays `plan`, then makes `calls` once it was decided, then says that it is done. */
export async function startPlanned(
  plan: NextStep['calls'],
  calls: NextStep['calls'],
): Promise<PlannedWorld> {
  const made = createTaskWorld()
  let step = 0
  made.model = scriptModel(() => {
    step += 1
    if (step === 1) return { ...none, text: 'Here is my plan.', plan }
    return step === 2 ? { ...none, calls } : { ...none, text: 'Done.', done: true }
  })
  const { id: taskId } = made.tasks.start({ agentId: 'agent', text: 'Prepare it' })
  await settle()
  return Object.assign(made, { taskId })
}
