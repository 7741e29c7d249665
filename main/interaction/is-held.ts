// Knows whether a pause holds the calls of an agent or a task: what has not been sent then stays, and is not asked about.
import type { Store } from '../store/repositories.ts'

/** Of a tool call, a task or a plan. */
export interface Held {
  readonly agentId: string
  readonly taskId: string
}

/** All agents, this agent or this task is paused. Read from the store each time, so that a crash cannot end a pause. */
export function isHeld(
  {
    settings,
    tasks,
  }: Pick<Store, 'settings'> & { tasks: Pick<Store['tasks'], 'load' | 'loadAgent'> },
  { agentId, taskId }: Held,
): boolean {
  return (
    settings.load().paused ||
    tasks.loadAgent(agentId)?.paused === true ||
    tasks.load(taskId)?.state === 'paused'
  )
}
