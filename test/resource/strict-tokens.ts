// A token endpoint in memory that rotates refresh tokens, notices every reuse, and fails as networks and servers do.
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { CountersignError } from '../../shared/errors.ts'
import { buildMetadata } from '../oauth/world.ts'

export type Fault =
  /** Processed, and nothing comes back. */
  | 'lost'
  | 'timeout'
  /** Never arrives. */
  | 'offline'
  | 'server_error'
  | 'busy'
  | 'html'
  | 'nonce'
  | 'defer'
  | 'more_proof'
  | 'denied'

export interface StrictTokens {
  readonly issuer: string
  readonly fetch: typeof fetch
  /** What happens to the next requests at the token endpoint, in turn. */
  readonly faults: Fault[]
  readonly forms: Record<string, string>[]
  readonly revoked: string[]
  /** Who asked for each revocation, and with which key, also for those that failed. */
  readonly revocations: { clientId: string; thumbprint: string }[]
  readonly breaches: string[]
  /** Members added to every token answer. */
  extra: Record<string, unknown>
  /** How long a spent refresh token gets the same answer again. */
  graceMs: number
  /** Faults of the revocation endpoint. */
  readonly revocationFaults: ('server_error' | 'busy' | 'offline' | 'refused')[]
  readonly metadata: ReturnType<typeof buildMetadata>
  /** How often new tokens were issued. */
  readonly issued: number
}

export function createStrictTokens(nowMs: () => number, expiresIn = 300): StrictTokens {
  const issuer = 'https://login.example'
  let current = 0
  let rotatedAtMs = nowMs()
  let nonce = ''
  let dead = false
  const proofs = new Set<string>()
  const bodyOf = (): Record<string, unknown> => ({
    access_token: `at-${current}`,
    refresh_token: `rt-${current}`,
    token_type: 'DPoP',
    expires_in: expiresIn,
    ...server.extra,
  })
  const rotate = (token: string): Response => {
    if (dead) return json(400, { error: 'invalid_grant' })
    if (token === `rt-${current - 1}` && nowMs() - rotatedAtMs <= server.graceMs) {
      return json(200, bodyOf())
    }
    if (token !== `rt-${current}`) {
      server.breaches.push(`reuse of ${token} after rt-${current}`)
      dead = true
      return json(400, { error: 'invalid_grant' })
    }
    current += 1
    rotatedAtMs = nowMs()
    return json(200, bodyOf())
  }
  const checkProof = (headers: Headers): Response | null => {
    const proof = headers.get('dpop') ?? ''
    const { jti = '', ...claims } = decodeJwt(proof)
    if (proofs.has(jti)) server.breaches.push('a proof came twice')
    proofs.add(jti)
    if (decodeProtectedHeader(proof).typ !== 'dpop+jwt') server.breaches.push('no proof')
    if (nonce === '' || claims['nonce'] === nonce) return null
    return json(400, { error: 'use_dpop_nonce' }, { 'dpop-nonce': nonce })
  }
  const answerToken = (form: Record<string, string>, headers: Headers): Response => {
    server.forms.push(form)
    const fault = server.faults.shift()
    if (fault === 'offline') throw failure('http/unreachable', false)
    if (fault === 'server_error') return json(500, {})
    if (fault === 'busy') return json(503, {}, { 'retry-after': '20' })
    if (fault === 'html') return new Response('<h1>Sign in to the hotel</h1>', { status: 200 })
    if (fault === 'nonce') nonce = `nonce-${server.forms.length}`
    const refusal = checkProof(headers)
    if (refusal !== null) return refusal
    if (fault === 'defer') return json(400, deferral)
    if (fault === 'denied') return json(400, { error: 'access_denied' })
    if (fault === 'more_proof') {
      return json(403, { error: 'insufficient_authorization', auth_session: 'as-1' })
    }
    const answer = rotate(form['refresh_token'] ?? '')
    if (fault === 'lost') throw failure('http/unreachable', true)
    if (fault === 'timeout') throw failure('http/timeout', true)
    return answer
  }
  const answerRevocation = (form: Record<string, string>): Response => {
    const fault = server.revocationFaults.shift()
    if (fault === 'offline') throw failure('http/unreachable', false)
    if (fault === 'busy') return json(503, {}, { 'retry-after': '7200' })
    if (fault === 'server_error') return json(500, {})
    if (fault === 'refused') return json(400, { error: 'unsupported_token_type' })
    server.revoked.push(form['token'] ?? '')
    return json(200, {})
  }
  const server: StrictTokens = {
    issuer,
    faults: [],
    forms: [],
    revoked: [],
    revocations: [],
    breaches: [],
    extra: {},
    graceMs: 10_000,
    revocationFaults: [],
    metadata: buildMetadata(issuer, { deferred_token_response_supported: true }),
    get issued() {
      return current
    },
    fetch: async (input, init) => {
      await Promise.resolve()
      const url = new URL(input instanceof Request ? input.url : input)
      const form = Object.fromEntries(new URLSearchParams(String(init?.body)))
      if (url.pathname === '/revoke') {
        const { jwk } = decodeProtectedHeader(new Headers(init?.headers).get('dpop') ?? '')
        const thumbprint = JSON.stringify(jwk)
        server.revocations.push({ clientId: form['client_id'] ?? '', thumbprint })
        return answerRevocation(form)
      }
      return answerToken(form, new Headers(init?.headers))
    },
  }
  return server
}

const deferral = {
  error: 'authorization_pending',
  deferral_code: 'dc-1',
  expires_in: 600,
  interval: 10,
}

function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  const all = { 'content-type': 'application/json', ...headers }
  return new Response(JSON.stringify(body), { status, headers: all })
}

function failure(code: 'http/unreachable' | 'http/timeout', sent: boolean): CountersignError {
  return new CountersignError(code, 'No answer.', { detail: { sent } })
}
