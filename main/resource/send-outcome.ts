// Judges how an attempt ended from what happened on the wire: refused, not sent, lost, or failed.
import { ProtocolError, SdkError, SdkErrorCode } from '@modelcontextprotocol/client'
import { text } from '../../shared/catalogue/text.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Challenge } from '../../shared/model/tool-call.ts'
import { mayHaveBeenSent } from '../http/fetch-error.ts'
import { pickChallenge, readOfferedAuthSession } from '../oauth/challenge.ts'
import type { WireFacts } from './mcp-fetch.ts'
import type { SendOutcome } from './tool-sender.ts'

const maxWords = 500
/** A gateway's own errors: the server behind it may have run the call. */
const lostAtGateway = new Set([408, 502, 504])

export interface Attempt {
  readonly facts: WireFacts
  readonly error: unknown
  readonly host: string
  readonly tokenType: Grant['tokenType'] | null
}

/** Errors of our own guard are thrown again: they are no outcome of an attempt. */
export function judgeFailure({ facts, error, host, tokenType }: Attempt): SendOutcome {
  if (isCountersignError(error, 'agent/bad_call')) throw error
  if (facts.heldBack === true) return { kind: 'held' }
  const refused = facts.callSent ? facts.callStatus : (facts.refusal?.status ?? null)
  if (facts.refusal !== null && (refused === 401 || refused === 403)) {
    const challenge = readChallenge(facts.refusal, tokenType)
    const authSession = readOfferedAuthSession(facts.refusal, tokenType)
    return { kind: 'challenged', challenge, ...(authSession === null ? {} : { authSession }) }
  }
  if (!facts.callSent) return { kind: 'not_sent', reason: describeUnsent(facts, error, host) }
  if (facts.callStatus === null) return judgeNetwork(facts, host)
  if (error instanceof ProtocolError) {
    return {
      kind: 'failed',
      reason: text('resource.answered-error', { host, words: cut(error.message) }),
    }
  }
  if (error instanceof SdkError && error.code === SdkErrorCode.UnsupportedResultType) {
    return { kind: 'unknown', reason: text('resource.answer-invalid', { host }) }
  }
  if (facts.callStatus < 300)
    return { kind: 'unknown', reason: text('resource.answer-lost', { host }) }
  return lostAtGateway.has(facts.callStatus)
    ? { kind: 'unknown', reason: text('resource.answer-lost', { host }) }
    : { kind: 'failed', reason: describeStatus(facts.callStatus, host) }
}

/** The challenge of a 401 or 403, empty where the server named nothing. */
export function readChallenge(
  refusal: NonNullable<WireFacts['refusal']>,
  tokenType: Grant['tokenType'] | null,
): Challenge {
  const empty: Challenge = {
    status: refusal.status === 401 ? 401 : 403,
    scheme: tokenType ?? 'Bearer',
    error: null,
    scope: null,
    acrValues: null,
    maxAgeSeconds: null,
    resourceMetadataUrl: null,
    errorDescription: null,
  }
  return pickChallenge(refusal, tokenType) ?? empty
}

function judgeNetwork(facts: WireFacts, host: string): SendOutcome {
  const { networkError } = facts
  if (networkError !== null && !mayHaveBeenSent(networkError)) {
    return { kind: 'not_sent', reason: text('resource.not-reached', { host }) }
  }
  if (isCountersignError(networkError, 'http/redirect_refused')) {
    return { kind: 'failed', reason: networkError.message }
  }
  return { kind: 'unknown', reason: text('resource.answer-lost', { host }) }
}

function describeUnsent(facts: WireFacts, error: unknown, host: string): string {
  if (isCountersignError(error)) return error.message
  if (isCountersignError(facts.networkError)) return text('resource.not-reached', { host })
  const words = error instanceof Error ? cut(error.message) : ''
  return text('resource.session-refused', { host, words })
}

function describeStatus(status: number, host: string): string {
  return text('resource.answered-status', { host, status })
}

function cut(words: string): string {
  return words.slice(0, maxWords)
}
