// What becomes of a connection when its authorization server has decided a sign-in or a renewal that it had put off.
import { text } from '../../shared/catalogue/text.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { DeferralEnd } from '../../shared/model/deferral.ts'
import { readTools, saveFailed } from './connect.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { record, save, type Work } from './connection-work.ts'
import { dropGrants } from './disconnect.ts'
import { loadAlive, replaceGrants } from './standing-grant.ts'

/** The grant of a success is there already; see `DeferralEnd`. */
export async function endWait(work: Work, connection: Connection, end: DeferralEnd): Promise<void> {
  const renewsGrantId = end.deferral.renewsGrantId ?? null
  if (renewsGrantId !== null) return endRenewal(work, connection, { end, renewsGrantId })
  if (end.deferral.issuer !== connection.issuer) return dropLate(work.parts, end)
  if (end.deferral.state !== 'succeeded' || end.grantId === null) {
    return saveFailed(work, connection, end.reason ?? text('resource.needs-sign-in'))
  }
  await replaceGrants(work.parts, connection, { grantId: end.grantId, before: [] })
  record(work.parts, 'signed_in', connection)
  return readTools(work, connection, true)
}

/** The connection was removed, or is of another issuer by now: tokens that come after that are wanted no more. */
export async function dropLate(parts: ConnectionParts, { grantId }: DeferralEnd): Promise<void> {
  const grant = grantId === null ? null : await parts.store.grants.load(grantId)
  if (grant !== null) await dropGrants(parts, [grant])
}

/** After a denial the former refresh token is tried once more, and never again after that (protocols, case 48). */
async function endRenewal(
  work: Work,
  connection: Connection,
  { end, renewsGrantId }: { end: DeferralEnd; renewsGrantId: string },
): Promise<void> {
  const { parts } = work
  if (end.deferral.state === 'succeeded') {
    if (connection.status !== 'ready') return readTools(work, connection)
    return save(work, { ...connection, statusText: null })
  }
  const grant = await parts.store.grants.load(renewsGrantId)
  if (grant === null) return
  if (grant.refreshToken !== null) {
    const last = await parts.refreshGrant(grant, { lastTry: true })
    if (last.kind === 'refreshed') return readTools(work, connection)
  }
  const isAlive = (await loadAlive(parts, connection)) !== null
  const statusText = end.reason ?? text('resource.needs-sign-in')
  const status = isAlive && connection.status === 'ready' ? 'ready' : 'needs_sign_in'
  save(work, { ...connection, status, statusText })
}
