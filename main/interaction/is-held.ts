// Knows whether a pause holds the calls of an agent or a task: what has not been sent then stays, and is not asked about.
import type { CallState } from '../../shared/model/tool-call.ts'
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

/** States that a call leaves by itself, at once, unless the pause holds it. */
export const heldByPause: ReadonlySet<CallState> = new Set([
  'received',
  'approved',
  'ready',
  'challenged',
])

/** States in which a call may have been held by the pause. */
export const waitsForResume: ReadonlySet<CallState> = new Set([...heldByPause, 'stepping_up'])
