// Ends what a connection was granted: tells the authorization server, then forgets.
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { loadOAuthClient } from '../oauth/load-client.ts'
import { requestRevocation } from '../oauth/revocation.ts'
import type { ConnectionParts } from './connection-parts.ts'

/** Longest wait for authorization servers before everything is forgotten anyway, milliseconds. */
const revocationMs = 5_000

/** Revokes every token of the connection, best effort and within 5 s, then deletes what we hold of it. */
export async function disconnect(parts: ConnectionParts, connection: Connection): Promise<void> {
  const { store } = parts
  const all = await store.grants.listAll()
  const grants = all.filter((grant) => grant.connectionId === connection.id)
  await withinTime(parts, Promise.all(grants.map((grant) => revoke(parts, grant))))
  for (const grant of grants) store.grants.remove(grant.id)
  store.connections.remove(connection.id)
  const { issuer } = connection
  if (issuer !== null && !store.connections.list().some((other) => other.issuer === issuer)) {
    forgetIssuer(parts, issuer)
  }
}

/** The registration and its key stay for a later return; what the person gave this issuer ends. */
function forgetIssuer({ store }: ConnectionParts, issuer: string): void {
  store.secrets.remove(`auth-session:${issuer}`)
  const server = store.authorizationServers.load(issuer)
  if (server !== null) store.authorizationServers.save({ ...server, firstParty: false })
}

async function revoke(parts: ConnectionParts, grant: Grant): Promise<void> {
  const { store, keys, oauth } = parts
  const { authorizationServers, secrets } = store
  const loaded = await loadOAuthClient({ authorizationServers, secrets, keys }, grant.issuer)
  if (loaded.kind !== 'client') return
  const tokens = [
    { token: grant.refreshToken, tokenTypeHint: 'refresh_token' },
    { token: grant.accessToken, tokenTypeHint: 'access_token' },
  ]
  for (const { token, tokenTypeHint } of tokens) {
    if (token === null) continue
    const answer = await requestRevocation(oauth, loaded.client, { token, tokenTypeHint })
    if (answer.kind !== 'revoked') {
      parts.log('warn', 'a token was not revoked at its server', { issuer: grant.issuer, answer })
    }
  }
}

async function withinTime(parts: ConnectionParts, work: Promise<unknown>): Promise<void> {
  let stop = (): void => undefined
  const late = new Promise<void>((resolve) => {
    stop = parts.clock.after(revocationMs, resolve)
  })
  try {
    await Promise.race([work, late])
  } catch (error) {
    parts.log('warn', 'revocation failed', { error })
  } finally {
    stop()
  }
}
