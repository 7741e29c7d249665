// Clients of every kind that an operator would register beforehand at the unmodified oidc-provider.
import { exportJWK, generateKeyPair } from 'jose'
import type { ClientMetadata } from 'oidc-provider'

export type PlainClientKind =
  'none' | 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt'
export const plainClientKinds: readonly PlainClientKind[] = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
]

export type PlainClients = {
  clients: ClientMetadata[]
  /** What each proves itself with: a secret, or a private JWK as JSON; null for the public one. */
  secretOf: (kind: PlainClientKind) => string | null
}

/** Its characters have to be encoded in a header. */
const sharedSecret = `a secret: 50% / ${'x'.repeat(32)}`

/** One client of each kind, with every grant that is open to it. */
export async function buildPlainClients(redirectUri: string): Promise<PlainClients> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const naming = { kid: 'client-key', use: 'sig', alg: 'ES256' }
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), ...naming }] }
  const privateJwk = JSON.stringify({ ...(await exportJWK(privateKey)), kid: naming.kid })
  const secretOf = (kind: PlainClientKind): string | null => {
    if (kind === 'none') return null
    return kind === 'private_key_jwt' ? privateJwk : sharedSecret
  }
  const clients = plainClientKinds.map((kind) => {
    const proof = kind === 'private_key_jwt' ? { jwks } : { client_secret: sharedSecret }
    return { ...describe(kind, redirectUri), ...(kind === 'none' ? {} : proof) }
  })
  return { clients: clients as ClientMetadata[], secretOf }
}

function describe(kind: PlainClientKind, redirectUri: string): Record<string, unknown> {
  const ciba = 'urn:openid:params:grant-type:ciba'
  const device = 'urn:ietf:params:oauth:grant-type:device_code'
  const confidential = kind === 'none' ? [] : ['client_credentials', ciba]
  return {
    client_id: `client ${kind}`,
    application_type: 'native',
    token_endpoint_auth_method: kind,
    redirect_uris: [redirectUri],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token', device, ...confidential],
    dpop_bound_access_tokens: true,
    authorization_details_types: ['note'],
    ...(kind === 'none' ? {} : { backchannel_token_delivery_mode: 'poll' }),
  }
}
