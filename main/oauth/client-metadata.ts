// What we tell about ourselves when we register: a native client, with the grants that the server offers (RFC 7591).
import {
  cibaGrantType,
  deferredGrantType,
  deviceGrantType,
  exchangeGrantType,
  jwtBearerGrantType,
} from './identifiers.ts'
import type { JsonObject } from './json-object.ts'
import { advertisesDpop, type ServerMetadata } from './server-metadata.ts'

export type RegisteredAuthentication = 'none' | 'client_secret_basic' | 'client_secret_post'

export interface RegistrationWish {
  readonly metadata: JsonObject
  readonly authentication: RegisteredAuthentication
}

/**
 * What to ask for, best first: every grant the server offers, then without CIBA, then the authorization code alone. A
 * secret is asked for only where the person wants to be asked by CIBA, which knows no public clients.
 */
export function listRegistrationWishes(
  server: ServerMetadata,
  client: { redirectUri: string; clientName: string; wantsCiba: boolean },
): [RegistrationWish, ...RegistrationWish[]] {
  const common: JsonObject = {
    client_name: client.clientName,
    application_type: 'native',
    redirect_uris: [client.redirectUri],
    response_types: ['code'],
  }
  const bound = advertisesDpop(server) ? { dpop_bound_access_tokens: true } : {}
  const grants = listGrantTypes(server)
  const build = (
    authentication: RegisteredAuthentication,
    grant_types: string[],
    more: JsonObject,
  ): RegistrationWish => ({
    authentication,
    metadata: { ...common, grant_types, token_endpoint_auth_method: authentication, ...more },
  })
  const usual = build('none', grants, bound)
  const least = build('none', ['authorization_code'], {})
  if (!offersCiba(server)) return [usual, least]
  const polls = { backchannel_token_delivery_mode: 'poll', ...bound }
  const method = client.wantsCiba ? chooseSecretMethod(server) : 'none'
  return [build(method, [...grants, cibaGrantType], polls), usual, least]
}

function listGrantTypes(server: ServerMetadata): string[] {
  const offered = server.grant_types_supported
  if (offered === undefined) return ['authorization_code', 'refresh_token']
  const device = server.device_authorization_endpoint === undefined ? [] : [deviceGrantType]
  const others = [exchangeGrantType, deferredGrantType, jwtBearerGrantType, ...device]
  const wanted = ['refresh_token', ...others].filter((grant) => offered.includes(grant))
  return ['authorization_code', ...wanted]
}

/** Poll is the one mode that a desktop can take; a server that lists none has it (CIBA Core section 4). */
export function offersCiba(server: ServerMetadata): boolean {
  const { backchannel_authentication_endpoint: endpoint, grant_types_supported: grants } = server
  const modes = server.backchannel_token_delivery_modes_supported ?? ['poll']
  return (
    endpoint !== undefined && grants?.includes(cibaGrantType) === true && modes.includes('poll')
  )
}

function chooseSecretMethod(server: ServerMetadata): RegisteredAuthentication {
  const listed = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return listed.includes('client_secret_basic') || !listed.includes('client_secret_post')
    ? 'client_secret_basic'
    : 'client_secret_post'
}

/** True for an address that may be a client identifier: https, with a path, nothing that could be read in two ways. */
export function isClientMetadataUrl(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  const isPlain = url.hash === '' && url.username === '' && url.password === ''
  const hasPath = url.pathname !== '/'
  // A parser would take dot segments away: what is sent must be what the server reads.
  return url.protocol === 'https:' && isPlain && hasPath && url.href === address
}
