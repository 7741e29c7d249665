// What the person sets for one issuer: the client ID they were given there, and which ways of signing in to use.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import {
  issuerOptionsSchema,
  type AuthorizationServer,
  type IssuerOptions,
} from '../../shared/model/authorization-server.ts'
import { clientSecretName } from '../oauth/load-client.ts'
import { pickRedirectUri } from '../oauth/redirect-listener.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { save, type Work } from './connection-work.ts'
import { cancelSignIns, dropGrants } from './disconnect.ts'
import { validateEnteredClient, type EnteredClient } from './entered-client.ts'

/** Throws `ipc/bad_input` for an issuer we never met, or for what are no options. */
export function saveIssuerOptions(
  parts: ConnectionParts,
  issuer: string,
  options: IssuerOptions,
): void {
  const server = requireServer(parts, issuer)
  const parsed = issuerOptionsSchema.safeParse(options)
  if (!parsed.success) throw new CountersignError('ipc/bad_input', text('resource.bad-options'))
  parts.store.authorizationServers.save({ ...server, options: parsed.data })
  for (const { id } of listOfIssuer(parts, issuer)) parts.onChanged(id)
}

/**
 * Keeps the client as pre-registered: it is never registered anew. What was issued to a former client ID is revoked
 * with that one first, and what it still waits for is given up, as no other may use it. Throws `ipc/bad_input`.
 */
export async function saveClient(
  work: Pick<Work, 'parts'>,
  issuer: string,
  entered: EnteredClient,
): Promise<void> {
  const { parts } = work
  requireServer(parts, issuer)
  const { clientId, authentication, secret } = await validateEnteredClient(entered)
  const before = requireServer(parts, issuer)
  if (before.clientId !== null && before.clientId !== clientId) {
    for (const { id } of listOfIssuer(parts, issuer)) cancelSignIns(parts, id)
    await endGrants(parts, issuer)
  }
  const redirectUri = before.redirectUri ?? (await pickRedirectUri())
  const dpopKeyId = before.dpopKeyId ?? (await parts.keys.create()).id
  if (secret !== null) await parts.store.secrets.save(clientSecretName(issuer), secret)
  else parts.store.secrets.remove(clientSecretName(issuer))
  parts.store.authorizationServers.save({
    ...requireServer(parts, issuer),
    clientId,
    clientAuthentication: authentication,
    redirectUri,
    dpopKeyId,
    preRegistered: true,
  })
  for (const connection of listOfIssuer(parts, issuer)) {
    const signedIn = (await parts.store.grants.listStanding(connection.id)).length > 0
    if (signedIn) parts.onChanged(connection.id)
    else {
      const statusText = text('resource.needs-sign-in')
      save(work, { ...connection, status: 'needs_sign_in', statusText })
    }
  }
}

async function endGrants(parts: ConnectionParts, issuer: string): Promise<void> {
  const all = await parts.store.grants.listAll()
  await dropGrants(
    parts,
    all.filter((grant) => grant.issuer === issuer),
  )
}

function requireServer({ store }: ConnectionParts, issuer: string): AuthorizationServer {
  const server = store.authorizationServers.load(issuer)
  if (server !== null) return server
  throw new CountersignError('ipc/bad_input', text('resource.unknown-issuer'))
}

function listOfIssuer({ store }: ConnectionParts, issuer: string) {
  return store.connections.list().filter((connection) => connection.issuer === issuer)
}
