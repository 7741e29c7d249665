// Saves the pause of a task and its end; where something would run unasked once it goes on, the person is asked first.
import type { Task } from '../../shared/model/task.ts'
import { findPausedThings, mustAskToResume, recordTask } from '../interaction/paused-things.ts'
import type { Store } from '../store/repositories.ts'
import type { TasksParts } from './tasks-port.ts'

/** Call inside a transaction. */
export function savePause(store: Store, task: Task): void {
  store.tasks.save({ ...task, state: 'paused' })
  recordTask(store, 'task_paused', task)
}

/** Call inside a transaction. Nothing where the task was cancelled since: then nothing is left to go on. */
export function saveResumed(store: Store, taskId: string): void {
  const task = store.tasks.load(taskId)
  if (task?.state !== 'paused') return
  store.tasks.save({ ...task, state: 'running' })
  recordTask(store, 'task_resumed', task)
}

/** Takes up a paused or failed task. `asked`: it holds something, and the approval view was opened instead. */
export function takeUpTask(
  { store, askWidening }: Pick<TasksParts, 'store' | 'askWidening'>,
  task: Task,
): 'resumed' | 'asked' {
  const { id: taskId, agentId } = task
  if (task.state === 'paused' && mustAskToResume(findPausedThings(store, taskId))) {
    askWidening({ what: 'task_resume', taskId, agentId })
    return 'asked'
  }
  if (task.state === 'paused') store.transaction(() => saveResumed(store, taskId))
  else if (task.state === 'failed') store.tasks.save({ ...task, state: 'running', endedAtMs: null })
  return 'resumed'
}
