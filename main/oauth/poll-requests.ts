// One poll of a deferral in the dialect it was begun in, and its withdrawal (protocols 12.1, 14.2).
import type { DeferralDialect } from '../../shared/model/deferral.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { NoAnswer, TokenAnswer } from './answers.ts'
import { isPendingError } from './deferred-answer.ts'
import { buildHandle, parseHandle, type DeferralHandle } from './deferral-handle.ts'
import {
  cibaGrantType,
  deferredGrantType,
  deviceGrantType,
  openidDeferredGrantType,
} from './identifiers.ts'
import { parseJwtBearerHandle, requestJwtBearer } from './identity-assertion.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { requestRevocation } from './revocation.ts'
import { deferralCodeTokenType, withdrawsDeferralCodes } from './server-metadata.ts'
import type { TokenExpectation } from './token-answer.ts'
import { requestTokens } from './token-endpoint.ts'

export interface PolledDeferral {
  /** Absent means `dtr`. */
  readonly dialect?: DeferralDialect | undefined
  /** As sealed with the deferral. */
  readonly deferralCode: Secret
  /** What was asked at first: it is not sent; a token for more is refused. */
  readonly scope?: string
  /** `auth_req_id` form: this server is known not to take the grant of CIBA. */
  readonly pollGrant?: 'deferred' | undefined
}

/** `nextCode`: what to seal and poll with from now on; the former must not be sent again. */
export type PollAnswer = TokenAnswer & { readonly nextCode?: Secret }

/**
 * One poll. Still pending is `refused` with `authorization_pending`, `interaction_required`, `interaction_pending` or
 * `slow_down`; `deferred` where the server goes on in another dialect (protocols 15, case 8). Throws only for a damaged handle.
 */
export function requestPoll(
  context: OAuthContext,
  client: OAuthClient,
  deferral: PolledDeferral,
): Promise<PollAnswer> {
  switch (deferral.dialect ?? 'dtr') {
    case 'dtr':
      return pollDeferralCode(context, client, deferral)
    case 'auth_req_id':
      return pollRequestId(context, client, deferral)
    case 'ciba':
      return pollCiba(context, client, deferral)
    case 'device':
      return pollOwnGrant(context, client, { ...deferral, ...deviceNames })
    case 'openid':
      return pollOpenid(context, client, deferral)
    case 'jwt_interaction':
      return sendJwtBearerAgain(context, client, deferral)
  }
}

/** JAG-IR (protocols 2): the same request, with client authentication and a proof of their own. */
async function sendJwtBearerAgain(
  context: OAuthContext,
  client: OAuthClient,
  { deferralCode, scope: atMostScope }: PolledDeferral,
): Promise<PollAnswer> {
  const request = parseJwtBearerHandle(deferralCode)
  return requestJwtBearer(context, client, { ...request, atMostScope })
}

/** DTR -01, protocols 1.6: only the grant, the code and client authentication; at first the code verifier too. */
async function pollDeferralCode(
  context: OAuthContext,
  client: OAuthClient,
  deferral: PolledDeferral,
): Promise<PollAnswer> {
  const handle = parseHandle(deferral.deferralCode)
  const { code, codeVerifier, ...rest } = handle
  const form = {
    grant_type: deferredGrantType,
    deferral_code: code,
    code_verifier: codeVerifier,
  }
  const answer = await requestTokens(context, client, { form, expected: expect(deferral, handle) })
  const isOver = codeVerifier === undefined || !isStillPending(answer)
  return isOver ? answer : { ...answer, nextCode: buildHandle({ ...rest, code }) }
}

/** Slide form, protocols 14.2: the grant of CIBA first; where the server does not know it, that of DTR from then on. */
async function pollRequestId(
  context: OAuthContext,
  client: OAuthClient,
  deferral: PolledDeferral,
): Promise<PollAnswer> {
  const handle = parseHandle(deferral.deferralCode)
  const { code } = handle
  const pollGrant = handle.pollGrant ?? deferral.pollGrant
  const grantType = pollGrant === 'deferred' ? deferredGrantType : cibaGrantType
  const form = { grant_type: grantType, auth_req_id: code }
  const answer = await requestTokens(context, client, { form, expected: expect(deferral, handle) })
  const isUnknown = answer.kind === 'refused' && answer.refusal.error === 'unsupported_grant_type'
  return isUnknown && pollGrant === undefined
    ? { ...answer, nextCode: buildHandle({ ...handle, pollGrant: 'deferred' }) }
    : answer
}

const deviceNames = { grantType: deviceGrantType, parameter: 'device_code' }
const cibaNames = { grantType: cibaGrantType, parameter: 'auth_req_id' }

/** `openid` is in every such request, whether it was asked for or not. */
function pollCiba(
  context: OAuthContext,
  client: OAuthClient,
  deferral: PolledDeferral,
): Promise<PollAnswer> {
  const { scope = '' } = deferral
  const wider = scope === '' ? {} : { scope: `${scope} openid` }
  return pollOwnGrant(context, client, { ...deferral, ...wider, ...cibaNames })
}

/** Grants whose own answer may be "pending" (RFC 8628, OpenID CIBA): the deferral of DTR may still follow. */
function pollOwnGrant(
  context: OAuthContext,
  client: OAuthClient,
  deferral: PolledDeferral & { grantType: string; parameter: string },
): Promise<PollAnswer> {
  const handle = parseHandle(deferral.deferralCode)
  const form = { grant_type: deferral.grantType, [deferral.parameter]: handle.code }
  const expected = { ...expect(deferral, handle), pendsByItself: true }
  return requestTokens(context, client, { form, completionMode: 'deferred', expected })
}

/** OpenID Deferred Token Response, protocols 7. */
function pollOpenid(
  context: OAuthContext,
  client: OAuthClient,
  deferral: PolledDeferral,
): Promise<PollAnswer> {
  const handle = parseHandle(deferral.deferralCode)
  const form = { grant_type: openidDeferredGrantType, deferred_auth_id: handle.code }
  return requestTokens(context, client, { form, expected: expect(deferral, handle) })
}

function expect(
  { scope }: PolledDeferral,
  { nonce, issuedTokenType }: DeferralHandle,
): Omit<TokenExpectation, 'mayDefer'> {
  return {
    ...(scope === undefined ? {} : { atMostScope: scope }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(issuedTokenType === undefined ? {} : { issuedTokenType }),
  }
}

function isStillPending(answer: TokenAnswer): boolean {
  if (answer.kind !== 'refused') return false
  const { error } = answer.refusal
  return error === 'slow_down' || isPendingError(error)
}

/** `not_offered`: nothing was sent, the request may stay open at the server. */
export type WithdrawalAnswer = { kind: 'withdrawn' } | { kind: 'not_offered' } | NoAnswer

/** Withdraws the request at the server where its dialect has a way and the server says that it takes it (protocols 1.10). */
export async function requestWithdrawal(
  context: OAuthContext,
  client: OAuthClient,
  deferral: PolledDeferral,
): Promise<WithdrawalAnswer> {
  const dialect = deferral.dialect ?? 'dtr'
  const hasWay = dialect === 'dtr' || dialect === 'auth_req_id'
  if (!hasWay || !withdrawsDeferralCodes(client.metadata)) return { kind: 'not_offered' }
  const { code: token } = parseHandle(deferral.deferralCode)
  const tokenTypeHint = deferralCodeTokenType
  const answer = await requestRevocation(context, client, { token, tokenTypeHint })
  if (answer.kind === 'no_answer') return answer
  return { kind: answer.kind === 'revoked' ? 'withdrawn' : 'not_offered' }
}
