// Builds grants from issued tokens and keeps them sealed.
import type { Grant } from '../../shared/model/grant.ts'
import type { IssuedTokens } from '../oauth/answers.ts'

export interface SealedGrant {
  readonly noun: Grant
  readonly sealed: Readonly<Record<string, string | null>>
}

/** The part of the store's grants this room uses. */
export interface GrantStore {
  seal(grant: Grant): Promise<SealedGrant>
  write(grant: SealedGrant): void
  load(grantId: string): Promise<Grant | null>
  listStanding(connectionId: string): Promise<Grant[]>
  has(grantId: string): boolean
  remove(grantId: string): void
}

export interface GrantFacts {
  readonly id: string
  readonly issuer: string
  readonly connectionId: string
  /** What the tokens were asked for (RFC 8707). */
  readonly resource: string
  /** The call it serves alone, or null for a standing grant. */
  readonly callId: string | null
  /** What was asked, in force when the answer names no scope (RFC 6749 section 5.1). */
  readonly askedScope: string
  readonly dpopKeyId: string
  readonly nowMs: number
}

/** A grant as issued. */
export function buildGrant(tokens: IssuedTokens, facts: GrantFacts): Grant {
  const { id, issuer, connectionId, resource, callId, askedScope, dpopKeyId, nowMs } = facts
  return {
    id,
    issuer,
    connectionId,
    resource,
    purpose: callId === null ? 'standing' : 'call',
    callId,
    scope: tokens.scope ?? askedScope,
    authorizationDetailsJson: tokens.authorizationDetailsJson,
    tokenType: tokens.tokenType,
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken,
    expiresAtMs: endOf(tokens.expiresInSeconds, nowMs),
    ...lifetimesOf(tokens, nowMs),
    dpopKeyId: tokens.tokenType === 'DPoP' ? dpopKeyId : null,
    acr: tokens.acr,
    authTimeSeconds: tokens.authTimeSeconds,
    subject: tokens.subject ?? null,
    obtainedAtMs: nowMs,
  }
}

/** The same grant with the tokens of a refresh; what the answer does not name stays. */
export function renewGrant(grant: Grant, tokens: IssuedTokens, nowMs: number): Grant {
  return {
    ...grant,
    scope: tokens.scope ?? grant.scope,
    authorizationDetailsJson: tokens.authorizationDetailsJson ?? grant.authorizationDetailsJson,
    tokenType: tokens.tokenType,
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? grant.refreshToken,
    expiresAtMs: endOf(tokens.expiresInSeconds, nowMs),
    ...renewLifetimes(grant, lifetimesOf(tokens, nowMs), nowMs),
    acr: tokens.acr ?? grant.acr,
    authTimeSeconds: tokens.authTimeSeconds ?? grant.authTimeSeconds,
    subject: tokens.subject ?? grant.subject ?? null,
    obtainedAtMs: nowMs,
  }
}

/** Whom the connection belongs to at this issuer: of the newest standing grant that says so, or null. */
export function findSubject(
  grants: readonly Pick<Grant, 'issuer' | 'connectionId' | 'purpose' | 'subject'>[],
  { connectionId, issuer }: Pick<Grant, 'connectionId' | 'issuer'>,
): string | null {
  const known = grants.find(
    (grant) =>
      grant.purpose === 'standing' &&
      grant.connectionId === connectionId &&
      grant.issuer === issuer &&
      typeof grant.subject === 'string',
  )
  return known?.subject ?? null
}

/** Durable when this resolves. */
export async function saveGrant(store: GrantStore, grant: Grant): Promise<void> {
  store.write(await store.seal(grant))
}

type Lifetimes = Pick<Grant, 'refreshExpiresAtMs' | 'authorizationExpiresAtMs'>

/** Only from a token response: the life of a deferral code says nothing about tokens (protocols 1.5 and 6.10). */
function lifetimesOf(tokens: IssuedTokens, nowMs: number): Lifetimes {
  return {
    refreshExpiresAtMs: endOf(tokens.refreshExpiresInSeconds ?? null, nowMs),
    authorizationExpiresAtMs: endOf(tokens.authorizationExpiresInSeconds ?? null, nowMs),
  }
}

/** A refresh token may lie unused for as long as before; the authorization as a whole gets no longer by itself. */
function renewLifetimes(grant: Grant, named: Lifetimes, nowMs: number): Lifetimes {
  const { refreshExpiresAtMs = null, authorizationExpiresAtMs = null } = grant
  const sameAgain =
    refreshExpiresAtMs === null ? null : nowMs + refreshExpiresAtMs - grant.obtainedAtMs
  return {
    refreshExpiresAtMs: named.refreshExpiresAtMs ?? sameAgain,
    authorizationExpiresAtMs: named.authorizationExpiresAtMs ?? authorizationExpiresAtMs,
  }
}

function endOf(seconds: number | null, nowMs: number): number | null {
  return seconds === null ? null : nowMs + seconds * 1_000
}
