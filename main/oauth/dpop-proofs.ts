// Sends requests with DPoP proofs: remembers each origin's newest nonce and retries once when a server asks for one.
import type { Clock, Randomness } from '../../shared/model/ports.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { GuardedFetch } from '../http/guarded-fetch.ts'
import { parseChallenges } from './challenge.ts'
import { buildDpopProof, type DpopKey, type ProofContent } from './dpop.ts'

/** One request that can be sent again (its body is text). */
export interface ProofRequest {
  readonly url: string | URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** Replaces body and adds headers for each attempt: for what no server takes twice (client assertions). */
  readonly encode?: () => Promise<{ headers: Readonly<Record<string, string>>; body: string }>
  /** Null sends without a proof. */
  readonly key: DpopKey | null
  /** Sent as `Authorization: DPoP` with a key, else as `Bearer`. */
  readonly accessToken?: Secret | null
  readonly signal?: AbortSignal | null
}

export interface DpopProofs {
  /** A proof with a fresh `jti`, and the newest nonce of the URL's origin unless `nonce` is given. */
  buildProof(content: ProofContent): Promise<string>
  /** Adopts the newest `DPoP-Nonce` for the URL's origin, and only for it. */
  learn(url: string | URL, headers: Headers): void
  /** What the clock of the URL's origin shows, as far as it had to be learned (Unix ms); else our own time. */
  serverTimeMs(url: string | URL): number
  /**
   * Sends with a fresh proof. Retries once when the server asks for a nonce (both forms of RFC 9449 sections 8
   * and 9), and once when it refuses the proof while its `Date` differs from our clock by more than 30 s.
   */
  sendWithProof(fetch: GuardedFetch, request: ProofRequest): Promise<Response>
}

const worthwhileSkewMs = 30_000
const problems = ['use_dpop_nonce', 'invalid_dpop_proof'] as const
type ProofProblem = (typeof problems)[number]

/** The one nonce and clock-difference memory of the app; nothing of it outlives the process. */
export function createDpopProofs(world: {
  clock: Pick<Clock, 'nowMs'>
  randomness: Pick<Randomness, 'bytes'>
}): DpopProofs {
  const nonces = new Map<string, string>()
  const skews = new Map<string, number>()

  const buildProof = (content: ProofContent): Promise<string> => {
    const { origin } = new URL(content.url)
    const nonce = content.nonce ?? nonces.get(origin) ?? null
    return buildDpopProof({ ...content, nonce }, { ...world, skewMs: skews.get(origin) ?? 0 })
  }

  const learn = (url: string | URL, headers: Headers): void => {
    const nonce = headers.get('dpop-nonce')
    if (nonce !== null && isNonce(nonce)) nonces.set(new URL(url).origin, nonce)
  }

  const serverTimeMs = (url: string | URL): number => world.clock.nowMs() + skewOf(url)

  const skewOf = (url: string | URL): number => skews.get(new URL(url).origin) ?? 0

  /** `sentWithMs`: what the refused proof was dated by; another request may have learned of the difference meanwhile. */
  const learnSkew = (url: string | URL, headers: Headers, sentWithMs: number): boolean => {
    const serverMs = Date.parse(headers.get('date') ?? '')
    const skewMs = serverMs - world.clock.nowMs()
    if (!(Math.abs(skewMs - sentWithMs) > worthwhileSkewMs)) return false
    skews.set(new URL(url).origin, skewMs)
    return true
  }

  const sendWithProof: DpopProofs['sendWithProof'] = async (fetch, request) => {
    const tried = new Set<ProofProblem>()
    for (;;) {
      const nonceBefore = nonces.get(new URL(request.url).origin)
      const skewBefore = skewOf(request.url)
      const response = await fetch(request.url, await buildInit(request, buildProof))
      learn(request.url, response.headers)
      if (request.key === null || ![400, 401].includes(response.status)) return response
      const problem = await readProofProblem(response, Boolean(request.accessToken))
      if (problem === null || tried.has(problem)) return response
      const curable =
        problem === 'use_dpop_nonce'
          ? nonces.get(new URL(request.url).origin) !== nonceBefore
          : learnSkew(request.url, response.headers, skewBefore)
      if (!curable) return response
      tried.add(problem)
      await response.body?.cancel()
    }
  }
  return { buildProof, learn, serverTimeMs, sendWithProof }
}

async function buildInit(
  request: ProofRequest,
  buildProof: DpopProofs['buildProof'],
): Promise<RequestInit> {
  const { key, method, url, accessToken } = request
  const encoded = (await request.encode?.()) ?? null
  const headers: Record<string, string> = { ...request.headers, ...encoded?.headers }
  if (accessToken) headers['authorization'] = `${key ? 'DPoP' : 'Bearer'} ${accessToken.reveal()}`
  if (key)
    headers['dpop'] = await buildProof({ key, method, url, accessToken: accessToken ?? null })
  return { method, headers, body: encoded?.body ?? request.body, signal: request.signal ?? null }
}

/** At a resource server the header says it; at an authorization server the JSON body does. */
async function readProofProblem(
  response: Response,
  atResource: boolean,
): Promise<ProofProblem | null> {
  const ofDpop = parseChallenges(response.headers).filter(({ scheme }) => scheme === 'dpop')
  const named = ofDpop.map(({ parameters }) => parameters['error'])
  const error = named.some(Boolean) || atResource ? null : await readErrorMember(response)
  return problems.find((problem) => problem === error || named.includes(problem)) ?? null
}

async function readErrorMember(response: Response): Promise<unknown> {
  if (!/json/i.test(response.headers.get('content-type') ?? '')) return null
  try {
    const body: unknown = await response.clone().json()
    return typeof body === 'object' && body !== null && 'error' in body ? body.error : null
  } catch {
    return null
  }
}

/** RFC 9449 section 8.1: NQCHAR; anything else is ignored. */
function isNonce(value: string): boolean {
  return value.length <= 1024 && /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value)
}
