// What the states of tasks and calls mean for showing them.
import type { CallSummary, TaskView } from '../../../shared/overview.ts'
import type { Tone } from '../../parts/tag.tsx'

export type TaskState = TaskView['state']

export const taskTone: Record<TaskState, Tone> = {
  running: 'accent',
  waiting: 'mid',
  paused: 'mid',
  done: 'ok',
  cancelled: 'plain',
  failed: 'high',
}

/** True for a task that has not ended. */
export function isTaskAlive({ state }: Pick<TaskView, 'state'>): boolean {
  return state === 'running' || state === 'waiting' || state === 'paused'
}

export const callTone: Record<CallSummary['state'], Tone> = {
  received: 'plain',
  asking: 'accent',
  approved: 'plain',
  sending: 'plain',
  challenged: 'mid',
  stepping_up: 'accent',
  deferred: 'mid',
  ready: 'plain',
  done: 'ok',
  denied: 'high',
  expired: 'plain',
  cancelled: 'plain',
  failed: 'high',
  unknown: 'high',
}

// Not from the model: its schemas would come into the page, and they probe for `eval`, which the policy reports.
const ends = ['done', 'denied', 'expired', 'cancelled', 'failed', 'unknown'] as const

/** True for a call that nothing more will happen to. */
export function callHasEnded({ state }: Pick<CallSummary, 'state'>): boolean {
  return ends.some((end) => end === state)
}
