// Gets to know the identity provider that the person named for an issuer, so that a sign-in there can count here (ID-JAG).
import { discoverAuthorizationServer } from '../oauth/discover-server.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { ensureRegistered } from './register.ts'

/** Registers there where we never were. Never throws: without it the sign-in goes another way, and the log says why. */
export async function meetIdentityProvider(parts: ConnectionParts, issuer: string): Promise<void> {
  const { authorizationServers } = parts.store
  const provider = authorizationServers.load(issuer)?.options?.identityProvider ?? null
  if (provider === null || provider === issuer) return
  if ((authorizationServers.load(provider)?.clientId ?? null) !== null) return
  try {
    await ensureRegistered(parts, await discoverAuthorizationServer(parts.oauth, provider))
  } catch (error) {
    parts.log('info', 'The identity provider could not be reached or does not register us', error)
  }
}
