// Decides which interaction the approval view shows: a pure reducer over what opens, closes and is chosen.
import type { CallState } from '../../shared/model/tool-call.ts'
import type { ShownGroup } from './group.ts'

/** `followedCallId` keeps a call's card in place after Approve, so that a step-up appears on the same card. */
export interface Selection {
  readonly interactionId: string | null
  readonly followedCallId: string | null
  /** The shown card was answered and only stays until what follows is known: it may give way. */
  readonly answered: boolean
  /** Several questions on one card, as they were when the person opened it; never together with an interaction. */
  readonly group: ShownGroup | null
}

export const nothingSelected: Selection = {
  interactionId: null,
  followedCallId: null,
  answered: false,
  group: null,
}

export type SelectionEvent =
  | { kind: 'chosen'; interactionId: string }
  /** By the person's act, and what is left of it after an answer; null when that is nothing. */
  | { kind: 'group_chosen'; group: ShownGroup | null }
  | { kind: 'closed_by_person' }
  /** `asked` is true when the person has just asked for it (sign-in, passkey, a widening). */
  | { kind: 'opened'; interactionId: string; callId: string | null; asked: boolean }
  /** `positive`: approved or answered, so that more may come for the same call. `reveals`: what it made is shown now. */
  | {
      kind: 'ended'
      interactionId: string
      callId: string | null
      positive: boolean
      reveals?: boolean
    }
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
      return { ...nothingSelected, interactionId: event.interactionId }
    case 'group_chosen':
      return { ...nothingSelected, group: event.group }
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
  const free = selection.group === null && (selection.interactionId === null || selection.answered)
  if (!follows && !(event.asked && free)) return selection
  const followedCallId = follows ? event.callId : null
  return { ...nothingSelected, interactionId: event.interactionId, followedCallId }
}

function reduceEnded(
  selection: Selection,
  event: Extract<SelectionEvent, { kind: 'ended' }>,
): Selection {
  if (event.interactionId !== selection.interactionId) return selection
  if (event.reveals === true) return selection
  if (event.positive && event.callId !== null) {
    const { interactionId, callId: followedCallId } = event
    return { ...nothingSelected, interactionId, followedCallId, answered: true }
  }
  return nothingSelected
}
