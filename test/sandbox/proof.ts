// Checks DPoP proofs (RFC 9449): form, method, address, age, replay, nonce and token hash.
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify, type JWTVerifyResult } from 'jose'
import { saveSecret } from './record.ts'
import { saveViolation, type Memory } from './world.ts'

/** What a proof must match. */
export type ProofTarget = {
  url: string
  nonces: { checkChallenge: (nonce: string) => boolean }
  requireNonce: boolean
  accessToken?: string
}

/** A proof that holds, or why it does not. `missing` means there was no header. */
export type ProofResult =
  { ok: true; jkt: string } | { ok: false; reason: 'missing' | 'nonce' | 'wrong'; detail: string }

const maxAgeSeconds = 300

/** Judges the DPoP header of a request. Anything wrong but a nonce is recorded as a violation. */
export async function checkProof(
  world: Memory,
  request: IncomingMessage,
  target: ProofTarget,
): Promise<ProofResult> {
  const header = request.headers['dpop']
  if (header === undefined) return { ok: false, reason: 'missing', detail: 'no DPoP proof' }
  if (typeof header !== 'string') return refuse(world, 'several DPoP headers')
  saveSecret(world.record, 'dpop_proof', header)
  try {
    const proof = await jwtVerify(header, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'RS256', 'PS256'],
    })
    return await judge(world, request, { proof, target })
  } catch (error) {
    return refuse(world, `the proof does not verify: ${String(error)}`)
  }
}

type Presented = { proof: JWTVerifyResult & { key: unknown }; target: ProofTarget }

async function judge(
  world: Memory,
  request: IncomingMessage,
  { proof, target }: Presented,
): Promise<ProofResult> {
  const { payload, protectedHeader } = proof
  const fault = faultOf(world, request, { payload, target })
  if (fault) return refuse(world, fault)
  const nonce = payload['nonce']
  if (nonce === undefined ? target.requireNonce : !isNonce(target, nonce)) {
    return { ok: false, reason: 'nonce', detail: 'a current nonce is required' }
  }
  world.seenProofIds.add(String(payload.jti))
  return { ok: true, jkt: await calculateJwkThumbprint(protectedHeader.jwk ?? {}) }
}

function isNonce(target: ProofTarget, nonce: unknown): boolean {
  return typeof nonce === 'string' && target.nonces.checkChallenge(nonce)
}

type Claims = { payload: JWTVerifyResult['payload']; target: ProofTarget }

function faultOf(
  world: Memory,
  request: IncomingMessage,
  { payload, target }: Claims,
): string | null {
  if (typeof payload.jti !== 'string' || payload.jti.length < 8) return 'jti is missing or short'
  if (world.seenProofIds.has(payload.jti)) return 'the proof was used before'
  if (payload['htm'] !== request.method) return `htm is ${String(payload['htm'])}`
  if (payload['htu'] !== target.url) return `htu is ${String(payload['htu'])}, not ${target.url}`
  if (typeof payload.iat !== 'number') return 'iat is missing'
  if (Math.abs(Date.now() / 1000 - payload.iat) > maxAgeSeconds) return 'iat is not recent'
  return tokenHashFault(payload['ath'], target.accessToken)
}

function tokenHashFault(ath: unknown, token: string | undefined): string | null {
  if (token === undefined) return ath === undefined ? null : 'ath without a token'
  const expected = createHash('sha256').update(token).digest('base64url')
  return ath === expected ? null : 'ath does not fit the token'
}

function refuse(world: Memory, detail: string): ProofResult {
  saveViolation(world, 'wrong_proof', detail)
  return { ok: false, reason: 'wrong', detail }
}
