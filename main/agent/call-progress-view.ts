// Adds to the page's view of tasks what servers say of calls that are on their way.
import type { CallSummary, Overview, TaskView } from '../../shared/overview.ts'
import { makeVisibleLine } from '../interaction/visible.ts'
import type { CallProgress } from '../resource/call-progress.ts'

type Latest = (callId: string) => CallProgress | null

export function addProgress(overview: Overview, latest: Latest): Overview {
  return { ...overview, tasks: overview.tasks.map((task) => addTaskProgress(task, latest)) }
}

export function addTaskProgress(task: TaskView, latest: Latest): TaskView {
  const steps = task.steps.map((step) =>
    step.call?.state === 'sending' ? { ...step, call: progressOf(step.call, latest) } : step,
  )
  return { ...task, steps }
}

function progressOf(call: CallSummary, latest: Latest): CallSummary {
  const said = latest(call.callId)
  if (said === null) return call
  const { progress, total, message } = said
  const isKnown = progress !== null && total !== null && total > 0
  const words = message === null ? null : makeVisibleLine(message, 200)
  return { ...call, progress: { fraction: isKnown ? Math.min(1, progress / total) : null, words } }
}
