// What another agent is told of its call while it is held, and the result that it gets when it has ended.
import { text } from '../../shared/catalogue/text.ts'
import type { CallState, ToolCall } from '../../shared/model/tool-call.ts'
import { cleanResult } from '../agent/clean-result.ts'
import type { GatewayStore } from './gateway-store.ts'

/** States in which it waits for somebody. */
const heldStates: ReadonlySet<CallState> = new Set([
  'received',
  'asking',
  'challenged',
  'stepping_up',
  'deferred',
])

export const isHeldCall = ({ state }: ToolCall): boolean => heldStates.has(state)

/** Who is waited for: the person, or the host of the authorization server; never an address to act at. */
export function sayWhoWaits(store: Pick<GatewayStore, 'deferrals'>, call: ToolCall): string {
  if (call.state === 'received' || call.state === 'asking')
    return text('gateway_calls.waits_person')
  if (call.state === 'challenged' || call.state === 'stepping_up')
    return text('gateway_calls.waits_proof')
  if (call.state !== 'deferred') return text('gateway_calls.waits_answer')
  const issuer = findIssuer(store, call.deferralId)
  if (issuer === null) return text('gateway_calls.waits_allowance')
  return text('gateway_calls.waits_server', { host: hostOf(issuer) })
}

/** Null also where the store fails: these are words on the way, and what waits must go on waiting. */
function findIssuer(
  { deferrals }: Pick<GatewayStore, 'deferrals'>,
  deferralId: string | null,
): string | null {
  try {
    return deferralId === null ? null : (deferrals.loadFacts(deferralId)?.issuer ?? null)
  } catch {
    return null
  }
}

/** A normal result that says that the call is held: the answer for clients that would time out (JSON text). */
export function buildReceipt(store: Pick<GatewayStore, 'deferrals'>, call: ToolCall): string {
  const until = new Date(call.expiresAtMs).toISOString()
  const who = sayWhoWaits(store, call)
  const isOnWay = !isHeldCall(call)
  const words = isOnWay
    ? text('gateway_calls.on_way', { handle: call.id })
    : text('gateway_calls.held', { who, handle: call.id, until })
  return JSON.stringify({
    content: [{ type: 'text', text: words }],
    structuredContent: { status: isOnWay ? 'on_its_way' : 'held', call: call.id, until },
  })
}

/** The `CallToolResult` (JSON text) of a call that has ended. Tokens were stripped when it was saved. */
export function buildCallResult(call: ToolCall): string {
  if (call.state !== 'done') return buildTextResult(sayHowEnded(call), true)
  return call.resultJson ?? buildTextResult(call.resultText ?? '', call.hadProblem === true)
}

export function buildTextResult(words: string, isError: boolean): string {
  const content = [{ type: 'text', text: words }]
  return JSON.stringify(isError ? { content, isError } : { content })
}

/** `outcomeText` speaks to the person; it goes along as their words, because their reason stands in it. */
function sayHowEnded(call: ToolCall): string {
  const words = cleanResult(call.outcomeText ?? '', [])
  switch (call.state) {
    case 'denied':
      return text('gateway_calls.denied', { words })
    case 'expired':
      return text('gateway_calls.expired', { words })
    case 'cancelled':
      return text('gateway_calls.cancelled', { words })
    case 'unknown':
      return text('gateway_calls.unknown', { words })
    default:
      return text('gateway_calls.failed', { words })
  }
}

function hostOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer
}
