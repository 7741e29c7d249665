// Renews grants with their refresh tokens: one refresh per grant at a time, stored before anybody uses it.
import { endedDeferralStates, type Deferral } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { DeferralStart } from '../deferral/start.ts'
import type { DeferredAnswer, IssuedTokens, OAuthRefusal } from '../oauth/answers.ts'
import { loadOAuthClient, type ClientSources } from '../oauth/load-client.ts'
import type { OAuthClient, OAuthContext } from '../oauth/oauth-context.ts'
import { newestAuthSession, saveAuthSession, type SecretStore } from './auth-session.ts'
import { renewGrant, saveGrant, type GrantStore } from './grant-store.ts'
import { askForRefresh } from './refresh-request.ts'

export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly grant: Grant }
  /** There is nothing to refresh with any more: obtain a grant anew. `refusal`: what the server said, if it said something. */
  | { readonly kind: 'gone'; readonly refusal?: OAuthRefusal }
  /** Not now (no answer, server error); the refresh token is kept. */
  | { readonly kind: 'not_now' }
  /** The authorization server decides later; a success extends this grant, and until then all is kept. */
  | { readonly kind: 'deferred'; readonly deferralId: string }

export interface RefreshOptions {
  /** After a denial: the refresh token is tried once more without waiting, and never again (protocols, case 48). */
  readonly lastTry?: boolean
}

/** Danger: servers rotate refresh tokens, so every refresh in the app goes through one refresher. */
export type RefreshGrant = (grant: Grant, options?: RefreshOptions) => Promise<RefreshOutcome>

export interface RefreshParts {
  readonly oauth: OAuthContext
  readonly sources: ClientSources
  readonly grants: GrantStore
  readonly secrets: SecretStore
  readonly clock: Pick<Clock, 'nowMs'>
  readonly log?: Log
  /** Without it no refresh is ever put off. */
  readonly deferrals?: { begin(start: DeferralStart): Promise<{ readonly id: string }> }
  /** The store's deferrals, to find a refresh that is being decided already, also after a restart. */
  readonly waits?: { listAllFacts(): readonly Deferral[] }
  /** Tokens of a grant that was removed while they were asked for. */
  readonly dropTokens?: (unwanted: UnwantedTokens) => Promise<void>
}

export interface UnwantedTokens {
  readonly issuer: string
  readonly clientId: string
  readonly dpopKeyId: string
  readonly refreshToken: Secret | null
  readonly accessToken: Secret
}

/** Refusals that say nothing about the refresh token: the person is not asked to sign in for them. */
const passing = new Set(['server_error', 'temporarily_unavailable', 'slow_down', 'use_dpop_nonce'])
/** `Retry-After` is kept to, this long at most. */
const longestHoldMs = 5 * 60_000

interface Refresher extends RefreshParts {
  /** Not before, Unix ms, by grant: the server said so. */
  readonly holds: Map<string, number>
  /** Rotated grants that could not be written yet: the old refresh token is worth nothing any more. */
  readonly unwritten: Map<string, Rotated>
}

/** Concurrent refreshes of one grant share one request. */
export function createGrantRefresher(parts: RefreshParts): RefreshGrant {
  const refresher: Refresher = { ...parts, holds: new Map(), unwritten: new Map() }
  const running = new Map<string, Promise<RefreshOutcome>>()
  return async (grant, options = {}) => {
    const known = running.get(grant.id)
    if (known !== undefined) return known
    const run = refresh(refresher, grant, options.lastTry === true).finally(() =>
      running.delete(grant.id),
    )
    running.set(grant.id, run)
    return run
  }
}

async function refresh(
  refresher: Refresher,
  asked: Grant,
  lastTry: boolean,
): Promise<RefreshOutcome> {
  const { grants, clock, holds, unwritten } = refresher
  const rotated = unwritten.get(asked.id)
  if (rotated !== undefined) return writeRenewed(refresher, rotated)
  const grant = await grants.load(asked.id)
  if (grant === null) return { kind: 'gone' }
  // Somebody refreshed it since the caller read it.
  if (grant.accessToken.reveal() !== asked.accessToken.reveal()) return { kind: 'refreshed', grant }
  const waiting = lastTry ? null : findRenewal(refresher, grant.id)
  if (waiting !== null) return { kind: 'deferred', deferralId: waiting }
  if ((holds.get(grant.id) ?? 0) > clock.nowMs()) return { kind: 'not_now' }
  const loaded = await loadOAuthClient(refresher.sources, grant.issuer)
  if (grant.refreshToken === null || loaded.kind !== 'client') return { kind: 'gone' }
  const { subject = null, tokenType } = grant
  // What was bound to this computer stays bound, and whose it was stays theirs.
  const client = { ...loaded.client, dpopRequired: tokenType === 'DPoP', subject }
  return requestAndKeep(refresher, { grant, client, lastTry })
}

