// Reads the "not yet" of a JWT bearer grant that has no code: the request itself is sent again (JAG-IR, protocols 2).
import type { Secret } from '../../shared/model/secret.ts'
import type { DeferredAnswer } from './answers.ts'
import { readWait } from './deferred-answer.ts'
import type { JsonObject } from './json-object.ts'

/**
 * Null unless this is such an answer: `interaction_required` with an address, or `interaction_pending`, and no
 * `deferral_code` (with one it is DTR). `sendAgain` is null for every other grant, where the person has to come to the
 * browser instead. An address that may not be opened is left out; the wait begins all the same.
 */
export function readJwtInteraction(
  error: string,
  body: JsonObject,
  sendAgain: Secret | null,
): DeferredAnswer | null {
  if (sendAgain === null || body['deferral_code'] !== undefined) return null
  const namesAddress = typeof body['interaction_uri'] === 'string'
  const isWait =
    (error === 'interaction_required' && namesAddress) || error === 'interaction_pending'
  const wait = isWait ? readWait(error, body) : null
  return wait === null ? null : { ...wait, dialect: 'jwt_interaction', deferralCode: sendAgain }
}
