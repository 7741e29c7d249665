// Judges every answer of a token endpoint by the same strict rules (protocols 0.3, 1.5, 1.7, 6.5).
import type { Secret } from '../../shared/model/secret.ts'
import type { DeferredAnswer, IssuedTokens, TokenAnswer } from './answers.ts'
import { isPendingError, readDeferred } from './deferred-answer.ts'
import { validateIdToken } from './id-token.ts'
import { accessTokenType } from './identifiers.ts'
import type { JsonObject } from './json-object.ts'
import { readJwtInteraction } from './jwt-interaction.ts'
import { readLifetimes } from './lifetimes.ts'
import {
  buildRefusal,
  type OwnError,
  readRefusal,
  readSeconds,
  readSecret,
  readString,
} from './members.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { advertisesDpop } from './server-metadata.ts'
import type { WireAnswer } from './wire.ts'

export interface TokenExpectation {
  /** True when `completion_mode=deferred` was sent: only then may the answer be "not yet". */
  readonly mayDefer: boolean
  /** True where the grant has pending answers of its own, without a code (device, CIBA, a jwt-bearer sent again). */
  readonly pendsByItself?: boolean
  /** Of a token exchange (RFC 8693): must be repeated exactly. */
  readonly issuedTokenType?: string
  /** Of a grant for one call: more than this is refused (protocols 12.3). */
  readonly atMostScope?: string
  /** Sent in the authorization request: the ID token must repeat it. */
  readonly nonce?: string | null
  /** Of a JWT bearer grant: the request itself, as the handle of a wait without a code (JAG-IR, protocols 2). */
  readonly sendAgain?: Secret
}

/** What the answer means. Goes to the network only for the keys of an ID token. Never throws for what a server sent. */
export async function processTokenResponse(
  context: OAuthContext,
  client: OAuthClient,
  answer: { wire: WireAnswer; expected: TokenExpectation },
): Promise<TokenAnswer> {
  const { wire, expected } = answer
  if (wire.kind === 'no_answer') return wire
  if (wire.kind === 'empty') return notOAuth(wire.status)
  const { status, body } = wire
  if (body['error'] !== undefined) return processError(client, wire, expected)
  if (body['access_token'] === undefined) return notOAuth(status)
  if (status !== 200) return refused('bad_response', status)
  return processSuccess(context, client, { body, expected })
}

/** Neither a token nor an error: something in between answered, which ends no grant and no wait. */
function notOAuth(status: number): TokenAnswer {
  const reason = `HTTP ${status} with neither a token nor an error`
  return { kind: 'no_answer', sent: true, reason, retryAfterSeconds: null }
}

function processError(
  { options }: OAuthClient,
  wire: Extract<WireAnswer, { kind: 'json' }>,
  expected: TokenExpectation,
): TokenAnswer {
  const { status, body, retryAfterSeconds = null } = wire
  const refusal = { ...readRefusal(status, body), retryAfterSeconds }
  // Both a token and an error: the token is dropped, and such an answer never starts a wait.
  if (body['access_token'] !== undefined) return refused('bad_response', status)
  const again = readJwtInteraction(refusal.error, body, expected.sendAgain ?? null)
  if (again !== null) return { kind: 'deferred', deferred: again }
  if (!expected.mayDefer || !isPendingError(refusal.error)) return { kind: 'refused', refusal }
  const deferred = readDeferred(refusal.error, body, options)
  if (deferred !== null)
    return { kind: 'deferred', deferred: { ...deferred, ...remember(expected) } }
  // Of OpenID Connect, not a wait: the person has to come to the browser (protocols 13.3).
  const mayLackCode = expected.pendsByItself === true || refusal.error === 'interaction_required'
  return mayLackCode && body['deferral_code'] === undefined
    ? { kind: 'refused', refusal }
    : refused('bad_response', status)
}

/** What the token must still repeat when it comes days later. */
function remember({
  nonce,
  issuedTokenType,
}: TokenExpectation): Pick<DeferredAnswer, 'remembered'> {
  const remembered = {
    ...(nonce === undefined || nonce === null ? {} : { nonce }),
    ...(issuedTokenType === undefined ? {} : { issuedTokenType }),
  }
  return Object.keys(remembered).length === 0 ? {} : { remembered }
}

async function processSuccess(
  context: OAuthContext,
  client: OAuthClient,
  { body, expected }: { body: JsonObject; expected: TokenExpectation },
): Promise<TokenAnswer> {
  const accessToken = readSecret(body, 'access_token')
  const tokenType = readTokenType(body)
  if (accessToken === null || / /.test(accessToken.reveal())) return refused('bad_response', 200)
  if (tokenType === null || !isExpectedKind(body, expected)) return refused('bad_response', 200)
  if (tokenType === 'Bearer' && mustBeBound(client)) return refused('not_bound', 200)
  const authentication = await validateIdToken(context, client, {
    idToken: body['id_token'],
    nonce: expected.nonce ?? null,
  })
  if (authentication === null) return refused('bad_response', 200)
  if (isOtherPerson(client, authentication.subject)) return refused('other_person', 200)
  const tokens: IssuedTokens = {
    accessToken,
    refreshToken: readSecret(body, 'refresh_token'),
    tokenType,
    expiresInSeconds: readSeconds(body, 'expires_in'),
    scope: readString(body, 'scope'),
    authorizationDetailsJson: readDetails(body),
    ...authentication,
    authSession: readSecret(body, 'auth_session'),
    ...readLifetimes(body),
  }
  if (isWider(tokens, expected.atMostScope ?? null)) return refused('wider_scope', 200)
  return { kind: 'issued', tokens }
}

/** Somebody finished the flow who is not whom the connection belongs to: their authority must not serve its calls. */
function isOtherPerson({ subject: known = null }: OAuthClient, subject: string | null): boolean {
  return known !== null && subject !== null && subject !== known
}

function mustBeBound(client: OAuthClient): boolean {
  return client.dpopRequired === true || advertisesDpop(client.metadata)
}

function readTokenType(body: JsonObject): 'DPoP' | 'Bearer' | null {
  const type = readString(body, 'token_type')?.toLowerCase()
  if (type === 'dpop') return 'DPoP'
  return type === 'bearer' ? 'Bearer' : null
}

function isExpectedKind(body: JsonObject, expected: TokenExpectation): boolean {
  const kind = body['issued_token_type']
  if (expected.issuedTokenType !== undefined) return kind === expected.issuedTokenType
  return kind === undefined || kind === accessTokenType
}

function readDetails(body: JsonObject): string | null {
  const details = body['authorization_details']
  return Array.isArray(details) ? JSON.stringify(details) : null
}

/**
 * RFC 6749 section 3.3: a token for more than was asked is not what anybody agreed to. `openid` opens nothing at a
 * resource server, and CIBA demands it.
 */
function isWider(tokens: IssuedTokens, asked: string | null): boolean {
  if (asked === null || asked === '' || tokens.scope === null) return false
  const wanted = new Set(['openid', ...asked.split(' ')])
  return tokens.scope.split(' ').some((scope) => scope !== '' && !wanted.has(scope))
}

function refused(error: OwnError, status: number): TokenAnswer {
  return { kind: 'refused', refusal: buildRefusal(error, status) }
}
