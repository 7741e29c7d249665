// Wires the deferral service to the store, the authorization servers and the journey.
import type { Deferral, DeferralEnd } from '../shared/model/deferral.ts'
import type { Grant, GrantOrigin } from '../shared/model/grant.ts'
import type { BootClock, Clock, Log, MakeId, Randomness } from '../shared/model/ports.ts'
import { createDeferralService, type DeferralService } from './deferral/deferral-service.ts'
import type { PreparedGrant, RevokeAnswer } from './deferral/ports.ts'
import type { IssuedTokens, TokenAnswer } from './oauth/answers.ts'
import type { DpopKey, DpopKeyRing } from './oauth/dpop.ts'
import { loadOAuthClient } from './oauth/load-client.ts'
import type { OAuthClient, OAuthContext } from './oauth/oauth-context.ts'
import { buildRefusal } from './oauth/members.ts'
import { requestPoll, requestWithdrawal, type PollAnswer } from './oauth/poll-requests.ts'
import type { RevocationQueue } from './resource/revocation-queue.ts'
import { isAssured } from './step-up/assurance.ts'
import { newestAuthSession, saveAuthSession } from './step-up/auth-session.ts'
import { judgeDetails } from './step-up/granted-details.ts'
import { buildGrant, findSubject, renewGrant } from './step-up/grant-store.ts'
import type { Store } from './store/repositories.ts'

export interface DeferralWiring {
  readonly store: Store
  readonly oauth: OAuthContext
  readonly keys: DpopKeyRing
  /** Tokens that nobody wants any more. */
  readonly revocations: Pick<RevocationQueue, 'revoke'>
  readonly clock: Clock
  readonly boot?: BootClock | null
  readonly randomness: Randomness
  readonly makeId: MakeId
  readonly log: Log
  readonly onChange: (deferral: Deferral) => void
  readonly onInteraction: (deferral: Deferral) => void
  readonly onEnd: (end: DeferralEnd) => void
}

export function wireDeferrals(wiring: DeferralWiring): DeferralService {
  const { clock, randomness, makeId, log, store, keys, onChange, onInteraction, onEnd } = wiring
  const { boot = null } = wiring
  const slideForms = new Set<string>()
  return createDeferralService({
    clock,
    boot,
    randomness,
    makeId,
    log,
    store,
    soon: (run) => void setImmediate(run),
    onChange,
    onInteraction,
    onEnd,
    loadKey: (keyId) => keys.load(keyId),
    poll: (deferral, key) => poll({ ...wiring, slideForms }, deferral, key),
    revoke: (deferral, key) => revoke(wiring, deferral, key),
    revokeTokens: ({ issuer, clientId, dpopKeyId }, { refreshToken, accessToken }) =>
      wiring.revocations.revoke({ issuer, clientId, dpopKeyId, refreshToken, accessToken }),
    prepareGrant: (deferral, tokens) => prepareGrant(wiring, deferral, tokens),
  })
}

/**
 * Whoever asked for the deferral, with the key it is bound to: the registration may have a new key or another
 * client ID by now.
 */
async function clientOf(
  { store }: DeferralWiring,
  { issuer, clientId, connectionId, renewsGrantId = null }: Deferral,
  key: DpopKey,
): Promise<OAuthClient | null> {
  const { authorizationServers, connections, grants, secrets } = store
  const keys = { load: () => Promise.resolve(key) }
  const loaded = await loadOAuthClient({ authorizationServers, secrets, keys }, issuer)
  if (loaded.kind !== 'client') return null
  const facts = grants.listFacts(connectionId)
  const renewed = facts.find(({ id }) => id === renewsGrantId)
  const subject = findSubject(facts, { connectionId, issuer })
  // What was bound to this computer stays bound.
  const dpopRequired =
    connections.load(connectionId)?.dpopRequired === true || renewed?.tokenType === 'DPoP'
  return { ...loaded.client, clientId, dpopRequired, subject }
}

interface Polling extends DeferralWiring {
  /** Issuers that use `auth_req_id` and do not know the grant of CIBA. */
  readonly slideForms: Set<string>
}

async function poll(wiring: Polling, deferral: Deferral, key: DpopKey): Promise<PollAnswer> {
  const client = await clientOf(wiring, deferral, key)
  const { deferralCode, issuer, dialect, scope } = deferral
  if (client === null || deferralCode === null) {
    return { kind: 'no_answer', sent: false, reason: 'not registered', retryAfterSeconds: null }
  }
  const known = wiring.slideForms.has(issuer) ? ({ pollGrant: 'deferred' } as const) : {}
  const asked = { dialect, deferralCode, scope, ...known }
  const polled = await requestPoll(wiring.oauth, client, asked)
  const answer = await judgeProof(wiring, deferral, polled)
  if (dialect === 'auth_req_id') rememberSlideForm(wiring.slideForms, issuer, polled)
  await keepAuthSession(wiring, issuer, answer)
  return answer
}

