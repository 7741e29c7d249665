// What the passkey ceremony's isolated preload and main say to each other, on channels of that one page only.

export const ceremonyLoadChannel = 'countersign:ceremony-load'
export const ceremonyAnswerChannel = 'countersign:ceremony-answer'

/** What the authenticator is asked for, and our words while it is asked. */
export interface CeremonyTask {
  readonly kind: 'get' | 'create'
  readonly optionsJson: string
  readonly waitingText: string
}

/** How one attempt ended. `errorName` is the DOMException's name, of which there are few. */
export type CeremonyAnswer =
  | { readonly kind: 'credential'; readonly json: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly errorName: string }

/** What main answers an attempt: words to show beside the button, or null when the ceremony is over. */
export interface CeremonyReply {
  readonly retryText: string | null
}
