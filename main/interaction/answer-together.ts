// Answers several questions with one decision of the person: all that still can be, in one transaction, and says which could not.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Clock, MakeId } from '../../shared/model/ports.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { readReason } from './deny-reason.ts'
import { digestOfGroup, mayBeGrouped } from './group.ts'
import { isHeld } from './is-held.ts'
import { makeRules } from './make-rules.ts'
import type { ShownGate, TogetherOutcome, TogetherRequest } from './queue.ts'
import { applyAnswer, type AnswerEvent, type Refusal } from './rules.ts'

export interface TogetherParts {
  readonly store: Store
  readonly clock: Pick<Clock, 'nowMs'>
  readonly makeId: MakeId
  readonly shownGate: ShownGate
  readonly settings: () => Settings
  /** Inside the transaction. `together` says with how many it was decided. */
  readonly tellDecision: (interaction: Interaction, together: number) => void
}

/**
 * Throws `interaction/not_shown` and `interaction/digest_mismatch` for an approval of anything but what is shown, and
 * what the store or the rule throws; then nothing was decided.
 */
export function answerTogether(parts: TogetherParts, request: TogetherRequest): TogetherOutcome {
  if (request.answer === 'approve') requireShown(parts, request)
  try {
    return parts.store.transaction(() => decide(parts, request))
  } catch (error) {
    if (!isCountersignError(error) || !error.code.startsWith('store/')) throw error
    throw new CountersignError(error.code, text('interaction.not_saved'), { cause: error })
  }
}

function requireShown(
  { shownGate }: TogetherParts,
  { shown, members }: Extract<TogetherRequest, { answer: 'approve' }>,
): void {
  shownGate.requireShown(shown.groupId, digestOfGroup(shown))
  const known = new Map(shown.members.map((each) => [each.interactionId, each.digest]))
  const isShown = members.every((each) => known.get(each.interactionId) === each.digest)
  if (isShown && members.length > 0) return
  throw new CountersignError('interaction/digest_mismatch', text('interaction.digest_mismatch'))
}

function decide(parts: TogetherParts, request: TogetherRequest): TogetherOutcome {
  const { store } = parts
  const ids =
    request.answer === 'approve'
      ? new Map(request.members.map((each) => [each.interactionId, each.digest]))
      : new Map(request.interactionIds.map((id) => [id, null]))
  const steps = [...ids].map(([id, digest]) => stepOf(parts, request, { id, digest }))
  const decided = steps.flatMap((step) => ('interaction' in step ? [step] : []))
  for (const { interaction } of decided) store.interactions.save(interaction)
  makeRuleOf(
    parts,
    request,
    decided.flatMap(({ call }) => call ?? []),
  )
  for (const { interaction } of decided) parts.tellDecision(interaction, decided.length)
  return {
    decided: decided.map(({ interaction }) => interaction),
    left: steps.flatMap((step) => ('refusal' in step ? [step] : [])),
  }
}

type MemberStep =
  | { readonly interaction: Interaction; readonly call: ToolCall | null }
  | { readonly interactionId: string; readonly refusal: Refusal }

function stepOf(
  { store, clock, settings }: TogetherParts,
  request: TogetherRequest,
  { id, digest }: { id: string; digest: string | null },
): MemberStep {
  const interaction = store.interactions.load(id)
  if (interaction === null) return { interactionId: id, refusal: 'interaction/gone' }
  const call = interaction.callId === null ? null : store.calls.load(interaction.callId)
  // High risk and edited arguments are decided on their own card, whatever the page asks for.
  const isFit = request.answer === 'deny' || mayBeGrouped(interaction, call)
  if (!isFit && interaction.state === 'open') {
    return { interactionId: id, refusal: 'interaction/confirmation_needed' }
  }
  const held = call !== null && isHeld(store, call)
  const at = { nowMs: clock.nowMs(), context: { call, held, settings: settings() } }
  const step = applyAnswer(interaction, eventOf(request, digest), at)
  return step.ok
    ? { interaction: step.interaction, call }
    : { interactionId: id, refusal: step.refusal }
}

function eventOf(request: TogetherRequest, digest: string | null): AnswerEvent {
  if (request.answer === 'deny') {
    return { kind: 'deny', surface: request.surface, reason: readReason(request.reason) }
  }
  return { kind: 'approve', surface: 'approval', digest, confirmed: true, allowFor: null }
}

function makeRuleOf(
  { store, clock, makeId }: TogetherParts,
  request: TogetherRequest,
  calls: readonly ToolCall[],
): void {
  if (request.answer !== 'approve' || request.allowFor === null || calls.length === 0) return
  makeRules({ store, calls, allowFor: request.allowFor, nowMs: clock.nowMs(), makeId })
}
