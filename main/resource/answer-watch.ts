// Watches for the moment when nothing is left that could still bring the answer to a call that was sent.
import { text } from '../../shared/catalogue/text.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { ScheduleResume } from './mcp-connection.ts'

export interface AnswerWatch {
  /** A body that the answer was awaited in has ended; unless another is asked for soon, the answer is lost. */
  onBodyEnd(): void
  /** Plans to ask for the rest of a broken stream (MCP 2025-11-25, resumability). Nothing is sent again by that. */
  readonly scheduleResume: ScheduleResume
  /** Settles as `answer` does, or rejects when the answer is lost. */
  orLost<Value>(answer: Promise<Value>): Promise<Value>
}

/** Time for the SDK to read an answer whose last byte has arrived. */
const graceMs = 250
/** A server may say when to come back, within these. */
const shortestDelayMs = 250
const longestDelayMs = 60_000
/** A server that ends every stream at once is not followed for ever. */
const mostResumes = 200

export function createAnswerWatch(clock: Pick<Clock, 'after'>): AnswerWatch {
  let stopGrace = (): void => undefined
  let resumes = 0
  let settled = false
  let lose = (_error: Error): void => undefined
  const lost = new Promise<never>((_resolve, reject) => (lose = reject))
  const onBodyEnd = (): void => {
    stopGrace()
    if (settled) return
    stopGrace = clock.after(graceMs, () => lose(new Error(text('resource.answer-missing'))))
  }
  return {
    onBodyEnd,
    scheduleResume: (resume, delayMs) => {
      resumes += 1
      if (resumes > mostResumes || delayMs > longestDelayMs) return () => undefined
      stopGrace()
      return clock.after(Math.max(delayMs, shortestDelayMs), resume)
    },
    orLost: async (answer) => {
      try {
        return await Promise.race([answer, lost])
      } finally {
        settled = true
        stopGrace()
      }
    },
  }
}
