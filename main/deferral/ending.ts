// Ends a deferral: no code is kept, and people are told why in words that claim no more than is known.
import { text, type TextKey } from '../../shared/catalogue/text.ts'
import type { Deferral, DeferralState } from '../../shared/model/deferral.ts'
import type { DeferralEffect, DeferralStep } from './event.ts'

type EndState = Extract<
  DeferralState,
  | 'succeeded'
  | 'denied'
  | 'expired'
  | 'invalid'
  | 'cancelled'
  | 'binding_lost'
  | 'lost_result'
  | 'abandoned'
>

/** Answers that we refused ourselves, though they ended the wait as `invalid`: nothing of them is quoted. */
const ours = ['bad_response', 'not_bound', 'wider_scope', 'weaker_proof', 'other_person'] as const

export interface Ending {
  readonly nowMs: number
  /** The server's error code, named in the words for `invalid`. */
  readonly error?: string
  readonly effects?: readonly DeferralEffect[]
}

export function endDeferral(deferral: Deferral, state: EndState, ending: Ending): DeferralStep {
  const reason = state === 'succeeded' ? null : describeEnd(deferral, state, ending.error ?? '')
  const more = ending.error === 'insufficient_authorization' ? { asksForMore: true as const } : {}
  return {
    deferral: {
      ...deferral,
      state,
      deferralCode: null,
      pollInFlight: false,
      endedAtMs: ending.nowMs,
    },
    effects: [...(ending.effects ?? []), { kind: 'end', reason, ...more }],
  }
}

/** Of a call it matters that nothing ran; of a sign-in that an earlier one still holds. */
function describeEnd(
  { issuer, callId }: Deferral,
  state: Exclude<EndState, 'succeeded'>,
  error: string,
): string {
  const own = state === 'invalid' ? ours.find((each) => each === error) : undefined
  const end = own ?? state
  const key: TextKey = callId === null ? `deferral.sign_in_${end}` : `deferral.end_${end}`
  return text(key, { host: URL.parse(issuer)?.host ?? issuer, error })
}
