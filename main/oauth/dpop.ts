// DPoP keys and proofs (RFC 9449): one key per issuer, nonces per origin.
import { createHash } from 'node:crypto'
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose'
import { z } from 'zod'
import { Secret } from '../../shared/model/secret.ts'
import type { Clock, Randomness } from '../../shared/model/ports.ts'

/** A DPoP key pair. Danger: `privateKey` is extractable only into the vault. */
export interface DpopKey {
  readonly id: string
  /** RFC 7638 thumbprint. */
  readonly jkt: string
  readonly publicJwk: JWK
  readonly privateKey: CryptoKey
}

/** Keeps DPoP keys across restarts; made from the store by the composition root. */
export interface DpopKeyRing {
  /** Null when the key is gone or cannot be opened (binding lost). */
  load(keyId: string): Promise<DpopKey | null>
  create(): Promise<DpopKey>
}

/** The one algorithm of our keys. */
export const dpopAlgorithm = 'ES256'

const privateJwkSchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})

/** A new key with its private JWK (JSON) for the vault; the key itself cannot be exported again. */
export async function createDpopKey(id: string): Promise<{ key: DpopKey; privateJwk: Secret }> {
  const pair = await generateKeyPair(dpopAlgorithm, { extractable: true })
  const privateJwk = new Secret(JSON.stringify(await exportJWK(pair.privateKey)))
  return { key: await importDpopKey(id, privateJwk), privateJwk }
}

/** The key behind a private JWK (JSON) as `createDpopKey` made it. Throws when it is not such a key. */
export async function importDpopKey(id: string, privateJwk: Secret): Promise<DpopKey> {
  const jwk = privateJwkSchema.parse(JSON.parse(privateJwk.reveal()))
  const privateKey = await importJWK(jwk, dpopAlgorithm, { extractable: false })
  if (privateKey instanceof Uint8Array) throw new TypeError('A DPoP key must be asymmetric.')
  const publicJwk: JWK = { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }
  return { id, jkt: await calculateJwkThumbprint(publicJwk), publicJwk, privateKey }
}

export interface ProofContent {
  readonly key: DpopKey
  readonly method: string
  readonly url: string | URL
  /** Only when a token is presented (`ath`). */
  readonly accessToken?: Secret | null
  readonly nonce?: string | null
}

export interface ProofWorld {
  readonly clock: Pick<Clock, 'nowMs'>
  readonly randomness: Pick<Randomness, 'bytes'>
  /** Added to our clock: how far the server's is ahead, milliseconds. */
  readonly skewMs: number
}

/** One DPoP proof with a fresh `jti` (RFC 9449 section 4.2). Use it for exactly one HTTP attempt. */
export async function buildDpopProof(content: ProofContent, world: ProofWorld): Promise<string> {
  const { key, method, accessToken, nonce } = content
  const claims = {
    jti: Buffer.from(world.randomness.bytes(16)).toString('base64url'),
    htm: method.toUpperCase(),
    htu: stripQuery(content.url),
    iat: Math.floor((world.clock.nowMs() + world.skewMs) / 1000),
    ...(nonce ? { nonce } : {}),
    ...(accessToken ? { ath: sha256(accessToken.reveal()) } : {}),
  }
  return new SignJWT(claims)
    .setProtectedHeader({ typ: 'dpop+jwt', alg: dpopAlgorithm, jwk: key.publicJwk })
    .sign(key.privateKey)
}

function stripQuery(url: string | URL): string {
  const target = new URL(url)
  target.search = ''
  target.hash = ''
  return target.href
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
