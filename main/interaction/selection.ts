// Decides which interaction the approval view shows: a pure reducer over what opens, closes and is chosen.
import type { CallState } from '../../shared/model/tool-call.ts'

/** `followedCallId` keeps a call's card in place after Approve, so that a step-up appears on the same card. */
export interface Selection {
  readonly interactionId: string | null
  readonly followedCallId: string | null
  /** The shown card was answered and only stays until what follows is known: it may give way. */
  readonly answered: boolean
}

export const nothingSelected: Selection = {
  interactionId: null,
  followedCallId: null,
  answered: false,
}

export type SelectionEvent =
  | { kind: 'chosen'; interactionId: string }
  | { kind: 'closed_by_person' }
  /** `asked` is true when the person has just asked for it (sign-in, passkey, a widening). */
  | { kind: 'opened'; interactionId: string; callId: string | null; asked: boolean }
  /** `positive`: approved or answered, so that more may come for the same call. */
  | { kind: 'ended'; interactionId: string; callId: string | null; positive: boolean }
  | { kind: 'call_changed'; callId: string; state: CallState }

/** While a followed call is in one of these, its next question belongs on the same card. */
const busyStates: ReadonlySet<CallState> = new Set<CallState>([
  'approved',
  'sending',
  'challenged',
  'stepping_up',
  'ready',
])

export function reduceSelection(selection: Selection, event: SelectionEvent): Selection {
  switch (event.kind) {
    case 'chosen':
      return { interactionId: event.interactionId, followedCallId: null, answered: false }
    case 'closed_by_person':
      return nothingSelected
    case 'opened':
      return reduceOpened(selection, event)
    case 'ended':
      return reduceEnded(selection, event)
    case 'call_changed':
      return event.callId === selection.followedCallId && !busyStates.has(event.state)
        ? nothingSelected
        : selection
  }
}

function reduceOpened(
  selection: Selection,
  event: Extract<SelectionEvent, { kind: 'opened' }>,
): Selection {
  const follows = event.callId !== null && event.callId === selection.followedCallId
  // What the person is about to decide is never swapped under the pointer by something else.
  const free = selection.interactionId === null || selection.answered
  if (!follows && !(event.asked && free)) return selection
  const followedCallId = follows ? event.callId : null
  return { interactionId: event.interactionId, followedCallId, answered: false }
}

function reduceEnded(
  selection: Selection,
  event: Extract<SelectionEvent, { kind: 'ended' }>,
): Selection {
  if (event.interactionId !== selection.interactionId) return selection
  if (event.positive && event.callId !== null) {
    return { interactionId: event.interactionId, followedCallId: event.callId, answered: true }
  }
  return nothingSelected
}
