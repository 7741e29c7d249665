// Reads what became of the plans that the rehearsal model laid out: sentences that ask for one, and the person's decisions.
import { text } from '../../../shared/catalogue/text.ts'
import type { Plan } from '../../../shared/model/plan.ts'
import { humanise } from '../../interaction/words.ts'
import type { ConversationEntry, PlannedCall } from '../model.ts'

export interface PlansRead {
  /** Sentences whose calls are made at once. */
  readonly direct: readonly string[]
  /** The sentence that still has to be laid out; null where there is none. */
  readonly sentence: string | null
  /** What the person approved, as they left it. */
  readonly approved: readonly PlannedCall[]
  /** What to say about the newest plan that was decided; null where none was. */
  readonly decision: string | null
}

const asksForPlan = /^\s*plan(?:\s+first)?\s*:\s*/iu

/** Each sentence that asks for a plan has one plan, in the same order. */
export function readPlans(conversation: readonly ConversationEntry[]): PlansRead {
  const sentences = conversation.flatMap((entry) => (entry.kind === 'person' ? [entry.text] : []))
  const plans = conversation.flatMap((entry) => (entry.kind === 'plan' ? [entry.plan] : []))
  const toPlan = sentences.filter((sentence) => asksForPlan.test(sentence))
  const next = hasSpokenSince(conversation, 'person') ? undefined : toPlan[plans.length]
  const newest = plans.at(-1)
  return {
    direct: sentences.filter((sentence) => !asksForPlan.test(sentence)),
    sentence: next?.replace(asksForPlan, '') ?? null,
    approved: plans.filter(({ state }) => state === 'approved').flatMap(listKept),
    decision: newest === undefined || newest.state === 'asked' ? null : describe(newest),
  }
}

/** True when the agent has said something after the newest entry of this kind. */
export function hasSpokenSince(
  conversation: readonly ConversationEntry[],
  kind: 'person' | 'plan',
): boolean {
  const from = conversation.findLastIndex((entry) => entry.kind === kind)
  return conversation.slice(from + 1).some((entry) => entry.kind === 'agent')
}

function listKept({ calls }: Plan): PlannedCall[] {
  return calls
    .filter(({ state }) => state !== 'dropped')
    .map(({ connectionId, tool, argumentsJson, why }) => ({
      connectionId,
      tool,
      argumentsJson,
      why,
    }))
}

function describe({ state, reason, calls }: Plan): string {
  if (state === 'ended') return text('plan.rehearsal_ended')
  if (state === 'denied')
    return reason == null
      ? text('plan.rehearsal_denied')
      : text('plan.rehearsal_reason', { reason })
  const dropped = calls.filter((entry) => entry.state === 'dropped')
  const titles = dropped.map(({ tool }) => humanise(tool)).join(', ')
  const told = dropped.length === 0 ? [] : [text('plan.rehearsal_dropped', { titles })]
  return [text('plan.rehearsal_goes'), ...told].join(' ')
}