/** A server that knows neither grant today may know one tomorrow. */
function rememberSlideForm(slideForms: Set<string>, issuer: string, answer: PollAnswer): void {
  if (answer.nextCode !== undefined) slideForms.add(issuer)
  else if (answer.kind === 'refused' && answer.refusal.error === 'unsupported_grant_type')
    slideForms.delete(issuer)
}

/**
 * Tokens of a proof that is weaker than was asked, or of other details, end the wait unused and are given back. The
 * proof may be as old as the wait itself, and so much older than it as was allowed.
 */
async function judgeProof(
  { revocations }: DeferralWiring,
  deferral: Deferral,
  answer: PollAnswer,
): Promise<PollAnswer> {
  if (answer.kind !== 'issued') return answer
  const { issuer, clientId, dpopKeyId, acrValues = null, maxAgeSeconds = null } = deferral
  const { tokens } = answer
  const { authorizationDetailsJson: askedDetails = null, startedAtMs, renewsGrantId } = deferral
  const assured = isAssured(tokens, { acrValues, maxAgeSeconds }, startedAtMs)
  const more = judgeDetails(askedDetails, tokens.authorizationDetailsJson) === 'more'
  // A renewal gives what was granted, whether or not the grant named its details.
  const isWider = more && !(askedDetails === null && (renewsGrantId ?? null) !== null)
  if (assured && !isWider) return answer
  const { refreshToken, accessToken } = tokens
  await revocations.revoke({ issuer, clientId, dpopKeyId, refreshToken, accessToken })
  return { kind: 'refused', refusal: buildRefusal(assured ? 'wider_scope' : 'weaker_proof', 200) }
}

/** Whose grant the wait was of: of CIBA and of a device, whatever the poll is called; every other one was put off. */
function originOf({ dialect }: Deferral): GrantOrigin {
  if (dialect === 'ciba' || dialect === 'device') return dialect
  return dialect === 'jwt_interaction' ? 'identity_assertion' : 'deferred'
}

/** FiPA: any answer may bring a newer `auth_session`. A store that fails here must not lose the answer. */
async function keepAuthSession(
  { store, log }: DeferralWiring,
  issuer: string,
  answer: TokenAnswer,
): Promise<void> {
  try {
    await saveAuthSession(store.secrets, issuer, newestAuthSession(answer))
  } catch (error) {
    log('error', 'An auth_session could not be saved', error)
  }
}

async function revoke(
  wiring: DeferralWiring,
  deferral: Deferral,
  key: DpopKey,
): Promise<RevokeAnswer> {
  const client = await clientOf(wiring, deferral, key)
  const { deferralCode, dialect } = deferral
  if (client === null || deferralCode === null) return 'not_offered'
  const answer = await requestWithdrawal(wiring.oauth, client, { deferralCode, dialect })
  if (answer.kind !== 'no_answer') return answer.kind === 'withdrawn' ? 'told' : 'not_offered'
  const { retryAfterSeconds } = answer
  return retryAfterSeconds === null ? 'no_answer' : { againAfterSeconds: retryAfterSeconds }
}

/**
 * For a call: a grant that serves exactly the call that waited. For a sign-in: the standing grant of the connection,
 * in place of whatever less it had meanwhile; a deferred refresh renews the grant it was asked for.
 */
async function prepareGrant(
  { store: { grants }, makeId, clock }: DeferralWiring,
  deferral: Deferral,
  tokens: IssuedTokens,
): Promise<PreparedGrant> {
  const { issuer, connectionId, resource, callId, scope: askedScope, dpopKeyId } = deferral
  const asked = { issuer, connectionId, resource, callId, askedScope, dpopKeyId }
  const nowMs = clock.nowMs()
  const built: Grant = {
    ...buildGrant(tokens, { ...asked, id: makeId(), nowMs }),
    obtainedBy: originOf(deferral),
  }
  if (callId !== null) return { grant: built, replaces: [] }
  const renewed = await grants.load(deferral.renewsGrantId ?? '')
  const grant = renewed === null ? built : renewGrant(renewed, tokens, nowMs)
  const others = grants
    .listFacts(connectionId)
    .filter((one) => one.issuer === issuer)
    .filter((one) => one.purpose === 'standing' && one.id !== grant.id)
  const outdone = renewed === null ? others : others.filter((one) => one.lesser === true)
  return { grant, replaces: outdone.map(({ id }) => id) }
}
