// The standing grant of a connection: which one serves, renewing it, and dropping the ones it replaced.
import type { Connection } from '../../shared/model/connection.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { dropGrants } from './disconnect.ts'
import { meetServer, type Meeting } from './meet-server.ts'

/** A sign-in or renewal of this connection that its authorization server has not decided; a sign-in comes first. */
export function findSignInWait(parts: ConnectionParts, connectionId: string): Deferral | null {
  const own = parts.deferrals
    .list()
    .filter((one) => one.connectionId === connectionId && one.callId === null)
  return own.find((one) => (one.renewsGrantId ?? null) === null) ?? own[0] ?? null
}

/** True while it serves as it is, or can be renewed. */
export function isUsable({ clock }: ConnectionParts, grant: Grant, issuer: string): boolean {
  if (grant.issuer !== issuer) return false
  if (grant.refreshToken !== null) return true
  return grant.expiresAtMs === null || grant.expiresAtMs > clock.nowMs()
}

/** The newest standing grant of the connection's issuer whose access token has not ended, without renewing any. */
export async function loadAlive(
  { store, clock }: ConnectionParts,
  { id, issuer }: Connection,
): Promise<Grant | null> {
  const standing = await store.grants.listStanding(id)
  const alive = (grant: Grant): boolean =>
    grant.expiresAtMs === null || grant.expiresAtMs > clock.nowMs()
  return standing.find((grant) => grant.issuer === issuer && alive(grant)) ?? null
}

/** The newest standing grant, refreshed when its time is over; null when there is none that can be used. */
export async function loadStanding(
  parts: ConnectionParts,
  connection: Connection,
): Promise<Grant | null> {
  const alive = await loadAlive(parts, connection)
  if (alive !== null) return alive
  const standing = await parts.store.grants.listStanding(connection.id)
  const grant = standing.find((one) => one.issuer === connection.issuer) ?? null
  if (grant === null) return null
  const outcome = await parts.refreshGrant(grant)
  return outcome.kind === 'refreshed' ? outcome.grant : null
}

/** A 401 may only mean that the access token has ended early: it is renewed once. */
export async function visitWithGrant(
  parts: ConnectionParts,
  connection: Connection,
  grant: Grant | null,
): Promise<Meeting> {
  const context = { ...parts, ...parts.oauth }
  const visit = await meetServer(context, connection, grant)
  if (visit.kind !== 'refused' || visit.challenge.status !== 401 || grant === null) return visit
  const outcome = await parts.refreshGrant(grant)
  return outcome.kind === 'refreshed' ? meetServer(context, connection, outcome.grant) : visit
}

/**
 * After a sign-in: the new grant alone stays. Those of another issuer are revoked there. Former ones of the same issuer
 * are only forgotten: many servers keep one authorization per person and app, which a revocation would end for the new
 * grant as well (RFC 7009 section 2.1). A renewal of a former one is not waited for any more.
 */
export async function replaceGrants(
  parts: ConnectionParts,
  { id, issuer }: Connection,
  { grantId, before }: { grantId: string; before: readonly Grant[] },
): Promise<void> {
  const now = await parts.store.grants.listStanding(id)
  const former = [...before, ...now].filter((grant) => grant.id !== grantId)
  const unique = former.filter(
    (grant, at) => former.findIndex((other) => other.id === grant.id) === at,
  )
  for (const grant of unique) if (grant.issuer === issuer) parts.store.grants.remove(grant.id)
  await dropGrants(
    parts,
    unique.filter((grant) => grant.issuer !== issuer),
  )
  for (const wait of parts.deferrals.list()) {
    if (wait.connectionId !== id || (wait.renewsGrantId ?? null) === null) continue
    if (wait.renewsGrantId !== grantId) void parts.deferrals.cancel(wait.id).catch(() => undefined)
  }
}
