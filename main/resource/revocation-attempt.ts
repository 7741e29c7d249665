// Asks a server once to end a token that is queued, and judges what its answer means for the queue.
import type { Revocation } from '../../shared/model/revocation.ts'
import type { RevocationAnswer } from '../oauth/answers.ts'
import { loadOAuthClient } from '../oauth/load-client.ts'
import { requestRevocation } from '../oauth/revocation.ts'
import type { RevocationParts } from './revocation-parts.ts'

export type AttemptOutcome =
  | { readonly kind: 'revoked' }
  /** Trying again would change nothing. */
  | { readonly kind: 'hopeless'; readonly why: string }
  | { readonly kind: 'later'; readonly afterSeconds: number | null }

const later = { kind: 'later', afterSeconds: null } as const

/** Refusals that may pass (RFC 6749, RFC 9449); a page without an error code is no word of the server at all. */
const passing = new Set([
  'server_error',
  'temporarily_unavailable',
  'slow_down',
  'use_dpop_nonce',
  'bad_response',
])

/** One request with the client and the key that the token was issued to (RFC 7009 section 2.1). Never rejects. */
export async function attemptRevocation(
  parts: RevocationParts,
  revocationId: string,
): Promise<AttemptOutcome> {
  const revocation = await parts.store.revocations.load(revocationId)
  if (revocation === null) return { kind: 'hopeless', why: 'gone' }
  if (revocation.token === null) return later
  return judge(await send(parts, revocation, revocation.token))
}

async function send(
  { store, keys, oauth, log }: RevocationParts,
  { issuer, clientId, dpopKeyId, kind: tokenTypeHint }: Revocation,
  token: NonNullable<Revocation['token']>,
): Promise<RevocationAnswer | 'not_offered'> {
  try {
    const key = await keys.load(dpopKeyId)
    if (key === null) return 'not_offered'
    const sources = { ...store, keys: { load: () => Promise.resolve(key) } }
    const loaded = await loadOAuthClient(sources, issuer)
    if (loaded.kind !== 'client') return 'not_offered'
    if (loaded.client.metadata.revocation_endpoint === undefined) return 'not_offered'
    return await requestRevocation(oauth, { ...loaded.client, clientId }, { token, tokenTypeHint })
  } catch (error) {
    log('warn', 'A revocation could not be sent', { issuer, error })
    return { kind: 'no_answer', sent: false, reason: 'failed', retryAfterSeconds: null }
  }
}

function judge(answer: RevocationAnswer | 'not_offered'): AttemptOutcome {
  if (answer === 'not_offered') return { kind: 'hopeless', why: 'nothing to ask with' }
  if (answer.kind === 'revoked') return answer
  if (answer.kind === 'no_answer') return { kind: 'later', afterSeconds: answer.retryAfterSeconds }
  const { error } = answer.refusal
  return passing.has(error) ? later : { kind: 'hopeless', why: error }
}
