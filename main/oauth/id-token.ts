// Reads `acr` and `auth_time` from an ID token, after checking that it is really the issuer's and meant for us.
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose'
import { z } from 'zod'
import { Secret } from '../../shared/model/secret.ts'
import { readBodyText } from '../http/read-body.ts'
import { parseJsonObject } from './json-object.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'

export interface Authentication {
  /** The ID token itself, once it was checked. */
  readonly idToken: Secret | null
  readonly subject: string | null
  readonly acr: string | null
  readonly authTimeSeconds: number | null
}

const unknownAuthentication: Authentication = {
  idToken: null,
  subject: null,
  acr: null,
  authTimeSeconds: null,
}
const toleranceSeconds = 60
const algorithms = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
]
const keySetSchema = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).max(200) })
const claimsSchema = z.looseObject({
  acr: z.string().optional().catch(undefined),
  auth_time: z.number().int().positive().optional().catch(undefined),
})

/**
 * Null when the ID token is bad (the whole answer is then refused). Without an ID token, or when the issuer's keys
 * cannot be had right now, nothing is known of the authentication: both members null.
 */
export async function validateIdToken(
  context: OAuthContext,
  client: OAuthClient,
  answer: { idToken: unknown; nonce: string | null },
): Promise<Authentication | null> {
  if (answer.idToken === undefined) return unknownAuthentication
  if (typeof answer.idToken !== 'string') return null
  const { issuer } = client.metadata
  const keys = await requestKeys(context, client)
  if (keys === null) return unknownAuthentication
  const nowMs = context.proofs.serverTimeMs(client.metadata.token_endpoint ?? issuer)
  try {
    const { payload } = await jwtVerify(answer.idToken, createLocalJWKSet(keys), {
      issuer,
      audience: client.clientId,
      algorithms,
      clockTolerance: toleranceSeconds,
      requiredClaims: ['exp', 'iat'],
      currentDate: new Date(nowMs),
    })
    if (!isForUs(payload, client, answer.nonce) || isOfTheFuture(payload, nowMs)) return null
    return { idToken: new Secret(answer.idToken), ...readAuthentication(payload) }
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error
    context.log('warn', 'An ID token was refused.', { issuer, error })
    return null
  }
}

function isForUs(payload: JWTPayload, client: OAuthClient, nonce: string | null): boolean {
  const { azp } = payload
  if (azp !== undefined && azp !== client.clientId) return false
  if (Array.isArray(payload.aud) && payload.aud.length > 1 && azp === undefined) return false
  return nonce === null || payload['nonce'] === nonce
}

/** The library looks at `iat` only where a greatest age is named. */
function isOfTheFuture({ iat = 0 }: JWTPayload, nowMs: number): boolean {
  return iat > nowMs / 1000 + toleranceSeconds
}

function readAuthentication(payload: JWTPayload): Omit<Authentication, 'idToken'> {
  const claims = claimsSchema.parse(payload)
  return {
    subject: payload.sub ?? null,
    acr: claims.acr ?? null,
    authTimeSeconds: claims.auth_time ?? null,
  }
}

async function requestKeys(
  context: OAuthContext,
  { metadata }: OAuthClient,
): Promise<JSONWebKeySet | null> {
  const { jwks_uri: url } = metadata
  if (url === undefined) return null
  try {
    const response = await context.fetch(url, { headers: { accept: 'application/json' } })
    const limits = { clock: context.clock, maximumBytes: 1024 * 1024, timeoutMs: 15_000 }
    const text = await readBodyText(response, { ...limits, host: new URL(url).host })
    if (response.status !== 200) return null
    return keySetSchema.parse(parseJsonObject(text)) as JSONWebKeySet
  } catch (error) {
    context.log('warn', "An issuer's keys could not be fetched.", { url, error })
    return null
  }
}
