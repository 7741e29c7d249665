// Lets a sign-in at an identity provider count elsewhere: the identity assertion grant (ID-JAG) and RFC 7523 grants.
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { z } from 'zod'
import { Secret } from '../../shared/model/secret.ts'
import type { NoAnswer, OAuthRefusal, TokenAnswer } from './answers.ts'
import {
  exchangeGrantType,
  identityAssertionType,
  idTokenType,
  jwtBearerGrantType,
} from './identifiers.ts'
import type { JsonObject } from './json-object.ts'
import { buildRefusal, readRefusal, readSecret, readString } from './members.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { requestTokens } from './token-endpoint.ts'
import { postToServer } from './wire.ts'

export type IdentityAssertionAnswer =
  /** For the one server it names, and for minutes only. */
  | { kind: 'assertion'; assertion: Secret }
  /** `insufficient_user_authentication` asks for a fresh sign-in at the identity provider first. */
  | { kind: 'refused'; refusal: OAuthRefusal }
  | NoAnswer

export interface IdentityAssertionRequest {
  /** The person's ID token of this identity provider. */
  readonly subjectToken: Secret
  /** Issuer of the authorization server that will take the assertion. */
  readonly audience: string
  readonly resource: string | null
  readonly scope: string | null
}

const confirmationSchema = z.looseObject({ cnf: z.looseObject({ jkt: z.string() }).optional() })

/**
 * Step 1, at the identity provider. Danger: `idpClient` must carry the DPoP key of the server the assertion is for; an
 * assertion that is bound to any other key is refused.
 */
export async function requestIdentityAssertion(
  context: OAuthContext,
  idpClient: OAuthClient,
  request: IdentityAssertionRequest,
): Promise<IdentityAssertionAnswer> {
  const form = {
    grant_type: exchangeGrantType,
    requested_token_type: identityAssertionType,
    subject_token: request.subjectToken,
    subject_token_type: idTokenType,
    audience: request.audience,
    resource: request.resource,
    scope: request.scope === '' ? null : request.scope,
  }
  const url = idpClient.metadata.token_endpoint
  const wire = await postToServer(context, idpClient, { url, body: { form } })
  if (wire.kind === 'no_answer') return wire
  const { status } = wire
  if (wire.kind === 'empty') return refused(status)
  if (wire.body['error'] !== undefined)
    return { kind: 'refused', refusal: readRefusal(status, wire.body) }
  const assertion = status === 200 ? readAssertion(wire.body, idpClient.dpopKey.jkt) : null
  return assertion === null ? refused(status) : { kind: 'assertion', assertion }
}

function readAssertion(body: JsonObject, jkt: string): Secret | null {
  const assertion = readSecret(body, 'access_token')
  const isNoToken = readString(body, 'token_type')?.toLowerCase() === 'n_a'
  if (assertion === null || !isNoToken) return null
  if (body['issued_token_type'] !== identityAssertionType) return null
  return isOurs(assertion, jkt) ? assertion : null
}

/** Its signature is for the other server to judge; here only that it is such a thing, and not bound to another key. */
function isOurs(assertion: Secret, jkt: string): boolean {
  try {
    const { typ } = decodeProtectedHeader(assertion.reveal())
    const { cnf } = confirmationSchema.parse(decodeJwt(assertion.reveal()))
    return typ === 'oauth-id-jag+jwt' && (cnf === undefined || cnf.jkt === jkt)
  } catch {
    return false
  }
}

export interface JwtBearerRequest {
  readonly assertion: Secret
  readonly scope: string | null
  readonly resource: string | null
  readonly completionMode?: 'deferred'
  /** Of a grant for one call and of a wait: a token for more is refused. Not part of what is sent again. */
  readonly atMostScope?: string | undefined
}

/**
 * Step 2, at the server itself; also any other JWT bearer grant (RFC 7523 section 2.1). `interaction_required` without a
 * deferral code is `deferred` with dialect `jwt_interaction`: its handle is this request (`parseJwtBearerHandle`), to be
 * sent again as it was.
 */
export function requestJwtBearer(
  context: OAuthContext,
  client: OAuthClient,
  request: JwtBearerRequest,
): Promise<TokenAnswer> {
  const { assertion, resource, completionMode, atMostScope } = request
  const scope = request.scope === '' ? null : request.scope
  const form = { grant_type: jwtBearerGrantType, assertion, scope, resource }
  const sendAgain = buildHandle({ ...request, scope })
  const expected = { sendAgain, ...(atMostScope === undefined ? {} : { atMostScope }) }
  return requestTokens(context, client, { form, completionMode, expected })
}

const handleSchema = z.object({
  assertion: z.string(),
  scope: z.string().nullable(),
  resource: z.string().nullable(),
  completionMode: z.literal('deferred').optional(),
})

function buildHandle({ assertion, atMostScope: _limit, ...rest }: JwtBearerRequest): Secret {
  return new Secret(JSON.stringify({ assertion: assertion.reveal(), ...rest }))
}

/** The request behind the handle of a `jwt_interaction` wait. Throws when it is none of ours. */
export function parseJwtBearerHandle(handle: Secret): JwtBearerRequest {
  const { assertion, completionMode, ...rest } = handleSchema.parse(JSON.parse(handle.reveal()))
  return {
    assertion: new Secret(assertion),
    ...rest,
    ...(completionMode === undefined ? {} : { completionMode }),
  }
}

/** How long the assertion behind this handle was good for when it was issued, by its own claims; null where it does not say. */
export function readAssertionLifetime(handle: Secret): number | null {
  try {
    const { exp, iat } = decodeJwt(parseJwtBearerHandle(handle).assertion.reveal())
    return exp === undefined || iat === undefined || exp <= iat ? null : exp - iat
  } catch {
    return null
  }
}

function refused(status: number): IdentityAssertionAnswer {
  return { kind: 'refused', refusal: buildRefusal('bad_response', status) }
}
