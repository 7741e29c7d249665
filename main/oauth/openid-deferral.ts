// OpenID Deferred Token Response: what is asked of the authorization endpoint, and the code that is exchanged once for a wait.
import type { Secret } from '../../shared/model/secret.ts'
import type { OAuthRefusal, TokenAnswer } from './answers.ts'
import { validateIdToken } from './id-token.ts'
import { openidDeferredGrantType } from './identifiers.ts'
import type { JsonObject } from './json-object.ts'
import { buildRefusal, readRefusal, readSeconds, readSecret } from './members.ts'
import { readInterval } from './poll-interval.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { postToServer } from './wire.ts'

export interface DeferredCodeRedemption {
  /** Single use. */
  readonly deferredCode: Secret
  readonly codeVerifier: Secret
  /** Of the authorization request: both ID tokens must repeat it. */
  readonly nonce: string | null
}

/** Never tokens: they come of the wait. */
export type DeferredCodeAnswer = Exclude<TokenAnswer, { kind: 'issued' }>

/** The draft names no default lifetime. */
const longestWaitSeconds = 7 * 24 * 60 * 60

/** `code` unless the person turned the dialect on for this issuer and it offers it; the widest that it offers then. */
export function chooseResponseType(client: Pick<OAuthClient, 'metadata' | 'options'>): string {
  if (client.options?.openidDeferred !== true) return 'code'
  const offered = client.metadata.response_types_supported ?? []
  const deferring = offered.filter((type) => type.split(' ').includes('deferred_code'))
  const either = deferring.find((type) => type.split(' ').includes('code'))
  return either ?? deferring.find((type) => type === 'deferred_code') ?? 'code'
}

/**
 * `deferred` with dialect `openid`. Never send it twice. An `interim_id_token` must be one of this issuer for us, and
 * authorizes nothing: it is checked and dropped.
 */
export async function redeemDeferredCode(
  context: OAuthContext,
  client: OAuthClient,
  request: DeferredCodeRedemption,
): Promise<DeferredCodeAnswer> {
  const form = {
    grant_type: openidDeferredGrantType,
    deferred_code: request.deferredCode,
    code_verifier: request.codeVerifier,
  }
  const url = client.metadata.token_endpoint
  const wire = await postToServer(context, client, { url, body: { form } })
  if (wire.kind === 'no_answer') return wire
  if (wire.kind === 'empty') return refuse(buildRefusal('bad_response', wire.status))
  const { status, body } = wire
  if (body['error'] !== undefined) return refuse(readRefusal(status, body))
  const { nonce } = request
  const interim = { idToken: body['interim_id_token'], nonce }
  const isGood = status === 200 && body['access_token'] === undefined
  if (!isGood || (await validateIdToken(context, client, interim)) === null)
    return refuse(buildRefusal('bad_response', status))
  return readWaiting(body, nonce)
}

function readWaiting(body: JsonObject, nonce: string | null): DeferredCodeAnswer {
  const deferralCode = readSecret(body, 'deferred_auth_id')
  const hasExpiry = body['expires_in'] !== undefined
  const expiresInSeconds = hasExpiry ? readSeconds(body, 'expires_in') : longestWaitSeconds
  if (deferralCode === null || expiresInSeconds === null)
    return refuse(buildRefusal('bad_response', 200))
  return {
    kind: 'deferred',
    deferred: {
      dialect: 'openid',
      deferralCode,
      ...(nonce === null ? {} : { remembered: { nonce } }),
      intervalSeconds: readInterval(body),
      expiresInSeconds,
      interactionRequired: false,
      interactionUri: null,
      serverWords: null,
    },
  }
}

function refuse(refusal: OAuthRefusal): DeferredCodeAnswer {
  return { kind: 'refused', refusal }
}
