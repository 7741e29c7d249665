// Ends what a connection was granted: queues its tokens for revocation, forgets it, and tells the server.
import { defaultIssuerOptions } from '../../shared/model/authorization-server.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { ConnectionParts } from './connection-parts.ts'

type DropParts = Pick<ConnectionParts, 'store' | 'revocations'>

/** Deletes what we hold of it at once; its tokens are queued in the same transaction, then tried for 5 s. */
export async function disconnect(parts: ConnectionParts, connection: Connection): Promise<void> {
  const { store } = parts
  const all = await store.grants.listAll()
  const grants = all.filter((grant) => grant.connectionId === connection.id)
  await dropGrants(parts, grants, () => {
    store.connections.remove(connection.id)
    const { issuer } = connection
    if (issuer !== null) forgetUnusedIssuer(parts, issuer)
  })
  cancelSignIns(parts, connection.id)
}

/**
 * Forgets these grants and has their servers told, within 5 s or later by the queue; `inSameTransaction` is written
 * with it. A crash in between leaves either the grants or their queued revocations, never neither.
 */
export async function dropGrants(
  parts: DropParts,
  grants: readonly Grant[],
  inSameTransaction: () => void = () => undefined,
): Promise<void> {
  const { store, revocations } = parts
  const queued = (await Promise.all(grants.map((grant) => prepare(parts, grant)))).flat()
  store.transaction(() => {
    revocations.add(queued)
    for (const grant of grants) store.grants.remove(grant.id)
    inSameTransaction()
  })
  if (queued.length > 0) await revocations.run()
}

/** A sign-in or renewal that is still being decided for this connection is wanted no more. */
export function cancelSignIns(parts: ConnectionParts, connectionId: string): void {
  const own = parts.deferrals
    .list()
    .filter((one) => one.connectionId === connectionId && one.callId === null)
  for (const { id } of own) {
    parts.deferrals.cancel(id).catch((error: unknown) => {
      parts.log('warn', 'A sign-in that waits could not be cancelled', { error })
    })
  }
}

/** To be called when a connection has left `issuer`: a mark that nobody sees any more must not wait for the next one. */
export function forgetUnusedIssuer(parts: ConnectionParts, issuer: string): void {
  const isUsed = parts.store.connections.list().some((other) => other.issuer === issuer)
  if (!isUsed) forgetIssuer(parts, issuer)
}

/** The registration and its key stay for a later return; what the person gave this issuer ends. */
function forgetIssuer({ store }: ConnectionParts, issuer: string): void {
  store.secrets.remove(`auth-session:${issuer}`)
  const server = store.authorizationServers.load(issuer)
  const provider = server?.options?.identityProvider ?? null
  const stillNamed = store.connections.list().some((other) => {
    const named = store.authorizationServers.load(other.issuer ?? '')?.options?.identityProvider
    return named === provider
  })
  if (provider !== null && !stillNamed) store.secrets.remove(`id-token:${provider}`)
  if (server === null) return
  // Nobody could see or stop them without a connection, and whoever named this issuer next would have them.
  const { clientCredentials, cibaLoginHint, identityProvider } = defaultIssuerOptions
  const ways = { clientCredentials, cibaLoginHint, identityProvider }
  const options = { ...defaultIssuerOptions, ...server.options, ...ways }
  store.authorizationServers.save({ ...server, firstParty: false, options })
}

async function prepare(
  { store, revocations }: DropParts,
  { issuer, dpopKeyId, refreshToken, accessToken }: Grant,
): ReturnType<ConnectionParts['revocations']['prepare']> {
  const server = store.authorizationServers.load(issuer)
  const keyId = dpopKeyId ?? server?.dpopKeyId ?? null
  if (server === null || server.clientId === null || keyId === null) return []
  const { clientId } = server
  return revocations.prepare({ issuer, clientId, dpopKeyId: keyId, refreshToken, accessToken })
}
