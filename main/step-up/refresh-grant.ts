// Renews grants with their refresh tokens: one refresh per grant at a time, stored before anybody uses it.
import type { Grant } from '../../shared/model/grant.ts'
import type { Clock } from '../../shared/model/ports.ts'
import { loadOAuthClient, type ClientSources } from '../oauth/load-client.ts'
import type { OAuthContext } from '../oauth/oauth-context.ts'
import { requestRefresh } from '../oauth/token-requests.ts'
import { renewGrant, saveGrant, type GrantStore } from './grant-store.ts'
import { newestAuthSession, saveAuthSession, type SecretStore } from './auth-session.ts'

export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly grant: Grant }
  /** There is nothing to refresh with any more: obtain a grant anew. */
  | { readonly kind: 'gone' }
  /** Not now (no answer, server error); the refresh token is kept. */
  | { readonly kind: 'not_now' }

/** Refusals that say nothing about the refresh token: the person is not asked to sign in for them. */
const passing = new Set(['server_error', 'temporarily_unavailable', 'slow_down', 'use_dpop_nonce'])

/** Danger: servers rotate refresh tokens, so every refresh in the app goes through one refresher. */
export type RefreshGrant = (grant: Grant) => Promise<RefreshOutcome>

export interface RefreshParts {
  readonly oauth: OAuthContext
  readonly sources: ClientSources
  readonly grants: GrantStore
  readonly secrets: SecretStore
  readonly clock: Pick<Clock, 'nowMs'>
}

/** Concurrent refreshes of one grant share one request. */
export function createGrantRefresher(parts: RefreshParts): RefreshGrant {
  const running = new Map<string, Promise<RefreshOutcome>>()
  return (grant) => {
    const known = running.get(grant.id)
    if (known !== undefined) return known
    const run = refresh(parts, grant).finally(() => running.delete(grant.id))
    running.set(grant.id, run)
    return run
  }
}

async function refresh(parts: RefreshParts, asked: Grant): Promise<RefreshOutcome> {
  const grant = await parts.grants.load(asked.id)
  if (grant === null) return { kind: 'gone' }
  // Somebody refreshed it since the caller read it.
  if (grant.accessToken.reveal() !== asked.accessToken.reveal()) return { kind: 'refreshed', grant }
  const loaded = await loadOAuthClient(parts.sources, grant.issuer)
  if (grant.refreshToken === null || loaded.kind !== 'client') return { kind: 'gone' }
  const { refreshToken, resource } = grant
  // What was bound to this computer stays bound.
  const client = { ...loaded.client, dpopRequired: grant.tokenType === 'DPoP' }
  const answer = await requestRefresh(parts.oauth, client, { refreshToken, resource })
  if (answer.kind === 'issued') {
    const renewed = renewGrant(grant, answer.tokens, parts.clock.nowMs())
    await saveGrant(parts.grants, renewed)
    await saveAuthSession(parts.secrets, grant.issuer, answer.tokens.authSession)
    return { kind: 'refreshed', grant: renewed }
  }
  await saveAuthSession(parts.secrets, grant.issuer, newestAuthSession(answer))
  if (answer.kind !== 'refused' || passing.has(answer.refusal.error)) return { kind: 'not_now' }
  if (answer.refusal.error === 'invalid_grant') {
    await saveGrant(parts.grants, { ...grant, refreshToken: null })
  }
  return { kind: 'gone' }
}
