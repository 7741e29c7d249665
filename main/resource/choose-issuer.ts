// Changes which of its authorization servers a connection uses; nothing of the former one goes to the other.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { discoverAuthorizationServer } from '../oauth/discover-server.ts'
import type { ServerMetadata } from '../oauth/server-metadata.ts'
import { mayBeginSignIn, register, signIn } from './connect.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { save, type Work } from './connection-work.ts'
import { cancelSignIns, dropGrants, forgetUnusedIssuer } from './disconnect.ts'

/** Throws `ipc/bad_input` for an issuer that the connection's server does not name. */
export function validateChoice(connection: Connection | null, issuer: string): void {
  const offered = connection?.authorizationServers ?? []
  if (!offered.includes(issuer)) {
    throw new CountersignError('ipc/bad_input', text('resource.not-offered'))
  }
}

/**
 * Everything the former issuer gave is revoked there, or queued for it, once the other one has answered. While that one
 * cannot be used, all stays as it was, with words for the person.
 */
export async function chooseIssuer(
  work: Work,
  connection: Connection,
  issuer: string,
): Promise<void> {
  const { parts } = work
  if (connection.issuer === issuer) return
  const { host } = new URL(issuer)
  work.progress.begin(connection.id, text('resource.step-choosing', { host }))
  const metadata = await discoverChosen(parts, issuer)
  if (metadata instanceof CountersignError) {
    const statusText = text('resource.choice-failed', { host, words: metadata.message })
    return save(work, { ...connection, statusText })
  }
  const standing = await parts.store.grants.listStanding(connection.id)
  cancelSignIns(parts, connection.id)
  // The person's own choice is no change of the server.
  const kept = connection.toolsIssuer === undefined ? {} : { toolsIssuer: issuer }
  const chosen: Connection = { ...connection, issuer, ...kept }
  const former = connection.issuer
  await dropGrants(parts, standing, () => {
    save(work, chosen)
    if (former !== null) forgetUnusedIssuer(parts, former)
  })
  const ready = await register(work, { connection: chosen, metadata })
  if (ready !== null && mayBeginSignIn(parts, ready)) await signIn(work, ready)
}

async function discoverChosen(
  parts: ConnectionParts,
  issuer: string,
): Promise<ServerMetadata | CountersignError> {
  try {
    return await discoverAuthorizationServer(parts.oauth, issuer)
  } catch (error) {
    if (isCountersignError(error)) return error
    throw error
  }
}
