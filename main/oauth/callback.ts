// Judges what the browser brought back, issuer before content (RFC 9207, protocols 6.8).
import { AuthorizationResponseError, validateAuthResponse } from 'oauth4webapi'
import { Secret } from '../../shared/model/secret.ts'
import type { OAuthRefusal } from './answers.ts'
import { buildRefusal } from './members.ts'
import type { OAuthClient } from './oauth-context.ts'

export type Callback =
  | { kind: 'code'; code: Secret }
  /** The right issuer said no. */
  | { kind: 'refused'; refusal: OAuthRefusal }
  /** Another issuer, or none although ours always names itself: nothing of it may be shown. */
  | { kind: 'foreign' }

/** What an answer means whose `state` is ours. The four rows of the `iss` table come first; exact comparison. */
export function processCallback(
  client: OAuthClient,
  parameters: URLSearchParams,
  state: string,
): Callback {
  if (!isFromIssuer(client, parameters)) return { kind: 'foreign' }
  try {
    const { issuer, authorization_response_iss_parameter_supported: named = false } =
      client.metadata
    const server = { issuer, authorization_response_iss_parameter_supported: named }
    const checked = validateAuthResponse(server, { client_id: client.clientId }, parameters, state)
    const code = checked.get('code')
    return code === null || code === ''
      ? { kind: 'refused', refusal: buildRefusal('bad_response', 0) }
      : { kind: 'code', code: new Secret(code) }
  } catch (error) {
    if (!(error instanceof AuthorizationResponseError))
      return { kind: 'refused', refusal: buildRefusal('bad_response', 0) }
    const errorDescription = error.error_description?.slice(0, 500) ?? null
    const refusal = { error: error.error.slice(0, 200), errorDescription, status: 0 }
    return { kind: 'refused', refusal: { ...refusal, authSession: null } }
  }
}

function isFromIssuer(client: OAuthClient, parameters: URLSearchParams): boolean {
  const [issuer, ...more] = parameters.getAll('iss')
  if (more.length > 0) return false
  if (issuer === undefined)
    return client.metadata.authorization_response_iss_parameter_supported !== true
  return issuer === client.metadata.issuer
}
