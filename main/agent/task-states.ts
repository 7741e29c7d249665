// Knows which tasks go on, and when one waits for somebody else.
import type { Task } from '../../shared/model/task.ts'
import type { CallState } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'

const heldStates: ReadonlySet<CallState> = new Set<CallState>([
  'asking',
  'challenged',
  'stepping_up',
  'deferred',
])

export const isOver = (task: Task | null): boolean =>
  task === null || task.state === 'done' || task.state === 'cancelled' || task.state === 'failed'

/** True while its model may be asked. A gateway task has none. */
export const mayGoOn = (task: Task | null): task is Task =>
  task !== null && task.kind !== 'gateway' && !isOver(task) && task.state !== 'paused'

/** `waiting` while all that is left is held or waits for somebody. A gateway task stays as the gateway has it. */
export function updateTaskState(store: Store, taskId: string, isThinking: boolean): void {
  const task = store.tasks.load(taskId)
  if (!mayGoOn(task)) return
  const state = !isThinking && waits(store, taskId) ? 'waiting' : 'running'
  if (task.state !== state) store.tasks.save({ ...task, state })
}

function waits({ calls, interactions, plans }: Store, taskId: string): boolean {
  const alive = calls.listAliveStates(taskId)
  const isAsked = (callId: string): boolean => interactions.listOpenOfCall(callId).length > 0
  const hasPlan = plans.listByTask(taskId).some((plan) => plan.state === 'asked')
  if (alive.length === 0 && !hasPlan) return false
  return alive.every(({ id, state }) => heldStates.has(state) || isAsked(id))
}
