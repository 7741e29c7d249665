// Compares what is about to leave for a resource server with the frozen bytes of the call that was shown.
import canonicalize from 'canonicalize'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'

/** What one sending of a call may carry beside the call itself (MCP 2026-07-28, multi round-trip requests). */
export interface CallRound {
  /** The person's answers, by the server's keys; absent for none. */
  readonly inputResponses?: Readonly<Record<string, unknown>>
  /** Exactly as the server gave it; absent where it gave none. Never looked into. */
  readonly requestState?: string
}

/** The part of a call that was shown and approved. */
export interface FrozenCall {
  readonly tool: string
  /** RFC 8785 canonical JSON of the arguments. */
  readonly argumentsJson: string
}

/**
 * True when the outgoing body is the call itself, false for any other message.
 * Throws `agent/bad_call` before anything is sent when it is a call that differs in any byte, carries other answers
 * than those of its `round`, or cannot be read.
 */
export function isFrozenCall(
  body: unknown,
  frozen: FrozenCall | null,
  round: CallRound = {},
): boolean {
  if (typeof body !== 'string') throw differs('the body is not text')
  const message = parseMessage(body)
  if (message['method'] !== 'tools/call') return false
  if (frozen === null) throw differs('no call may be sent here')
  const params = asObject(message['params'])
  if (params['name'] !== frozen.tool) throw differs('another tool')
  if (canonicalize(params['arguments'] ?? {}) !== frozen.argumentsJson) {
    throw differs('other arguments')
  }
  const { inputResponses, requestState } = round
  if (canonicalize(params['inputResponses']) !== canonicalize(inputResponses)) {
    throw differs('other answers than were given')
  }
  if (params['requestState'] !== requestState) throw differs('another state than was given')
  return true
}

function parseMessage(body: string): Record<string, unknown> {
  try {
    return asObject(JSON.parse(body))
  } catch {
    throw differs('the body is not one JSON object')
  }
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw differs('not an object')
  }
  return Object.fromEntries(Object.entries(value))
}

function differs(detail: string): CountersignError {
  return new CountersignError('agent/bad_call', text('resource.call-changed'), { detail })
}
