// Adds to the page's view of tasks what servers say of calls that are on their way.
import type { CallSummary, Overview } from '../../shared/overview.ts'
import { makeVisibleLine } from '../interaction/visible.ts'
import type { CallProgress } from '../resource/call-progress.ts'

export function addProgress(
  overview: Overview,
  latest: (callId: string) => CallProgress | null,
): Overview {
  const tasks = overview.tasks.map((task) => ({
    ...task,
    steps: task.steps.map((step) =>
      step.call?.state === 'sending' ? { ...step, call: progressOf(step.call, latest) } : step,
    ),
  }))
  return { ...overview, tasks }
}

function progressOf(
  call: CallSummary,
  latest: (callId: string) => CallProgress | null,
): CallSummary {
  const said = latest(call.callId)
  if (said === null) return call
  const { progress, total, message } = said
  const isKnown = progress !== null && total !== null && total > 0
  const words = message === null ? null : makeVisibleLine(message, 200)
  return { ...call, progress: { fraction: isKnown ? Math.min(1, progress / total) : null, words } }
}
