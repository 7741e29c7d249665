// Loads who we are at one authorization server: its metadata, our registration and the one DPoP key used there.
import {
  defaultIssuerOptions,
  type AuthorizationServer,
} from '../../shared/model/authorization-server.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { DpopKeyRing } from './dpop.ts'
import type { OAuthClient } from './oauth-context.ts'
import { parseStoredMetadata } from './server-metadata.ts'

export interface ClientSources {
  readonly authorizationServers: { load(issuer: string): AuthorizationServer | null }
  readonly secrets: { load(name: string): Promise<Secret | null> }
  readonly keys: Pick<DpopKeyRing, 'load'>
}

export type LoadedClient =
  | { readonly kind: 'client'; readonly client: OAuthClient; readonly server: AuthorizationServer }
  /** Never registered at this issuer. */
  | { readonly kind: 'unregistered' }
  /** The DPoP key cannot be had: every grant bound to it is lost. */
  | { readonly kind: 'key_gone'; readonly server: AuthorizationServer }

/** Name of the stored client secret, for the few servers that insist on one. */
export function clientSecretName(issuer: string): string {
  return `client-secret:${issuer}`
}

/** Opens the registration at `issuer`. Never throws for what is merely missing. */
export async function loadOAuthClient(
  sources: ClientSources,
  issuer: string,
): Promise<LoadedClient> {
  const server = sources.authorizationServers.load(issuer)
  if (server === null || server.clientId === null) return { kind: 'unregistered' }
  const dpopKey = server.dpopKeyId === null ? null : await sources.keys.load(server.dpopKeyId)
  if (dpopKey === null) return { kind: 'key_gone', server }
  const { clientId, clientAuthentication: method } = server
  const metadata = parseStoredMetadata(server.metadataJson)
  const options = server.options ?? defaultIssuerOptions
  const base = { metadata, clientId, dpopKey, options }
  if (method === 'none') return { kind: 'client', client: base, server }
  const secret = await sources.secrets.load(clientSecretName(issuer))
  if (secret === null) return { kind: 'unregistered' }
  return { kind: 'client', client: { ...base, authentication: { method, secret } }, server }
}
