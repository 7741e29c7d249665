// How an elicitation ends for the one who waits for its answer.
import type { InteractionQueue } from './queue.ts'
import type { AnswerEvent } from './rules.ts'

export type AskEnd = Awaited<ReturnType<InteractionQueue['askElicitation']>>

/** What one who waits for an elicitation hears when it ends without the person's answer to it. */
export function endingOf(event: AnswerEvent): AskEnd {
  if (event.kind === 'withdraw') return { action: 'withdrawn' }
  return { action: event.kind === 'expire' ? 'cancel' : 'decline' }
}
