// Takes up a connection after a start of the app: what was cut off, and sign-ins that ended or came back.
import { text } from '../../shared/catalogue/text.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { connect, readTools, save, signedOut, type Work } from './connection-work.ts'

/** A sign-in that was cut off is not begun again on its own; finding the server is. */
export async function goOn(work: Work, connection: Connection): Promise<void> {
  const { status } = connection
  if (status === 'discovering') return connect(work, connection)
  if (status !== 'signing_in') return followGrant(work, connection)
  const statusText = text('resource.needs-sign-in')
  save(work, { ...connection, status: 'needs_sign_in', statusText })
}

/** A sign-in may have ended with the process that held it in memory, or be back with the keychain. */
async function followGrant(work: Work, connection: Connection): Promise<void> {
  const { id, issuer, status } = connection
  if (issuer === null) return
  const standing = await work.parts.store.grants.listStanding(id)
  const isSignedIn = standing.some((grant) => grant.issuer === issuer)
  if (status === 'ready' && !isSignedIn) save(work, signedOut(connection, false))
  if (status === 'needs_sign_in' && isSignedIn) return readTools(work, connection)
}
