// Keeps a proof that was given together with an approval until its issuer asks for it: for that call alone, once, one minute.
import type { ElicitationAnswer, ElicitationField } from '../../shared/model/elicitation.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Clock, Log, MakeId } from '../../shared/model/ports.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { Store } from '../store/repositories.ts'
import { digestOf } from './digest.ts'
import type { ElicitationDraft } from './queue.ts'
import { findExpectedProof, type ExpectedProof } from './step-up-ahead.ts'

/** A code is only good for so long anyway, and nobody remembers later that they gave it. */
export const aheadLifetimeMs = 60_000

export interface ProofAhead {
  /**
   * Right after the person approved this in the approval view. `code` is what they typed there, or null. Keeps nothing
   * where the card of that approval showed no proof ahead. Danger: the code must not be kept anywhere else.
   */
  keep(interactionId: string, code: Secret | null): void
  /**
   * The answer to exactly this question, or null where the person must be asked. Answers the first asking of that call
   * by that issuer itself, never one that came back with a problem or through an MCP server.
   */
  take(draft: ElicitationDraft, issuer: string): ElicitationAnswer | null
  /** The call has ended: what it did not need is forgotten. */
  drop(callId: string): void
}

export interface ProofAheadParts {
  readonly store: Store
  readonly clock: Clock
  readonly makeId: MakeId
  readonly log: Log
}

interface Kept extends ExpectedProof {
  readonly code: Secret | null
  /** By both clocks: the one stands still while the computer sleeps, the other may be put back. */
  readonly untilMs: { readonly monotonic: number; readonly wall: number }
  readonly forget: () => void
}

export function createProofAhead(parts: ProofAheadParts): ProofAhead {
  const { store, clock } = parts
  const byCall = new Map<string, Kept>()
  const drop = (callId: string): void => {
    byCall.get(callId)?.forget()
    byCall.delete(callId)
  }
  return {
    keep: (interactionId, code) => {
      const callId = store.interactions.load(interactionId)?.callId ?? null
      const call = callId === null ? null : store.calls.load(callId)
      const expected = call === null ? null : findExpectedProof(store, call)
      if (call === null || expected === null) return
      // A code that was left out is asked for in its own time.
      if ((expected.ahead.kind === 'otp') !== (code !== null)) return
      drop(call.id)
      const forget = clock.after(aheadLifetimeMs, () => drop(call.id))
      const untilMs = {
        monotonic: clock.monotonicMs() + aheadLifetimeMs,
        wall: clock.nowMs() + aheadLifetimeMs,
      }
      byCall.set(call.id, { ...expected, code, untilMs, forget })
    },
    take: (draft, issuer) => {
      const { callId } = draft
      const kept = callId === null ? undefined : byCall.get(callId)
      if (callId === null || kept === undefined) return null
      const { monotonic, wall } = kept.untilMs
      const isInTime = clock.monotonicMs() < monotonic && clock.nowMs() < wall
      const answer = isInTime && isAskedBy(kept, draft, issuer) ? answerOf(kept, draft) : null
      // A choice only leads to the proof; anything else uses it up, also what it does not fit.
      if (answer === null || draft.view.kind !== 'authenticator_choice') drop(callId)
      return answer !== null && isRecorded(parts, draft) ? answer : null
    },
    drop,
  }
}

/** That issuer itself, of whom it was said on the card, asking for the first time. */
function isAskedBy(kept: Kept, { view }: ElicitationDraft, issuer: string): boolean {
  if (view.relay !== undefined || view.problem !== null) return false
  return issuer === kept.issuer && view.answersTo === kept.ahead.host
}

function answerOf(
  { ahead, choice, code }: Kept,
  { view }: ElicitationDraft,
): ElicitationAnswer | null {
  const [field] = view.fields
  if (view.kind === 'passkey') {
    return ahead.kind === 'passkey' && view.passkeyUnavailable === null ? accept({}) : null
  }
  if (field === undefined) return null
  if (view.kind === 'authenticator_choice') {
    const isOffered = field.options.some(({ value }) => value === choice)
    return choice !== null && isOffered ? accept({ [field.name]: choice }) : null
  }
  if (view.kind !== 'totp' || code === null || !fits(field, code)) return null
  return accept({ [field.name]: code.reveal() })
}

type Content = Extract<ElicitationAnswer, { action: 'accept' }>['content']
const accept = (content: Content): ElicitationAnswer => ({ action: 'accept', content })

function fits({ minLength, maxLength }: ElicitationField, code: Secret): boolean {
  const { length } = code.reveal()
  return length >= (minLength ?? 6) && length <= (maxLength ?? 8)
}

/** So that it is known to have been asked and answered, and next time is expected again. What was answered is not kept. */
function isRecorded(
  { store, clock, makeId, log }: ProofAheadParts,
  draft: ElicitationDraft,
): boolean {
  const { callId, connectionId, view: elicitation, expiresAtMs } = draft
  const nowMs = clock.nowMs()
  const interaction: Interaction = {
    id: makeId(),
    kind: 'elicitation',
    state: 'answered',
    callId,
    connectionId,
    digest: digestOf({ callId, connectionId, view: elicitation }),
    widening: null,
    elicitation,
    createdAtMs: nowMs,
    expiresAtMs,
    answeredAtMs: nowMs,
    answeredOn: 'approval',
    reason: null,
  }
  try {
    store.interactions.save(interaction)
    return true
  } catch (error) {
    log('warn', 'A proof given ahead could not be recorded; the person is asked', error)
    return false
  }
}
