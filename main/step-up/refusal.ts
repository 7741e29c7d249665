// Turns an authorization server's refusal into how the flow ends, in words for the person.
import { text, type TextKey } from '../../shared/catalogue/text.ts'
import type { OAuthRefusal } from '../oauth/answers.ts'
import type { Transport } from './route.ts'

/** Errors that end the flow and that no other way would change (RFC 6749, RFC 8707, RFC 9396, OpenID). */
const final = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'invalid_scope',
  'invalid_target',
  'invalid_authorization_details',
  'invalid_dpop_proof',
  'invalid_session',
  'unsupported_grant_type',
  'unmet_authentication_requirements',
  'server_error',
  'temporarily_unavailable',
])

/** Answers that we refused ourselves: nothing of them is quoted. */
const ours: Readonly<Record<string, TextKey>> = {
  bad_response: 'step-up.bad-answer',
  not_bound: 'step-up.not-bound',
  wider_scope: 'step-up.wider-scope',
  weaker_proof: 'step-up.weaker-than-asked',
  other_person: 'step-up.other-person',
}

/** Errors that name the way on (protocols 13.3): these the authorization endpoint, */
const browserErrors = new Set([
  'interaction_required',
  'consent_required',
  'login_required',
  'account_selection_required',
  'redirect_to_web',
])

export type RefusedEnd =
  | { kind: 'web'; only?: Transport }
  | { kind: 'denied' | 'failed'; reason: string; oauthError?: string }

/** The end a refusal leads to; an unknown code leaves for another way (protocols 3.4). */
export function describeRefusal(refusal: OAuthRefusal, host: string): RefusedEnd {
  const { error, errorDescription: words } = refusal
  if (error === 'access_denied') {
    const reason =
      words === null
        ? text('step-up.authorization-denied-silently', { host })
        : text('step-up.authorization-denied', { host, words })
    return { kind: 'denied', reason, oauthError: error }
  }
  const own = Object.hasOwn(ours, error) ? ours[error] : undefined
  if (own !== undefined) return { kind: 'failed', reason: text(own, { host }) }
  if (!final.has(error)) return { kind: 'web', ...leadingTo(error) }
  const reason =
    words === null
      ? text('step-up.refused-silently', { host })
      : text('step-up.refused', { host, words })
  return { kind: 'failed', reason, oauthError: error }
}

/** and this one the authorization challenge endpoint. */
function leadingTo(error: string): { only?: Transport } {
  if (error === 'insufficient_authorization') return { only: 'authorization_challenge' }
  return browserErrors.has(error) ? { only: 'browser' } : {}
}

/** Words for an answer that never came or could not be read. */
export function describeNoAnswer(host: string): string {
  return text('step-up.no-answer', { host })
}
