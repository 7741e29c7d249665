// What becomes of a connection after its grant was renewed by itself, or could not be.
import type { Connection } from '../../shared/model/connection.ts'
import { describeSignedOut, readTools } from './connect.ts'
import { save, type Work } from './connection-work.ts'
import { isUsable, loadAlive } from './standing-grant.ts'

/** Nobody is asked to sign in while anything of the grant can still be used. */
export async function settleUpkeep(work: Work, connection: Connection): Promise<void> {
  const { parts } = work
  const { id, issuer, status } = connection
  if (issuer === null) return
  const isAlive = (await loadAlive(parts, connection)) !== null
  if (isAlive && status === 'needs_sign_in') return readTools(work, connection)
  const standing = await parts.store.grants.listStanding(id)
  const serves = standing.some((grant) => isUsable(parts, grant, issuer))
  if (!serves && status === 'ready') save(work, describeSignedOut(parts, connection, false))
  else parts.onChanged(id)
}
