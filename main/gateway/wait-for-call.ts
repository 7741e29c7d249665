// The one tool of our own: waits for a call that was answered with a hold receipt.
import { text } from '../../shared/catalogue/text.ts'
import type { Agent } from '../../shared/model/agent.ts'
import { buildTextResult } from './call-words.ts'
import { answerResult } from './json-rpc.ts'
import { waitToolName } from './mcp-names.ts'
import { serveCall, type Asker, type ServeCallParts } from './serve-call.ts'

export function buildWaitTool(): Record<string, unknown> {
  const description = text('gateway_calls.wait_argument')
  return {
    name: waitToolName,
    title: text('gateway_calls.wait_title'),
    description: text('gateway_calls.wait_description'),
    inputSchema: {
      type: 'object',
      properties: { call: { type: 'string', description } },
      required: ['call'],
    },
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  }
}

/** Its result, or the receipt again. Only the agent that asked: any other is told what a guess is told. */
export async function answerWait(
  parts: ServeCallParts,
  { agent, given }: { agent: Agent; given: Readonly<Record<string, unknown>> },
  asker: Asker,
): Promise<Response> {
  const handle = given['call']
  const call = typeof handle === 'string' ? parts.desk.find(agent.id, handle.trim()) : null
  if (call === null) {
    const words = text('gateway_calls.no_such_call')
    return answerResult(asker.id, asker.wrap(buildTextResult(words, true)))
  }
  // Taking back the waiting takes back nothing: the call belongs to its handle.
  const patient = { ...asker, cancelsWhenGone: false, cancelled: neverAborts, task: null }
  const gone = AbortSignal.any([asker.gone, asker.cancelled])
  return serveCall(parts, call, { ...patient, gone })
}

const neverAborts = new AbortController().signal
