// Finds who protects a resource server, choosing among the authorization servers that it names.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Challenge } from '../../shared/model/tool-call.ts'
import { discoverResource, type ProtectedResource } from '../oauth/discover-resource.ts'
import { discoverAuthorizationServer } from '../oauth/discover-server.ts'
import type { ServerMetadata } from '../oauth/server-metadata.ts'
import type { ConnectionParts } from './connection-parts.ts'
import type { Work } from './connection-work.ts'
import { canRegister } from './register.ts'

export interface Protection {
  readonly connection: Connection
  readonly metadata: ServerMetadata
}

/** A server that names more than these is not asked about the rest. */
const mostServers = 10

/**
 * The connection with its resource identifier, issuer and scopes filled in (RFC 9728, then RFC 8414).
 * Throws words for the person: no OAuth, another resource, another issuer, no safe endpoints.
 */
export async function discoverProtection(
  work: Work,
  connection: Connection,
  challenge: Challenge,
): Promise<Protection> {
  const found = await describeResource(work.parts, connection, challenge)
  if (found === null) throw buildNotOAuth(connection)
  const metadata = await findServer(work, found)
  return { connection: { ...found, issuer: metadata.issuer }, metadata }
}

/**
 * As `discoverProtection`, with no metadata while the connection's issuer is still among those its server names.
 * Null when the server does not say (any more) who protects it.
 */
export async function discoverAnew(
  work: Work,
  connection: Connection,
  challenge: Challenge,
): Promise<{ connection: Connection; metadata: ServerMetadata | null } | null> {
  const found = await describeResource(work.parts, connection, challenge)
  if (found === null || connection.issuer === null) return null
  const { issuer, authorizationServers } = connection
  const named = found.authorizationServers ?? []
  if (named.includes(issuer)) {
    const same = named.join(' ') === (authorizationServers ?? [issuer]).join(' ')
    return { connection: same ? connection : found, metadata: null }
  }
  const metadata = await findServer(work, found)
  return { connection: { ...found, issuer: metadata.issuer }, metadata }
}

/** Null for a server that names no authorization server we may go to. */
async function describeResource(
  parts: ConnectionParts,
  connection: Connection,
  challenge: Challenge,
): Promise<Connection | null> {
  const { url } = connection
  const { resourceMetadataUrl } = challenge
  const found = await discoverResource(parts.oauth, { url, resourceMetadataUrl })
  const named = (found?.authorizationServers ?? []).length > 0
  const resource = named ? found : hintedResource(connection)
  return resource === null ? null : fillIn(connection, resource, challenge)
}

/** An HTTP API that says nothing itself: its document may hint at who gives the tokens. */
function hintedResource({ url, api }: Connection): ProtectedResource | null {
  const authorizationServers = api?.issuerHints ?? []
  if (authorizationServers.length === 0) return null
  const unknown = { scopesSupported: [], name: null, dpopRequired: false }
  return { resource: url, authorizationServers, ...unknown }
}

function fillIn(
  connection: Connection,
  resource: ProtectedResource,
  challenge: Challenge,
): Connection {
  const scopes = challenge.scope?.split(' ').filter((scope) => scope !== '')
  return {
    ...connection,
    name: resource.name ?? connection.name,
    resource: resource.resource,
    authorizationServers: [...new Set(resource.authorizationServers)].slice(0, mostServers),
    scopesSupported: scopes ?? [...resource.scopesSupported],
    dpopRequired: resource.dpopRequired,
  }
}

/**
 * The first one that can be used, in our order of preference. One where nothing can be done without a client ID that
 * somebody has to enter is taken only when there is no other. Throws why the first one cannot be used.
 */
async function findServer(work: Work, connection: Connection): Promise<ServerMetadata> {
  const { parts, progress } = work
  const issuers = listByPreference(parts, connection)
  let unregistrable: ServerMetadata | null = null
  let problem: CountersignError | null = null
  for (const [position, issuer] of issuers.entries()) {
    try {
      const metadata = await discoverAuthorizationServer(parts.oauth, issuer)
      if (canRegister(parts, metadata)) return metadata
      unregistrable ??= metadata
    } catch (error) {
      if (!isCountersignError(error)) throw error
      problem ??= error
    }
    const next = issuers[position + 1]
    if (next === undefined) break
    const hosts = { host: new URL(issuer).host, next: new URL(next).host }
    progress.begin(connection.id, text('resource.step-passing-over', hosts))
  }
  if (unregistrable !== null) return unregistrable
  throw problem ?? buildNotOAuth(connection)
}

/** The one in use, then those we are registered at already, then the server's own order. */
function listByPreference(
  { store }: ConnectionParts,
  { issuer, authorizationServers }: Connection,
): string[] {
  const offered = authorizationServers ?? []
  const known = offered.filter(
    (one) => (store.authorizationServers.load(one)?.clientId ?? null) !== null,
  )
  const current = offered.filter((one) => one === issuer)
  return [...new Set([...current, ...known, ...offered])]
}

function buildNotOAuth({ url }: Connection): CountersignError {
  const message = text('resource.not-oauth', { host: new URL(url).host })
  return new CountersignError('oauth/discovery_failed', message)
}
