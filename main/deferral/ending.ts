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

const reasons: Readonly<Record<Exclude<EndState, 'succeeded'>, TextKey>> = {
  denied: 'deferral.end_denied',
  expired: 'deferral.end_expired',
  invalid: 'deferral.end_invalid',
  cancelled: 'deferral.end_cancelled',
  abandoned: 'deferral.end_abandoned',
  binding_lost: 'deferral.end_binding_lost',
  lost_result: 'deferral.end_lost_result',
}

/** Answers that we refused ourselves: nothing of them is quoted. */
const ours: Readonly<Record<string, TextKey>> = {
  bad_response: 'deferral.end_bad_response',
  not_bound: 'deferral.end_not_bound',
  wider_scope: 'deferral.end_wider_scope',
  weaker_proof: 'deferral.end_weaker_proof',
  other_person: 'deferral.end_other_person',
}

export interface Ending {
  readonly nowMs: number
  /** The server's error code, named in the words for `invalid`. */
  readonly error?: string
  readonly effects?: readonly DeferralEffect[]
}

export function endDeferral(deferral: Deferral, state: EndState, ending: Ending): DeferralStep {
  const reason = state === 'succeeded' ? null : describeEnd(deferral, state, ending.error ?? '')
  return {
    deferral: {
      ...deferral,
      state,
      deferralCode: null,
      pollInFlight: false,
      endedAtMs: ending.nowMs,
    },
    effects: [...(ending.effects ?? []), { kind: 'end', reason }],
  }
}

function describeEnd(
  { issuer }: Deferral,
  state: Exclude<EndState, 'succeeded'>,
  error: string,
): string {
  const own = Object.hasOwn(ours, error) ? ours[error] : undefined
  const key = state === 'invalid' && own !== undefined ? own : reasons[state]
  return text(key, { host: URL.parse(issuer)?.host ?? issuer, error })
}
