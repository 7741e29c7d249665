// Judges what the browser brought back, issuer before content (RFC 9207, protocols 6.8).
import { AuthorizationResponseError, validateAuthResponse } from 'oauth4webapi'
import { Secret } from '../../shared/model/secret.ts'
import type { OAuthRefusal } from './answers.ts'
import { readWait } from './deferred-answer.ts'
import { buildRefusal } from './members.ts'
import type { OAuthClient } from './oauth-context.ts'

export type Callback =
  | { kind: 'code'; code: Secret }
  /** The wait begins here (DTR's direct deferral): its first poll carries the code verifier. */
  | { kind: 'deferral'; deferralCode: Secret; expiresInSeconds: number; intervalSeconds: number }
  /** OpenID Deferred Token Response: to be exchanged once. */
  | { kind: 'deferred_code'; deferredCode: Secret }
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
    return readOutcome(client, checked) ?? badResponse
  } catch (error) {
    if (!(error instanceof AuthorizationResponseError)) return badResponse
    const errorDescription = error.error_description?.slice(0, 500) ?? null
    const refusal = { error: error.error.slice(0, 200), errorDescription, status: 0 }
    return { kind: 'refused', refusal: { ...refusal, authSession: null } }
  }
}

const badResponse: Callback = { kind: 'refused', refusal: buildRefusal('bad_response', 0) }

/** Exactly one of the three codes, once; the two that begin a wait only where the person turned them on. */
function readOutcome({ options }: OAuthClient, parameters: URLSearchParams): Callback | null {
  const names = ['code', 'deferral_code', 'deferred_code']
  const [found, ...more] = names.flatMap((name) =>
    parameters.getAll(name).map((value) => ({ name, value })),
  )
  if (found === undefined || more.length > 0 || found.value === '') return null
  const { name, value } = found
  if (name === 'code') return { kind: 'code', code: new Secret(value) }
  if (!/^[\x21-\x7e]+$/.test(value) || !isUnguessable(value)) return null
  if (name === 'deferred_code')
    return options?.openidDeferred === true
      ? { kind: 'deferred_code', deferredCode: new Secret(value) }
      : null
  return options?.directDeferral === true ? readDirectDeferral(parameters, value) : null
}

function readDirectDeferral(parameters: URLSearchParams, value: string): Callback | null {
  const isRepeated = ['expires_in', 'interval'].some((name) => parameters.getAll(name).length > 1)
  const wait = isRepeated ? null : readWait('', Object.fromEntries(parameters))
  if (wait === null) return null
  const { expiresInSeconds, intervalSeconds } = wait
  return { kind: 'deferral', deferralCode: new Secret(value), expiresInSeconds, intervalSeconds }
}

/** DTR -01 section 1.5: at least 128 bits, which no alphabet of visible characters packs into less than 20. */
function isUnguessable(code: string): boolean {
  return code.length >= 20 && code.length <= 4096
}

function isFromIssuer(client: OAuthClient, parameters: URLSearchParams): boolean {
  const [issuer, ...more] = parameters.getAll('iss')
  if (more.length > 0) return false
  if (issuer === undefined)
    return client.metadata.authorization_response_iss_parameter_supported !== true
  return issuer === client.metadata.issuer
}
