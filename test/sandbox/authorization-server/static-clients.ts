// Clients that were registered beforehand: a service that signs its assertions, and an office with a secret.
import { exportJWK, generateKeyPair } from 'jose'
import type { ClientMetadata } from 'oidc-provider'
import { saveSecret } from '../record.ts'
import { buildSecretValue } from '../secret-value.ts'
import type { World } from '../world.ts'
import { grantsForAll } from './grant-types.ts'

/** A client as its owner has to set it up. The secret of `private_key_jwt` is a private JWK as JSON. */
export type StaticClient = {
  clientId: string
  authentication: 'private_key_jwt' | 'client_secret_basic'
  secret: string
}

/** Makes both and notes them in the world. */
export async function buildStaticClients(world: World): Promise<ClientMetadata[]> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const naming = { alg: 'ES256', kid: 'service-key', use: 'sig' }
  const privateJwk = { ...(await exportJWK(privateKey)), ...naming }
  const publicJwk = { ...(await exportJWK(publicKey)), ...naming }
  const secret = buildSecretValue('cs')
  saveSecret(world.record, 'client_key', privateJwk.d)
  saveSecret(world.record, 'client_secret', secret)
  const office = { clientId: 'harbor-office', authentication: 'client_secret_basic' } as const
  const service = { clientId: 'harbor-service', authentication: 'private_key_jwt' } as const
  world.clients.push({ ...service, secret: JSON.stringify(privateJwk) }, { ...office, secret })
  return [
    describe(service, { jwks: { keys: [publicJwk] }, client_name: 'Harbor service' }),
    describe(office, { client_secret: secret, client_name: 'Harbor office' }),
  ] as ClientMetadata[]
}

function describe(
  { clientId, authentication }: Omit<StaticClient, 'secret'>,
  more: Record<string, unknown>,
): Record<string, unknown> {
  return {
    client_id: clientId,
    token_endpoint_auth_method: authentication,
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
    response_types: ['code'],
    grant_types: ['authorization_code', 'client_credentials', ...grantsForAll],
    dpop_bound_access_tokens: true,
    backchannel_token_delivery_mode: 'poll',
    ...more,
  }
}
