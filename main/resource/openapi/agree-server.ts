// The person agrees to the server that a document names at another address; nothing of the former one goes there.
import { text } from '../../../shared/catalogue/text.ts'
import { CountersignError } from '../../../shared/errors.ts'
import type { Connection } from '../../../shared/model/connection.ts'
import type { Work } from '../connection-work.ts'
import { save } from '../connection-work.ts'
import { cancelSignIns, dropGrants, forgetUnusedIssuer } from '../disconnect.ts'

/** Throws `ipc/bad_input` for a server that the connection does not wait to be asked about. */
export function validateServer(connection: Connection | null, server: string): void {
  if (connection?.api?.offeredServer === server) return
  throw new CountersignError('ipc/bad_input', text('openapi.not-elsewhere'))
}

/** The connection as it was before it was known who protects it, with that server agreed to. */
export async function agreeServer(
  { parts }: Work,
  connection: Connection,
  server: string,
): Promise<Connection> {
  const standing = await parts.store.grants.listStanding(connection.id)
  cancelSignIns(parts, connection.id)
  const agreed = forgetProtection(connection, new URL(server).origin)
  const { issuer } = connection
  await dropGrants(parts, standing, () => {
    save({ parts }, agreed)
    if (issuer !== null) forgetUnusedIssuer(parts, issuer)
  })
  return agreed
}

function forgetProtection(
  { api, authorizationServers: _servers, dpopRequired: _dpop, ...rest }: Connection,
  agreedOrigin: string,
): Connection {
  const anew: Connection = {
    ...rest,
    resource: null,
    issuer: null,
    scopesSupported: [],
    status: 'discovering',
    statusText: null,
  }
  if (api === undefined) return anew
  const { offeredServer: _offered, ...known } = api
  return { ...anew, api: { ...known, agreedOrigin } }
}
