// Sorts what can go wrong between us and a model into kinds, each with words for people and a way to go on.
import { APICallError } from 'ai'
import { isCountersignError } from '../../../shared/errors.ts'
import { isRecord } from './is-record.ts'

export type FailureKind =
  | 'no_key'
  | 'wrong_key'
  | 'no_credit'
  | 'rate_limited'
  | 'model_gone'
  | 'too_long'
  | 'refused_request'
  | 'server_error'
  | 'unreachable'
  | 'blocked'
  | 'silent'
  | 'broken'
  | 'garbage'
  | 'endless'
  | 'not_a_model'
  | 'empty'
  | 'declined'
  | 'bad_calls'

/** One failed attempt. Holds no words of the conversation and no key. */
export class ModelFailure extends Error {
  readonly kind: FailureKind
  readonly status: number | null
  /** How long the server asked to wait; null where it did not say. */
  readonly retryAfterMs: number | null
  /** What the server said, untrusted; null where it said nothing worth quoting. */
  readonly said: string | null
  constructor(
    kind: FailureKind,
    facts: { status?: number; retryAfterMs?: number | null; said?: string | null } = {},
  ) {
    super(`The model failed: ${kind}`)
    this.name = 'ModelFailure'
    this.kind = kind
    this.status = facts.status ?? null
    this.retryAfterMs = facts.retryAfterMs ?? null
    this.said = facts.said ?? null
  }
}

/** Turns anything that the library threw or streamed into a failure. `nowMs` is for dates in `retry-after`. */
export function toModelFailure(error: unknown, nowMs: number): ModelFailure {
  const chain = listCauses(error)
  const known = chain.find((cause) => cause instanceof ModelFailure)
  if (known !== undefined) return known
  const ours = chain.find((cause) => isCountersignError(cause))
  if (ours !== undefined) return fromNetwork(ours.code, ours.detail)
  const answered = chain.find((cause) => APICallError.isInstance(cause))
  if (answered?.statusCode !== undefined && answered.statusCode >= 400) {
    return fromAnswer(answered, nowMs)
  }
  return fromStream(chain)
}

function fromNetwork(code: string, detail: unknown): ModelFailure {
  switch (code) {
    case 'http/blocked_address':
      return new ModelFailure('blocked')
    case 'http/redirect_refused':
    case 'http/not_json':
      return new ModelFailure('not_a_model')
    case 'http/too_large':
      return new ModelFailure('endless')
    case 'http/timeout':
      return new ModelFailure('silent')
    default: {
      const wasSent = !isRecord(detail) || detail['sent'] !== false
      return new ModelFailure(wasSent ? 'broken' : 'unreachable')
    }
  }
}

function fromAnswer(error: APICallError, nowMs: number): ModelFailure {
  const status = error.statusCode ?? 0
  const said = error.message
  const facts = { status, said }
  // Some name it in the code, some only in words.
  const all = `${said} ${error.responseBody ?? ''}`
  if (status === 401 || status === 403) return new ModelFailure('wrong_key', { status })
  if (status === 402 || noCredit.test(all)) return new ModelFailure('no_credit', facts)
  if (status === 413 || (status < 500 && status !== 429 && tooLong.test(all))) {
    return new ModelFailure('too_long', facts)
  }
  if (status === 404) return new ModelFailure('model_gone', facts)
  if (status === 429) {
    const retryAfterMs = readRetryAfter(error.responseHeaders ?? {}, nowMs)
    return new ModelFailure('rate_limited', { ...facts, retryAfterMs })
  }
  return new ModelFailure(status >= 500 ? 'server_error' : 'refused_request', facts)
}

const tooLong =
  /context[_ ](?:length|window|size)|maximum context|prompt is too long|too many (?:input )?tokens|exceeds? the (?:available )?context|input (?:length|is too long)/i
const noCredit = /insufficient_quota|credit balance is too low|billing_(?:error|hard)/i

/** Errors in the middle of a stream, whose status was 200. */
function fromStream(chain: readonly unknown[]): ModelFailure {
  const said = chain.map(readMessage).find((each) => each !== null) ?? null
  const all = `${said ?? ''} ${chain.map(readType).join(' ')}`
  if (tooLong.test(all)) return new ModelFailure('too_long', { said })
  if (/rate_limit/i.test(all)) return new ModelFailure('rate_limited', { said })
  if (/authentication_error|invalid_api_key/i.test(all)) return new ModelFailure('wrong_key')
  if (/without a finish reason|interrupted/i.test(all)) return new ModelFailure('broken')
  const isGarbage = chain.some(
    (cause) =>
      cause instanceof Error && /JSONParse|TypeValidation|InvalidResponse/.test(cause.name),
  )
  return isGarbage ? new ModelFailure('garbage') : new ModelFailure('server_error', { said })
}

function readMessage(cause: unknown): string | null {
  if (typeof cause === 'string') return cause
  return isRecord(cause) && typeof cause['message'] === 'string' ? cause['message'] : null
}

function readType(cause: unknown): string {
  if (!isRecord(cause)) return ''
  return [cause['type'], cause['code']].filter((each) => typeof each === 'string').join(' ')
}

function listCauses(error: unknown): unknown[] {
  const chain: unknown[] = []
  for (let next = error; next !== undefined && next !== null && chain.length < 8;) {
    chain.push(next)
    if (isRecord(next) && isRecord(next['error'])) chain.push(next['error'])
    if (isRecord(next) && isRecord(next['data'])) chain.push(next['data'])
    next = next instanceof Error ? next.cause : undefined
  }
  return chain
}

/** Seconds or a date (RFC 9110 section 10.2.3), or the milliseconds that some servers give. */
function readRetryAfter(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const exact = headers['retry-after-ms']
  if (exact !== undefined && /^\d{1,9}$/.test(exact)) return Number(exact)
  const value = headers['retry-after']
  if (value === undefined) return null
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000
  const atMs = Date.parse(value)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}
