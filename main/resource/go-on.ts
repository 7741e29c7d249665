// Takes up a connection after a start of the app: what was cut off, and sign-ins that ended or came back.
import { text } from '../../shared/catalogue/text.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { connect, describeSignedOut, readTools } from './connect.ts'
import { save, type Work } from './connection-work.ts'
import { findSignInWait } from './standing-grant.ts'

/** A sign-in that was cut off is not begun again on its own; finding the server is, and a wait goes on. */
export async function goOn(work: Work, connection: Connection): Promise<void> {
  const { status } = connection
  if (status === 'discovering') return connect(work, connection)
  if (status === 'signing_in') return endCutOff(work, connection)
  if (status === 'waiting') return followWait(work, connection)
  return followGrant(work, connection)
}

async function endCutOff(work: Work, connection: Connection): Promise<void> {
  if (await hasGrant(work, connection)) return readTools(work, connection)
  const statusText = text('resource.needs-sign-in')
  save(work, { ...connection, status: 'needs_sign_in', statusText })
}

/** Its deferral may have ended with the process that held it, or be back already with a grant. */
async function followWait(work: Work, connection: Connection): Promise<void> {
  if (findSignInWait(work.parts, connection.id) !== null) return
  return endCutOff(work, connection)
}

/** A sign-in may have ended with the process that held it in memory, or be back with the keychain. */
async function followGrant(work: Work, connection: Connection): Promise<void> {
  const { issuer, status } = connection
  if (issuer === null) return
  const isSignedIn = await hasGrant(work, connection)
  if (status === 'ready' && !isSignedIn) {
    save(work, describeSignedOut(work.parts, connection, false))
  }
  if (status === 'needs_sign_in' && isSignedIn) return readTools(work, connection)
}

async function hasGrant({ parts }: Work, { id, issuer }: Connection): Promise<boolean> {
  const standing = await parts.store.grants.listStanding(id)
  return standing.some((grant) => grant.issuer === issuer)
}
