// What the step-up room needs from outside, and who we are at a connection's authorization server.
import { text } from '../../shared/catalogue/text.ts'
import type { AuthorizationServer } from '../../shared/model/authorization-server.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Clock, Log, MakeId } from '../../shared/model/ports.ts'
import type { Task } from '../../shared/model/task.ts'
import type { DeferralStart } from '../deferral/start.ts'
import type { ProofAhead } from '../interaction/proof-ahead.ts'
import type { InteractionQueue } from '../interaction/queue.ts'
import type { DpopKeyRing } from '../oauth/dpop.ts'
import { loadOAuthClient, type LoadedClient } from '../oauth/load-client.ts'
import type { OAuthContext } from '../oauth/oauth-context.ts'
import { removeAuthSession, type SecretStore } from './auth-session.ts'
import { findSubject, type GrantStore } from './grant-store.ts'
import type { ObtainOutcome, PasskeyCeremony } from './obtain.ts'
import type { UnwantedTokens } from './refresh-grant.ts'

export interface StepUpStore {
  readonly authorizationServers: {
    load(issuer: string): AuthorizationServer | null
    save(server: AuthorizationServer): void
  }
  readonly grants: GrantStore
  readonly secrets: SecretStore
  readonly deferrals: { listAllFacts(): readonly Deferral[] }
  readonly tasks: { load(taskId: string): Task | null }
}

export interface StepUpParts {
  readonly store: StepUpStore
  readonly queue: Pick<InteractionQueue, 'askElicitation'>
  /** Proofs given together with an approval. */
  readonly ahead?: Pick<ProofAhead, 'take'>
  /** Persists the deferral before it resolves; the wait then ends with a DeferralEnd event. */
  readonly deferrals: { begin(start: DeferralStart): Promise<{ readonly id: string }> }
  /** Tokens that came for a grant which was removed meanwhile. */
  readonly dropTokens?: (unwanted: UnwantedTokens) => Promise<void>
  readonly oauth: OAuthContext
  readonly keys: DpopKeyRing
  readonly ceremony: PasskeyCeremony
  /** Opens the system browser, without a shell. */
  readonly openExternal: (url: string) => Promise<void>
  readonly clock: Clock
  readonly makeId: MakeId
  readonly log: Log
}

export interface Party {
  readonly connection: Connection
  readonly client: Extract<LoadedClient, { kind: 'client' }>['client']
  readonly server: AuthorizationServer
  /** The newest standing grant of this connection at this issuer, or null. */
  readonly standing: Grant | null
  readonly host: string
}

/** The party at the connection's issuer, or why there is none, in words for the person. */
export async function loadParty(
  parts: StepUpParts,
  connection: Connection,
): Promise<Party | Extract<ObtainOutcome, { kind: 'failed' }>> {
  const { issuer } = connection
  if (issuer === null) return failed(text('step-up.no-authorization-server'))
  const { authorizationServers, secrets } = parts.store
  const sources = { authorizationServers, secrets, keys: parts.keys }
  const loaded = await loadOAuthClient(sources, issuer)
  const host = new URL(issuer).host
  if (loaded.kind === 'unregistered') return failed(text('step-up.not-registered', { host }))
  if (loaded.kind === 'key_gone') return failed(text('step-up.key-gone'))
  const standing = await parts.store.grants.listStanding(connection.id)
  const { server } = loaded
  const subject = findSubject(standing, { connectionId: connection.id, issuer })
  const client = { ...loaded.client, dpopRequired: connection.dpopRequired === true, subject }
  const mine = standing.find((grant) => grant.issuer === issuer) ?? null
  return { connection, client, server, standing: mine, host }
}

/** Gives a registration whose DPoP key is gone a new one. Grants and `auth_session` of the old key are dropped. */
export async function replaceLostKey(parts: StepUpParts, connection: Connection): Promise<void> {
  const { store, keys } = parts
  const server =
    connection.issuer === null ? null : store.authorizationServers.load(connection.issuer)
  if (server === null || server.clientId === null) return
  const known = server.dpopKeyId === null ? null : await keys.load(server.dpopKeyId)
  if (known !== null) return
  const key = await keys.create()
  store.authorizationServers.save({ ...server, dpopKeyId: key.id })
  removeAuthSession(store.secrets, server.issuer)
  for (const grant of await store.grants.listStanding(connection.id)) {
    if (grant.dpopKeyId === server.dpopKeyId) store.grants.remove(grant.id)
  }
}

export function failed(reason: string): Extract<ObtainOutcome, { kind: 'failed' }> {
  return { kind: 'failed', reason }
}
