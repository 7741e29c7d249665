// Proves who the client is with a signed JWT of its own key (private_key_jwt, RFC 7523 section 2.2).
import { importJWK, SignJWT, type JWK } from 'jose'
import { z } from 'zod'
import type { Secret } from '../../shared/model/secret.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'

const lifetimeSeconds = 60

const common = { kid: z.string().optional(), alg: z.string().optional(), d: z.string() }
const keySchema = z.discriminatedUnion('kty', [
  z.looseObject({ kty: z.literal('EC'), crv: z.literal('P-256'), ...common }),
  z.looseObject({ kty: z.literal('RSA'), ...common }),
  z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), ...common }),
])
interface ClientKey {
  readonly kty: z.infer<typeof keySchema>['kty']
  readonly jwk: JWK
}

const algorithmsOf = { EC: ['ES256'], RSA: ['RS256', 'PS256'], OKP: ['EdDSA'] } as const

/** True when `secret` is a private key we can authenticate with: JWK JSON of P-256, RSA or Ed25519. */
export async function isClientKey(secret: Secret): Promise<boolean> {
  try {
    const { kty, jwk } = parseClientKey(secret)
    const [alg] = algorithmsOf[kty]
    // A short RSA key can be read and cannot sign.
    await new SignJWT({}).setProtectedHeader({ alg }).sign(await importJWK(jwk, alg))
    return true
  } catch {
    return false
  }
}

/**
 * One assertion with a fresh `jti`, good for one HTTP attempt and a minute: servers refuse a repeated one. Its audience is
 * the issuer. Throws when `key` is none (`isClientKey`).
 */
export async function buildClientAssertion(
  context: Pick<OAuthContext, 'randomness' | 'proofs'>,
  client: Pick<OAuthClient, 'clientId' | 'metadata'>,
  secret: Secret,
): Promise<string> {
  const key = parseClientKey(secret)
  const { jwk } = key
  const { issuer, token_endpoint: tokenEndpoint = issuer } = client.metadata
  const alg = chooseAlgorithm(key, client)
  const issuedAt = Math.floor(context.proofs.serverTimeMs(tokenEndpoint) / 1000)
  return new SignJWT({ jti: Buffer.from(context.randomness.bytes(16)).toString('base64url') })
    .setProtectedHeader({ alg, ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) })
    .setIssuer(client.clientId)
    .setSubject(client.clientId)
    .setAudience(issuer)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(await importJWK(jwk, alg))
}

function parseClientKey(secret: Secret): ClientKey {
  const jwk = JSON.parse(secret.reveal()) as JWK
  return { kty: keySchema.parse(jwk).kty, jwk }
}

/** What the key itself names, else what the server lists, else the usual one. */
function chooseAlgorithm(key: ClientKey, { metadata }: Pick<OAuthClient, 'metadata'>): string {
  const possible: readonly string[] = algorithmsOf[key.kty]
  const listed = metadata.token_endpoint_auth_signing_alg_values_supported ?? possible
  const named = possible.find((alg) => alg === key.jwk.alg)
  return named ?? possible.find((alg) => listed.includes(alg)) ?? possible[0] ?? ''
}