interface Attempt {
  readonly grant: Grant
  readonly client: OAuthClient
  readonly lastTry: boolean
}

async function requestAndKeep(refresher: Refresher, attempt: Attempt): Promise<RefreshOutcome> {
  const { grant, client, lastTry } = attempt
  const mayDefer = !lastTry && refresher.deferrals !== undefined
  const answer = await askForRefresh(refresher.oauth, client, { grant, mayDefer, lastTry })
  await saveAuthSession(refresher.secrets, grant.issuer, newestAuthSession(answer))
  switch (answer.kind) {
    case 'issued':
      return keepIssued(refresher, attempt, answer.tokens)
    case 'deferred':
      return beginRenewal(refresher, attempt, answer.deferred)
    case 'refused':
      return keepRefused(refresher, attempt, answer.refusal)
    case 'no_answer':
      hold(refresher, grant, answer.retryAfterSeconds)
      return lastTry && answer.sent ? endRefreshToken(refresher, grant) : { kind: 'not_now' }
  }
}

interface Rotated {
  readonly grant: Grant
  /** The same tokens, for the case that nobody wants them any more. */
  readonly unwanted: UnwantedTokens
}

async function keepIssued(
  refresher: Refresher,
  { grant, client }: Attempt,
  tokens: IssuedTokens,
): Promise<RefreshOutcome> {
  const { issuer } = grant
  const { clientId, dpopKey } = client
  const { refreshToken, accessToken } = tokens
  return writeRenewed(refresher, {
    grant: renewGrant(grant, tokens, refresher.clock.nowMs()),
    unwanted: { issuer, clientId, dpopKeyId: dpopKey.id, refreshToken, accessToken },
  })
}

/**
 * A disk that is full must not cost the rotated token: it stays in memory and is written with the next try. A grant that
 * was removed meanwhile does not come back: its tokens are given back.
 */
async function writeRenewed(refresher: Refresher, rotated: Rotated): Promise<RefreshOutcome> {
  const { grants, unwritten, log, dropTokens } = refresher
  const { grant, unwanted } = rotated
  try {
    const sealed = await grants.seal(grant)
    const isWanted = grants.has(grant.id)
    if (isWanted) grants.write(sealed)
    unwritten.delete(grant.id)
    if (isWanted) return { kind: 'refreshed', grant }
    await dropTokens?.(unwanted)
    return { kind: 'gone' }
  } catch (error) {
    unwritten.set(grant.id, rotated)
    log?.('error', 'A renewed grant could not be saved', error)
    return { kind: 'not_now' }
  }
}

async function beginRenewal(
  refresher: Refresher,
  { grant, client }: Attempt,
  deferred: DeferredAnswer,
): Promise<RefreshOutcome> {
  const { connectionId, issuer, scope, resource, authorizationDetailsJson } = grant
  try {
    const deferral = await refresher.deferrals?.begin({
      callId: null,
      connectionId,
      issuer,
      clientId: client.clientId,
      dpopKeyId: client.dpopKey.id,
      scope,
      resource,
      authorizationDetailsJson,
      renewsGrantId: grant.id,
      deferred,
    })
    return deferral === undefined
      ? { kind: 'not_now' }
      : { kind: 'deferred', deferralId: deferral.id }
  } catch (error) {
    refresher.log?.('error', 'A deferred refresh could not be kept', error)
    return { kind: 'not_now' }
  }
}

/** Anything but `invalid_grant` keeps the refresh token: the server may only want to be asked in another way. */
async function keepRefused(
  refresher: Refresher,
  { grant, lastTry }: Attempt,
  refusal: OAuthRefusal,
): Promise<RefreshOutcome> {
  const { error } = refusal
  if (passing.has(error) && !lastTry) return { kind: 'not_now' }
  return error === 'invalid_grant' || lastTry
    ? endRefreshToken(refresher, grant)
    : { kind: 'gone', refusal }
}

async function endRefreshToken({ grants }: Refresher, grant: Grant): Promise<RefreshOutcome> {
  if (grants.has(grant.id)) await saveGrant(grants, { ...grant, refreshToken: null })
  return { kind: 'gone' }
}

function hold({ holds, clock }: Refresher, grant: Grant, seconds: number | null): void {
  if (seconds === null) holds.delete(grant.id)
  else holds.set(grant.id, clock.nowMs() + Math.min(seconds * 1_000, longestHoldMs))
}

function findRenewal({ waits }: Refresher, grantId: string): string | null {
  const waiting = (waits?.listAllFacts() ?? []).find(
    (one) => one.renewsGrantId === grantId && !endedDeferralStates.has(one.state),
  )
  return waiting?.id ?? null
}
