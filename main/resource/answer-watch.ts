// Watches for the moment when nothing is left that could still bring the answer to a call that was sent.
import { text } from '../../shared/catalogue/text.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { ScheduleResume } from './mcp-connection.ts'

export interface AnswerWatch {
  /** A body that the answer was awaited in has ended; unless another is asked for soon, the answer is lost. */
  onBodyEnd(): void
  /** Plans to ask for the rest of a broken stream (MCP 2025-11-25, resumability). Nothing is sent again by that. */
  readonly scheduleResume: ScheduleResume
  /** Settles as `answer` does, or rejects when the answer is lost or takes too long. */
  orLost<Value>(answer: Promise<Value>): Promise<Value>
  /** Time that a person takes does not count; it begins anew afterwards. Settles as `asking` does. */
  whileAsking<Value>(asking: Promise<Value>): Promise<Value>
  /** The answer is not waited for any more. */
  giveUp(): void
}

/** Longest wait for a tool's answer, milliseconds. */
const callTimeoutMs = 10 * 60_000
/** Time for the SDK to read an answer whose last byte has arrived. */
const graceMs = 250
/** A server may say when to come back, within these. */
const shortestDelayMs = 250
const longestDelayMs = 60_000
/** A server that ends every stream at once is not followed for ever. */
const mostResumes = 200

export function createAnswerWatch(clock: Pick<Clock, 'after'>): AnswerWatch {
  let stopGrace = (): void => undefined
  let stopTimer = (): void => undefined
  let resumes = 0
  let asking = 0
  let settled = false
  let lose = (_error: Error): void => undefined
  const lost = new Promise<never>((_resolve, reject) => (lose = reject))
  const missing = (): void => lose(new Error(text('resource.answer-missing')))
  const startTimer = (): void => {
    stopTimer()
    if (!settled && asking === 0) stopTimer = clock.after(callTimeoutMs, missing)
  }
  return {
    onBodyEnd: () => {
      stopGrace()
      if (!settled) stopGrace = clock.after(graceMs, missing)
    },
    scheduleResume: (resume, delayMs) => {
      resumes += 1
      if (resumes > mostResumes || delayMs > longestDelayMs) return () => undefined
      stopGrace()
      return clock.after(Math.max(delayMs, shortestDelayMs), resume)
    },
    orLost: async (answer) => {
      startTimer()
      try {
        return await Promise.race([answer, lost])
      } finally {
        settled = true
        stopGrace()
        stopTimer()
      }
    },
    giveUp: missing,
    whileAsking: async (question) => {
      asking += 1
      stopTimer()
      try {
        return await question
      } finally {
        asking -= 1
        startTimer()
      }
    },
  }
}
