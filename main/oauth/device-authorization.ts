// Starts a sign-in that the person completes on another device or in any browser (RFC 8628).
import type { TokenAnswer } from './answers.ts'
import type { JsonObject } from './json-object.ts'
import {
  buildRefusal,
  readAddress,
  readRefusal,
  readSeconds,
  readSecret,
  readString,
} from './members.ts'
import { readInterval } from './poll-interval.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { chooseCompletionMode } from './opt-in.ts'
import { postToServer } from './wire.ts'

export interface DeviceAuthorizationRequest {
  readonly scope: string | null
  readonly resource?: string | null
  /** RFC 9396: a JSON array. */
  readonly authorizationDetailsJson?: string | null
  /** Hint only; every poll must then repeat it. */
  readonly completionMode?: 'deferred'
}

/**
 * Asks for a device code. `deferred` with dialect `device` when the server gave one: show `userCode` next to
 * `interactionUri` and tell the person to compare it. Danger: call it only on a person's gesture, for issuers they
 * turned it on for (somebody else's code completes somebody else's sign-in).
 */
export async function requestDeviceAuthorization(
  context: OAuthContext,
  client: OAuthClient,
  request: DeviceAuthorizationRequest,
): Promise<TokenAnswer> {
  const form = {
    scope: request.scope === '' ? null : request.scope,
    resource: request.resource,
    authorization_details: request.authorizationDetailsJson,
    completion_mode: chooseCompletionMode(client, request.completionMode),
  }
  const url = client.metadata.device_authorization_endpoint
  const wire = await postToServer(context, client, { url, body: { form } })
  if (wire.kind === 'no_answer') return wire
  if (wire.kind === 'empty') return badResponse(wire.status)
  return processDeviceResponse(wire.status, wire.body)
}

function processDeviceResponse(status: number, body: JsonObject): TokenAnswer {
  if (body['error'] !== undefined) return { kind: 'refused', refusal: readRefusal(status, body) }
  const deferralCode = readSecret(body, 'device_code')
  const userCode = readUserCode(body)
  const expiresInSeconds = readSeconds(body, 'expires_in')
  const interactionUri =
    readAddress(body, 'verification_uri_complete') ?? readAddress(body, 'verification_uri')
  if (status !== 200 || deferralCode === null || expiresInSeconds === null)
    return badResponse(status)
  if (userCode === null || interactionUri === null) return badResponse(status)
  return {
    kind: 'deferred',
    deferred: {
      dialect: 'device',
      deferralCode,
      intervalSeconds: readInterval(body),
      expiresInSeconds,
      interactionRequired: true,
      interactionUri,
      userCode,
      serverWords: null,
    },
  }
}

/** Short visible text that a person can compare; anything else would be something to be fooled with. */
function readUserCode(body: JsonObject): string | null {
  const value = readString(body, 'user_code')?.trim() ?? ''
  return /^[\p{L}\p{N}][\p{L}\p{N} .\-–]{0,39}$/u.test(value) ? value : null
}

function badResponse(status: number): TokenAnswer {
  return { kind: 'refused', refusal: buildRefusal('bad_response', status) }
}
