// Reads a "not yet" of a token endpoint: which answers start a wait, and by which handle it goes on (protocols 1.5, 14.2).
import type { IssuerOptions } from '../../shared/model/authorization-server.ts'
import type { DeferralDialect } from '../../shared/model/deferral.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { DeferredAnswer } from './answers.ts'
import type { JsonObject } from './json-object.ts'
import { readInteractionUri, readSeconds, readSecret, readWords } from './members.ts'
import { readInterval } from './poll-interval.ts'

const pendingErrors = new Set([
  'authorization_pending',
  'interaction_required',
  'interaction_pending',
])
const defaultExpirySeconds = 24 * 60 * 60

/** True for the errors that may start a wait. */
export function isPendingError(error: string): boolean {
  return pendingErrors.has(error)
}

/** Null when the answer has no handle that may be used at this issuer, or a lifetime that is none. */
export function readDeferred(
  error: string,
  body: JsonObject,
  options?: IssuerOptions,
): DeferredAnswer | null {
  const handle = readHandle(body, options)
  const wait = readWait(error, body)
  return handle === null || wait === null ? null : { ...wait, ...handle }
}

/** All of a pending answer but its handle; null when it names a lifetime that is none. */
export function readWait(
  error: string,
  body: JsonObject,
): Omit<DeferredAnswer, 'deferralCode'> | null {
  const hasExpiry = body['expires_in'] !== undefined
  const expiresInSeconds = hasExpiry ? readSeconds(body, 'expires_in') : defaultExpirySeconds
  if (expiresInSeconds === null) return null
  return {
    intervalSeconds: readInterval(body),
    expiresInSeconds,
    interactionRequired: error === 'interaction_required',
    interactionUri: readInteractionUri(body),
    serverWords: readWords(body),
  }
}

/** `deferral_code` wins over every other spelling; `auth_req_id` counts only where the person turned it on. */
function readHandle(
  body: JsonObject,
  options: IssuerOptions | undefined,
): { dialect: DeferralDialect; deferralCode: Secret } | null {
  const code = readSecret(body, 'deferral_code')
  if (code !== null) return { dialect: 'dtr', deferralCode: code }
  const mayDiffer = options?.authReqId === true && body['deferral_code'] === undefined
  const requestId = mayDiffer ? readSecret(body, 'auth_req_id') : null
  return requestId === null ? null : { dialect: 'auth_req_id', deferralCode: requestId }
}
