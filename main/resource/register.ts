// Registers this app at an authorization server, once per issuer; a client ID that a person entered is never replaced.
import { text } from '../../shared/catalogue/text.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { AuthorizationServer } from '../../shared/model/authorization-server.ts'
import { offersCiba } from '../oauth/client-metadata.ts'
import { clientSecretName } from '../oauth/load-client.ts'
import { pickRedirectUri } from '../oauth/redirect-listener.ts'
import { registerClient } from '../oauth/register-client.ts'
import { parseStoredMetadata, type ServerMetadata } from '../oauth/server-metadata.ts'
import type { ConnectionParts } from './connection-parts.ts'

const clientName = 'Countersign'

/** True when we are registered there, or could be without asking anybody. */
export function canRegister(parts: ConnectionParts, metadata: ServerMetadata): boolean {
  const known = parts.store.authorizationServers.load(metadata.issuer)
  if ((known?.clientId ?? null) !== null || metadata.registration_endpoint !== undefined)
    return true
  const hasDocument = (parts.clientMetadataUrl ?? null) !== null
  return hasDocument && metadata.client_id_metadata_document_supported === true
}

/**
 * Keeps an existing registration; its metadata is renewed. Registrations are never shared between issuers.
 * Throws `oauth/registration_failed` or an `http/` error.
 */
export async function ensureRegistered(
  parts: ConnectionParts,
  metadata: ServerMetadata,
): Promise<void> {
  const { store, keys, oauth } = parts
  const { issuer } = metadata
  const known = keepMetadata(parts, metadata)
  if (known.clientId !== null) return
  const redirectUri = await pickRedirectUri()
  const clientMetadataUrl = parts.clientMetadataUrl ?? null
  const request = { redirectUri, clientName, clientMetadataUrl, options: known.options }
  const registration = await registerClient(oauth, metadata, request)
  const { clientId, clientAuthentication, clientSecret } = registration
  if (clientSecret !== null) await store.secrets.save(clientSecretName(issuer), clientSecret)
  const key = await keys.create()
  store.authorizationServers.save({
    ...(store.authorizationServers.load(issuer) ?? known),
    clientId,
    clientAuthentication,
    redirectUri: registration.redirectUri,
    dpopKeyId: key.id,
  })
}

/**
 * CIBA knows no public clients: where the person wants to be asked by it, and nothing hangs on our public registration
 * there, we register anew with a secret. A server that gives none leaves everything as it was. Never rejects for what a
 * server does.
 */
export async function registerForCiba(parts: ConnectionParts, issuer: string): Promise<void> {
  const { store, log } = parts
  const known = store.authorizationServers.load(issuer)
  if (known === null || !wantsSecret(known)) return
  // What was issued or is waited for belongs to the client that asked for it.
  const held = [...store.grants.listAllFacts(), ...parts.deferrals.list()]
  if (held.some((one) => one.issuer === issuer)) return
  const metadata = parseStoredMetadata(known.metadataJson)
  if (!offersCiba(metadata) || metadata.registration_endpoint === undefined) return
  store.authorizationServers.save({ ...known, clientId: null })
  try {
    await ensureRegistered(parts, metadata)
  } catch (error) {
    if (!isCountersignError(error)) throw error
    log('info', 'An authorization server gives us no client secret.', { issuer, error })
  }
  const now = store.authorizationServers.load(issuer)
  if (now?.clientId && now.clientAuthentication !== 'none') return
  store.authorizationServers.save({ ...known, options: now?.options ?? known.options })
}

function wantsSecret({
  clientId,
  clientAuthentication,
  preRegistered,
  options,
}: AuthorizationServer): boolean {
  const isOwn = clientId !== null && clientAuthentication === 'none' && preRegistered !== true
  return isOwn && (options?.cibaLoginHint ?? null) !== null
}

/** What the issuer says of itself by now, beside what we have there; without a client ID where we have none. */
export function keepMetadata(
  { store, clock }: Pick<ConnectionParts, 'store' | 'clock'>,
  metadata: ServerMetadata,
): AuthorizationServer {
  const { issuer } = metadata
  const server: AuthorizationServer = {
    ...(store.authorizationServers.load(issuer) ?? unregistered(issuer)),
    metadataJson: JSON.stringify(metadata),
    metadataFetchedAtMs: clock.nowMs(),
  }
  store.authorizationServers.save(server)
  return server
}

function unregistered(issuer: string): AuthorizationServer {
  return {
    issuer,
    metadataJson: '{}',
    metadataFetchedAtMs: 0,
    clientId: null,
    clientAuthentication: 'none',
    redirectUri: null,
    firstParty: false,
    dpopKeyId: null,
  }
}

/** What the person is told, and can do, when we could not be registered; null for any other failure. */
export function describeUnregistered(error: unknown, metadata: ServerMetadata): string | null {
  if (!isCountersignError(error, 'oauth/registration_failed')) return null
  if (metadata.registration_endpoint !== undefined) return error.message
  return text('resource.needs-client', { host: new URL(metadata.issuer).host })
}
