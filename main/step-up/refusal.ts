// Turns an authorization server's refusal into how the flow ends, in words for the person.
import { text } from '../../shared/catalogue/text.ts'
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
  'bad_response',
  'not_bound',
])

/** The end a refusal leads to; an unknown code leaves for the browser (protocols 3.4). */
export function describeRefusal(
  refusal: OAuthRefusal,
  host: string,
): { kind: 'web' } | { kind: 'denied' | 'failed'; reason: string; oauthError?: string } {
  const words = refusal.errorDescription
  if (refusal.error === 'access_denied') {
    const reason =
      words === null
        ? text('step-up.authorization-denied-silently', { host })
        : text('step-up.authorization-denied', { host, words })
    return { kind: 'denied', reason }
  }
  if (!final.has(refusal.error)) return { kind: 'web' }
  const reason =
    words === null
      ? text('step-up.refused-silently', { host })
      : text('step-up.refused', { host, words })
  return { kind: 'failed', reason, oauthError: refusal.error }
}

/** Words for an answer that never came or could not be read. */
export function describeNoAnswer(host: string): string {
  return text('step-up.no-answer', { host })
}
