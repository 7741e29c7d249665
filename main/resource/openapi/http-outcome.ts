// Judges how one HTTP call ended: it ran, it was refused, it failed, or nobody can tell.
import { text } from '../../../shared/catalogue/text.ts'
import { isCountersignError } from '../../../shared/errors.ts'
import type { Grant } from '../../../shared/model/grant.ts'
import type { HttpOperation } from '../../../shared/model/http-operation.ts'
import { mayHaveBeenSent } from '../../http/fetch-error.ts'
import { readOfferedAuthSession } from '../../oauth/challenge.ts'
import { readChallenge } from '../send-outcome.ts'
import type { SendOutcome } from '../tool-sender.ts'
import { readProblem, writeAnswer, type HttpAnswer } from './http-answer.ts'

export interface HttpAttempt {
  readonly operation: Pick<HttpOperation, 'method' | 'scopes'>
  readonly host: string
  readonly grant: Pick<Grant, 'tokenType' | 'scope'> | null
  /** What no agent may read. */
  readonly secrets: readonly string[]
}

/** Statuses that say that nothing was done: the server did not take the request up. */
const notTakenUp = new Set([429, 501, 503, 505])

/** Of an answer that came whole. */
export function judgeAnswer(
  attempt: HttpAttempt,
  answer: HttpAnswer,
  headers: Headers,
): SendOutcome {
  const { operation, host, secrets } = attempt
  const { status } = answer
  if (status === 401 || status === 403) return judgeRefusal(attempt, status, headers)
  if (status < 300 || status === 304) {
    return { kind: 'done', ...writeAnswer(answer, false, secrets), isError: false }
  }
  if (notTakenUp.has(status)) return { kind: 'failed', reason: describeBusy(host, status, headers) }
  if (status >= 500 || status === 408) {
    if (!isSafe(operation)) return lost(host)
    const problem = readProblem(answer)
    const reason = text('resource.answered-status', { host, status })
    return { kind: 'failed', reason: problem === null ? reason : `${reason} ${problem}` }
  }
  return { kind: 'done', ...writeAnswer(answer, true, secrets), isError: true }
}

/**
 * The server's own challenge. Where it says nothing of what is missing, and its document names scopes that were not
 * granted, those are asked for.
 */
function judgeRefusal(
  { operation, grant }: HttpAttempt,
  status: 401 | 403,
  headers: Headers,
): SendOutcome {
  const tokenType = grant?.tokenType ?? null
  const challenge = readChallenge({ status, headers }, tokenType)
  const authSession = readOfferedAuthSession({ headers }, tokenType)
  const missing = grant === null ? [] : listMissing(operation.scopes ?? [], grant.scope)
  const asksForScopes = challenge.error === null && status === 403 && missing.length > 0
  return {
    kind: 'challenged',
    challenge: asksForScopes
      ? { ...challenge, error: 'insufficient_scope', scope: (operation.scopes ?? []).join(' ') }
      : challenge,
    ...(authSession === null ? {} : { authSession }),
  }
}

/** Scopes that are needed and not among the granted, both as the standard writes them. */
export function listMissing(needed: readonly string[], granted: string): string[] {
  const held = new Set(granted.split(' '))
  return needed.filter((scope) => !held.has(scope))
}

/** Of an attempt that no answer came to, or only the beginning of one. */
export function judgeBroken({ operation, host }: HttpAttempt, error: unknown): SendOutcome {
  if (!mayHaveBeenSent(error)) {
    return { kind: 'not_sent', reason: text('resource.not-reached', { host }) }
  }
  // After a change, a redirect is as often a success as not; the other page is not looked at.
  if (!isSafe(operation)) return lost(host)
  const known = isCountersignError(error) ? error.message : null
  return { kind: 'failed', reason: known ?? text('openapi.read-broken', { host }) }
}

/** Reading changes nothing, so nothing is uncertain about it (RFC 9110 section 9.2.1). */
function isSafe({ method }: Pick<HttpOperation, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

function lost(host: string): SendOutcome {
  return { kind: 'unknown', reason: text('resource.answer-lost', { host }) }
}

function describeBusy(host: string, status: number, headers: Headers): string {
  const words = text('resource.answered-status', { host, status })
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 86_400) return words
  return `${words} ${text('openapi.retry-after', { seconds })}`
}
