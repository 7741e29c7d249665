// Turns an authorization server's refusal into how the flow ends, in words for the person.
import { text, type TextKey } from '../../shared/catalogue/text.ts'
import type { OAuthRefusal } from '../oauth/answers.ts'

/** Errors that end the flow and that no browser would change (RFC 6749, RFC 8707, RFC 9396, OpenID). */
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
}

/** The end a refusal leads to; an unknown code leaves for the browser (protocols 3.4). */
export function describeRefusal(
  refusal: OAuthRefusal,
  host: string,
):
  | { kind: 'web'; browserOnly?: true }
  | { kind: 'denied' | 'failed'; reason: string; oauthError?: string } {
  const words = refusal.errorDescription
  if (refusal.error === 'access_denied') {
    const reason =
      words === null
        ? text('step-up.authorization-denied-silently', { host })
        : text('step-up.authorization-denied', { host, words })
    return { kind: 'denied', reason }
  }
  const own = Object.hasOwn(ours, refusal.error) ? ours[refusal.error] : undefined
  if (own !== undefined) return { kind: 'failed', reason: text(own, { host }) }
  if (!final.has(refusal.error)) return { kind: 'web', ...leadingTo(refusal.error) }
  const reason =
    words === null
      ? text('step-up.refused-silently', { host })
      : text('step-up.refused', { host, words })
  return { kind: 'failed', reason, oauthError: refusal.error }
}

/** These name the authorization endpoint itself, not more questions (protocols 13.3). */
function leadingTo(error: string): { browserOnly?: true } {
  const named = ['interaction_required', 'consent_required', 'login_required', 'redirect_to_web']
  return named.includes(error) ? { browserOnly: true } : {}
}

/** Words for an answer that never came or could not be read. */
export function describeNoAnswer(host: string): string {
  return text('step-up.no-answer', { host })
}
