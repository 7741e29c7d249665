// A token endpoint of its own process for benchmarks: checks every proof and every interval, and counts what it saw.
import { createHash, createPublicKey, randomBytes, verify, type JsonWebKey } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'

/** What the server has seen since the last reset; times are Unix ms. */
export interface ServerCounts {
  polls: number
  /** Polls that came before their interval was over, or while another of the same code was under way. */
  early: number
  doubled: number
  badProofs: number
  codes: number
  firstAtMs: number | null
  lastAtMs: number | null
  /** When the last code that had not been seen before came. */
  allSeenAtMs: number | null
  mostInFlight: number
  mostInFlightPerIssuer: number
  refreshes: number
  /** Refresh tokens used twice: a strict server ends such a family. */
  familiesLost: number
}

interface Seen {
  endedAtMs: number
  inFlight: boolean
}

const empty: ServerCounts = {
  polls: 0,
  early: 0,
  doubled: 0,
  badProofs: 0,
  codes: 0,
  firstAtMs: null,
  lastAtMs: null,
  allSeenAtMs: null,
  mostInFlight: 0,
  mostInFlightPerIssuer: 0,
  refreshes: 0,
  familiesLost: 0,
}
let counts = { ...empty }
let codes = new Set<string>()
let latencyMs = 0
const seen = new Map<string, Seen>()
const inFlight = new Map<string, number>()
const proofIds = new Set<string>()
const usedRefreshTokens = new Set<string>()

const server = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    console.error(error)
    response.writeHead(500).end()
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }))
})
process.on('disconnect', () => process.exit(0))

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname === '/counts') return send(response, 200, { ...counts, codes: codes.size })
  if (url.pathname === '/reset') {
    counts = { ...empty }
    codes = new Set()
    latencyMs = Number(url.searchParams.get('latency') ?? 0)
    return send(response, 200, {})
  }
  const issuer = url.pathname.slice(0, -'/token'.length)
  const form = new URLSearchParams(await readBody(request))
  count(issuer, 1)
  if (!isGoodProof(request, url.pathname)) counts.badProofs += 1
  const grantType = form.get('grant_type')
  const answer =
    grantType === 'refresh_token'
      ? () => refresh(form.get('refresh_token') ?? '')
      : beginPoll(form.get('deferral_code') ?? '')
  if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
  count(issuer, -1)
  const { status, body } = answer()
  send(response, status, body)
}

/** The interval is part of the code: `code-NUMBER-INTERVALMS`. */
function beginPoll(code: string): () => { status: number; body: object } {
  const nowMs = Date.now()
  const before = seen.get(code)
  const intervalMs = Number(code.split('-')[2])
  counts.polls += 1
  counts.firstAtMs ??= nowMs
  counts.lastAtMs = nowMs
  if (before?.inFlight === true) counts.doubled += 1
  else if (before !== undefined && nowMs - before.endedAtMs < intervalMs) counts.early += 1
  if (!codes.has(code)) counts.allSeenAtMs = nowMs
  codes.add(code)
  seen.set(code, { endedAtMs: nowMs, inFlight: true })
  return () => {
    seen.set(code, { endedAtMs: Date.now(), inFlight: false })
    return { status: 400, body: { error: 'authorization_pending' } }
  }
}

function refresh(refreshToken: string): { status: number; body: object } {
  counts.refreshes += 1
  if (usedRefreshTokens.has(refreshToken)) {
    counts.familiesLost += 1
    return { status: 400, body: { error: 'invalid_grant' } }
  }
  usedRefreshTokens.add(refreshToken)
  const fresh = (): string => randomBytes(16).toString('base64url')
  const tokens = { access_token: fresh(), refresh_token: fresh(), token_type: 'DPoP' }
  return { status: 200, body: { ...tokens, expires_in: 1 } }
}

function count(issuer: string, by: 1 | -1): void {
  inFlight.set(issuer, (inFlight.get(issuer) ?? 0) + by)
  const total = [...inFlight.values()].reduce((sum, each) => sum + each, 0)
  counts.mostInFlight = Math.max(counts.mostInFlight, total)
  const own = inFlight.get(issuer) ?? 0
  counts.mostInFlightPerIssuer = Math.max(counts.mostInFlightPerIssuer, own)
}

/** RFC 9449 section 4.3, as far as a poll has it: signature, method, address, freshness, one use. */
function isGoodProof(request: IncomingMessage, path: string): boolean {
  const proof = request.headers['dpop']
  if (typeof proof !== 'string') return false
  const [header = '', payload = '', signature = ''] = proof.split('.')
  const { jwk } = parse(header) as { jwk: JsonWebKey }
  const claims = parse(payload) as { htm: string; htu: string; jti: string; iat: number }
  const id = createHash('sha256').update(claims.jti).digest('base64url')
  const isFresh = !proofIds.has(id) && Math.abs(claims.iat - Date.now() / 1000) < 60
  proofIds.add(id)
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const signed = Buffer.from(`${header}.${payload}`)
  const signatureBytes = Buffer.from(signature, 'base64url')
  const isSigned = verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signatureBytes)
  return isFresh && isSigned && claims.htm === 'POST' && new URL(claims.htu).pathname === path
}

function parse(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
