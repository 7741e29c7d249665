// Finds who protects a resource server and registers this app there, once per issuer.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Challenge } from '../../shared/model/tool-call.ts'
import { discoverResource, type ProtectedResource } from '../oauth/discover-resource.ts'
import { discoverAuthorizationServer } from '../oauth/discover-server.ts'
import { clientSecretName } from '../oauth/load-client.ts'
import { pickRedirectUri } from '../oauth/redirect-listener.ts'
import { registerClient } from '../oauth/register-client.ts'
import type { ServerMetadata } from '../oauth/server-metadata.ts'
import type { ConnectionParts } from './connection-parts.ts'

const clientName = 'Countersign'

/**
 * The connection with its resource identifier, issuer and scopes filled in (RFC 9728, then RFC 8414).
 * Throws words for the person: no OAuth, another resource, another issuer, no safe endpoints.
 */
export async function discoverProtection(
  parts: ConnectionParts,
  connection: Connection,
  challenge: Challenge,
): Promise<Protection> {
  const { url } = connection
  const { resourceMetadataUrl } = challenge
  const resource = await discoverResource(parts.oauth, { url, resourceMetadataUrl })
  return describe(parts, connection, { resource, challenge })
}

/** As `discoverProtection`, or null while the connection's issuer is still among those its server names. */
export async function findNewIssuer(
  parts: ConnectionParts,
  connection: Connection,
  challenge: Challenge,
): Promise<Protection | null> {
  const { url, issuer } = connection
  const { resourceMetadataUrl } = challenge
  const resource = await discoverResource(parts.oauth, { url, resourceMetadataUrl })
  if (issuer === null || resource === null) return null
  if (resource.authorizationServers.includes(issuer)) return null
  return describe(parts, connection, { resource, challenge })
}

interface Protection {
  readonly connection: Connection
  readonly metadata: ServerMetadata
}

async function describe(
  parts: ConnectionParts,
  connection: Connection,
  { resource, challenge }: { resource: ProtectedResource | null; challenge: Challenge },
): Promise<Protection> {
  const issuer = resource === null ? null : pickIssuer(parts, resource)
  if (resource === null || issuer === null) {
    const message = text('resource.not-oauth', { host: new URL(connection.url).host })
    throw new CountersignError('oauth/discovery_failed', message)
  }
  const metadata = await discoverAuthorizationServer(parts.oauth, issuer)
  const scopes = challenge.scope?.split(' ').filter((scope) => scope !== '')
  const found: Connection = {
    ...connection,
    name: resource.name ?? connection.name,
    resource: resource.resource,
    issuer,
    scopesSupported: scopes ?? [...resource.scopesSupported],
    dpopRequired: resource.dpopRequired,
  }
  return { connection: found, metadata }
}

/** One we are registered at already, else the server's first choice. */
function pickIssuer(parts: ConnectionParts, resource: ProtectedResource): string | null {
  const { authorizationServers } = resource
  const known = authorizationServers.find(
    (issuer) => (parts.store.authorizationServers.load(issuer)?.clientId ?? null) !== null,
  )
  return known ?? authorizationServers[0] ?? null
}

/** Keeps an existing registration; its metadata is renewed. Registrations are never shared between issuers. */
export async function ensureRegistered(
  parts: ConnectionParts,
  metadata: ServerMetadata,
): Promise<void> {
  const { store, clock, keys, oauth } = parts
  const { issuer } = metadata
  const fresh = { metadataJson: JSON.stringify(metadata), metadataFetchedAtMs: clock.nowMs() }
  const known = store.authorizationServers.load(issuer)
  if (known !== null && known.clientId !== null) {
    return store.authorizationServers.save({ ...known, ...fresh })
  }
  const redirectUri = await pickRedirectUri()
  const clientMetadataUrl = parts.clientMetadataUrl ?? null
  const request = { redirectUri, clientName, clientMetadataUrl }
  const registration = await registerClient(oauth, metadata, request)
  const { clientId, clientAuthentication, clientSecret } = registration
  if (clientSecret !== null) await store.secrets.save(clientSecretName(issuer), clientSecret)
  const key = await keys.create()
  store.authorizationServers.save({
    issuer,
    ...fresh,
    clientId,
    clientAuthentication,
    redirectUri: registration.redirectUri,
    firstParty: known?.firstParty ?? false,
    dpopKeyId: key.id,
  })
}
