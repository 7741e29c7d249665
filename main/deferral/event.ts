// What can happen to a deferral, and what its state machine asks for in return.
import type { Deferral } from '../../shared/model/deferral.ts'
import type { IssuedTokens } from '../oauth/answers.ts'
import type { PollAnswer } from '../oauth/poll-requests.ts'

/** `told`: the server was reached and withdrew the request; `not_offered`: it has no way to withdraw one. */
export type RevokeOutcome = 'told' | 'not_offered' | 'no_answer'

export type DeferralEvent =
  /** The time has come; whoever sends this has made sure that it is not early. */
  | { readonly kind: 'poll_due' }
  | { readonly kind: 'answered'; readonly answer: PollAnswer; readonly sentAtMs: number }
  /** First event of a new process. */
  | { readonly kind: 'restarted' }
  /** The person wants another try although the server refused our OAuth client. */
  | { readonly kind: 'repaired' }
  | { readonly kind: 'cancel_requested' }
  | { readonly kind: 'cancel_answered'; readonly outcome: RevokeOutcome }
  /** The DPoP key or the deferral code cannot be opened ever again. */
  | { readonly kind: 'key_lost' }

export type DeferralEffect =
  /** Send one poll, after the deferral was durably written. */
  | { readonly kind: 'poll' }
  /** Withdraw the request at the server. */
  | { readonly kind: 'revoke' }
  /** Write the grant in the transaction that ends the deferral. */
  | { readonly kind: 'keep_tokens'; readonly tokens: IssuedTokens }
  /** A token that came too late to be wanted: revoke it, never keep it. */
  | { readonly kind: 'discard_tokens'; readonly tokens: IssuedTokens }
  /** The server names a new place where something may have to be done. */
  | { readonly kind: 'offer_interaction' }
  /** It has ended; `reason` is for people. */
  | { readonly kind: 'end'; readonly reason: string | null; readonly asksForMore?: true }

/** Unix time in ms, and uniform chance in [0,1) for the jitter. */
export interface Now {
  readonly nowMs: number
  unit(): number
}

export interface DeferralStep {
  readonly deferral: Deferral
  readonly effects: readonly DeferralEffect[]
}
