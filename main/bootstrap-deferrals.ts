// Wires the deferral service to the store, the authorization servers and the journey.
import type { Deferral } from '../shared/model/deferral.ts'
import type { Grant } from '../shared/model/grant.ts'
import type { Clock, Log, MakeId, Randomness } from '../shared/model/ports.ts'
import { createDeferralService, type DeferralService } from './deferral/deferral-service.ts'
import type { DeferralEnd } from './deferral/end.ts'
import type { RevokeAnswer } from './deferral/ports.ts'
import type { IssuedTokens, TokenAnswer } from './oauth/answers.ts'
import type { DpopKey, DpopKeyRing } from './oauth/dpop.ts'
import { loadOAuthClient } from './oauth/load-client.ts'
import type { OAuthClient, OAuthContext } from './oauth/oauth-context.ts'
import { deferralCodeTokenType, withdrawsDeferralCodes } from './oauth/server-metadata.ts'
import { requestRevocation } from './oauth/revocation.ts'
import { requestDeferredPoll } from './oauth/token-requests.ts'
import { newestAuthSession, saveAuthSession } from './step-up/auth-session.ts'
import { buildGrant } from './step-up/grant-store.ts'
import type { Store } from './store/repositories.ts'

export interface DeferralWiring {
  readonly store: Store
  readonly oauth: OAuthContext
  readonly keys: DpopKeyRing
  readonly clock: Clock
  readonly randomness: Randomness
  readonly makeId: MakeId
  readonly log: Log
  readonly onChange: (deferral: Deferral) => void
  readonly onInteraction: (deferral: Deferral) => void
  readonly onEnd: (end: DeferralEnd) => void
}

export function wireDeferrals(wiring: DeferralWiring): DeferralService {
  const { clock, randomness, makeId, log, store, keys, onChange, onInteraction, onEnd } = wiring
  return createDeferralService({
    clock,
    randomness,
    makeId,
    log,
    store,
    onChange,
    onInteraction,
    onEnd,
    loadKey: (keyId) => keys.load(keyId),
    poll: (deferral, key) => poll(wiring, deferral, key),
    revoke: (deferral, key) => revoke(wiring, deferral, key),
    revokeTokens: (deferral, tokens, key) => revokeTokens(wiring, { deferral, tokens, key }),
    buildGrant: (deferral, tokens) => buildCallGrant(wiring, deferral, tokens),
  })
}

/**
 * Whoever asked for the deferral, with the key it is bound to: the registration may have a new key or another
 * client ID by now.
 */
async function clientOf(
  { store: { authorizationServers, connections, secrets } }: DeferralWiring,
  { issuer, clientId, connectionId }: Deferral,
  key: DpopKey,
): Promise<OAuthClient | null> {
  const keys = { load: () => Promise.resolve(key) }
  const loaded = await loadOAuthClient({ authorizationServers, secrets, keys }, issuer)
  if (loaded.kind !== 'client') return null
  const dpopRequired = connections.load(connectionId)?.dpopRequired === true
  return { ...loaded.client, clientId, dpopRequired }
}

async function poll(
  wiring: DeferralWiring,
  deferral: Deferral,
  key: DpopKey,
): Promise<TokenAnswer> {
  const client = await clientOf(wiring, deferral, key)
  const { deferralCode } = deferral
  if (client === null || deferralCode === null) {
    return { kind: 'no_answer', sent: false, reason: 'not registered', retryAfterSeconds: null }
  }
  const answer = await requestDeferredPoll(wiring.oauth, client, {
    deferralCode,
    scope: deferral.scope,
  })
  await keepAuthSession(wiring, deferral.issuer, answer)
  return answer
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
  const { deferralCode: token } = deferral
  if (client === null || token === null) return 'not_offered'
  if (!withdrawsDeferralCodes(client.metadata)) return 'not_offered'
  const tokenTypeHint = deferralCodeTokenType
  const answer = await requestRevocation(wiring.oauth, client, { token, tokenTypeHint })
  if (answer.kind === 'revoked') return 'told'
  if (answer.kind === 'refused') return 'not_offered'
  const { retryAfterSeconds } = answer
  return retryAfterSeconds === null ? 'no_answer' : { againAfterSeconds: retryAfterSeconds }
}

async function revokeTokens(
  wiring: DeferralWiring,
  { deferral, tokens, key }: { deferral: Deferral; tokens: IssuedTokens; key: DpopKey },
): Promise<void> {
  const client = await clientOf(wiring, deferral, key)
  if (client === null) return
  const { refreshToken, accessToken } = tokens
  if (refreshToken !== null) {
    const refresh = { token: refreshToken, tokenTypeHint: 'refresh_token' }
    await requestRevocation(wiring.oauth, client, refresh)
  }
  const access = { token: accessToken, tokenTypeHint: 'access_token' }
  await requestRevocation(wiring.oauth, client, access)
}

/** The grant of a deferral serves exactly the call that waited for it. */
function buildCallGrant(
  { makeId, clock }: DeferralWiring,
  deferral: Deferral,
  tokens: IssuedTokens,
): Grant {
  const { issuer, connectionId, resource, callId, scope: askedScope, dpopKeyId } = deferral
  const asked = { issuer, connectionId, resource, callId, askedScope, dpopKeyId }
  return buildGrant(tokens, { ...asked, id: makeId(), nowMs: clock.nowMs() })
}
