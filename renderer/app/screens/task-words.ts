// Which tone the states of tasks and calls have.
import type { CallSummary, TaskView } from '../../../shared/overview.ts'
import type { Tone } from '../../parts/tag.tsx'

export type TaskState = TaskView['state']

export const taskTone: Record<TaskState, Tone> = {
  running: 'accent',
  waiting: 'mid',
  done: 'ok',
  cancelled: 'plain',
  failed: 'high',
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
