// Asks the person something in a form of our own, not of a server's, and reads the answer.
import { text } from '../../shared/catalogue/text.ts'
import type { ElicitationField } from '../../shared/model/elicitation.ts'
import type { AskPorts } from './ask-person.ts'
import type { ChallengeWant } from './challenge-loop.ts'
import type { AnswerContent } from './elicitation-answer.ts'

export interface OwnForm<Value> {
  readonly fields: readonly ElicitationField[]
  readonly triesLeft: number | null
  /** What was wrong with the answer before, in words for the person. */
  readonly problem: string | null
  /** Null when what was accepted is no answer after all. */
  readonly read: (content: AnswerContent) => Value | null
}

export type OwnAnswer<Value> =
  | { readonly kind: 'answered'; readonly value: Value }
  | { readonly kind: 'cancelled' | 'expired'; readonly reason: string }

const questionMs = 5 * 60_000

/** The question is open for 5 minutes. */
export async function askOwnForm<Value>(
  { queue, clock }: Pick<AskPorts, 'queue' | 'clock'>,
  { callId, connectionId, client }: Pick<ChallengeWant, 'callId' | 'connectionId' | 'client'>,
  { fields, triesLeft, problem, read }: OwnForm<Value>,
): Promise<OwnAnswer<Value>> {
  const expiresAtMs = clock.nowMs() + questionMs
  const answersTo = new URL(client.metadata.issuer).host
  const view = { kind: 'form', message: '', passkeyUnavailable: null } as const
  const answer = await queue.askElicitation({
    callId,
    connectionId,
    expiresAtMs,
    view: { ...view, fields: [...fields], triesLeft, answersTo, problem },
  })
  const value = answer.action === 'accept' ? read(answer.content) : null
  if (value !== null) return { kind: 'answered', value }
  return clock.nowMs() >= expiresAtMs
    ? { kind: 'expired', reason: text('step-up.took-too-long') }
    : { kind: 'cancelled', reason: text('step-up.declined') }
}
