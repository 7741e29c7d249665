// Signs and checks JWS (RFC 7515, compact, ES256) synchronously, so that a signature fits inside a transaction of the store.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import canonicalize from 'canonicalize'
import { z } from 'zod'

const coordinate = z.string().regex(/^[\w-]{43}$/)

/** A public key of ES256 (RFC 7518 6.2.1). */
export const publicJwkSchema = z
  .object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate })
  .strict()
export type PublicJwk = z.infer<typeof publicJwkSchema>

export interface SigningKey {
  /** JWK thumbprint (RFC 7638), base64url. */
  readonly kid: string
  readonly publicJwk: PublicJwk
  readonly privateKey: KeyObject
}

/** Danger: `privateJwk` is a secret. */
export interface NewSigningKey {
  readonly key: SigningKey
  readonly privateJwk: string
}

/** JWK thumbprint (RFC 7638) with SHA-256, base64url. */
export function thumbprintOf({ kty, crv, x, y }: PublicJwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
}

/** The thumbprint as a person reads it out: 64 hexadecimal digits in groups of four. */
export function fingerprintOf(kid: string): string {
  const hex = Buffer.from(kid, 'base64url').toString('hex')
  return hex.match(/.{4}/g)?.join(' ') ?? ''
}

export function createSigningKey(): NewSigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { key: toSigningKey(privateKey), privateJwk: exportPrivate(privateKey) }
}

/** Throws when `privateJwk` is no private key of ES256. */
export function readSigningKey(privateJwk: string): SigningKey {
  const jwk = JSON.parse(privateJwk) as Record<string, string>
  return toSigningKey(createPrivateKey({ key: jwk, format: 'jwk' }))
}

function exportPrivate(privateKey: KeyObject): string {
  return JSON.stringify(privateKey.export({ format: 'jwk' }))
}

function toSigningKey(privateKey: KeyObject): SigningKey {
  const { kty, crv, x, y } = createPublicKey(privateKey).export({ format: 'jwk' })
  const publicJwk = publicJwkSchema.parse({ kty, crv, x, y })
  return { kid: thumbprintOf(publicJwk), publicJwk, privateKey }
}

/** Order of P-256 (FIPS 186-5), and the part of a signature that is counted modulo it. */
const order = 0xffffffff_00000000_ffffffff_ffffffff_bce6faad_a7179e84_f3b9cac2_fc632551n
const half = 32

/** Of the two signatures that anybody can make of one by `s` and `order - s`, the smaller: only that is taken here. */
function normalise(signature: Buffer): Buffer {
  const s = BigInt(`0x${signature.subarray(half).toString('hex')}`)
  const smaller = s * 2n > order ? order - s : s
  const bytes = Buffer.from(smaller.toString(16).padStart(half * 2, '0'), 'hex')
  return Buffer.concat([signature.subarray(0, half), bytes])
}

export function signJws(key: SigningKey, typ: string, payload: unknown): string {
  const protectedPart = encode(canonicalize({ alg: 'ES256', kid: key.kid, typ }))
  const input = `${protectedPart}.${encode(canonicalize(payload))}`
  const signature = sign('sha256', Buffer.from(input), {
    key: key.privateKey,
    dsaEncoding: 'ieee-p1363',
  })
  return `${input}.${normalise(signature).toString('base64url')}`
}

export type ReadJws =
  | { readonly ok: true; readonly kid: string; readonly payload: unknown }
  | { readonly ok: false; readonly reason: 'malformed' | 'unknown_key' | 'bad_signature' }

const headerSchema = z
  .object({ alg: z.literal('ES256'), kid: z.string(), typ: z.string() })
  .strict()

/**
 * Checks a signature by the key that its header names. Every character counts: another spelling of the same signature
 * is malformed.
 */
export function readJws(
  jws: string,
  typ: string,
  findKey: (kid: string) => PublicJwk | undefined,
): ReadJws {
  const [protectedPart = '', payloadPart = '', signaturePart = '', ...more] = jws.split('.')
  const header = headerSchema.safeParse(decode(protectedPart))
  if (!header.success || header.data.typ !== typ || more.length > 0) return failed('malformed')
  const { kid } = header.data
  const jwk = findKey(kid)
  if (jwk === undefined) return failed('unknown_key')
  const signature = Buffer.from(signaturePart, 'base64url')
  if (signature.length !== half * 2) return failed('malformed')
  if (normalise(signature).toString('base64url') !== signaturePart) return failed('malformed')
  const input = Buffer.from(`${protectedPart}.${payloadPart}`)
  return isSignedBy(jwk, input, signature)
    ? { ok: true, kid, payload: decode(payloadPart) }
    : failed('bad_signature')
}

/** False also for a key that is no point of its curve. */
function isSignedBy(jwk: PublicJwk, input: Buffer, signature: Buffer): boolean {
  try {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    return verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    return false
  }
}

/** The payload without a check of the signature: only for what was checked, or signed here. */
export function peekJws(jws: string): unknown {
  return decode(jws.split('.')[1] ?? '')
}

function failed(reason: Extract<ReadJws, { ok: false }>['reason']): ReadJws {
  return { ok: false, reason }
}

function encode(canonical: string | undefined): string {
  return Buffer.from(String(canonical), 'utf8').toString('base64url')
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown
  } catch {
    return null
  }
}
