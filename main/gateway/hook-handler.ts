// Answers agents that ask before they use a tool of their own: the same journey, the same inbox, the same rules.
import { text } from '../../shared/catalogue/text.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Agents } from '../agent/agents-port.ts'
import { cleanResult } from '../agent/clean-result.ts'
import { awaitCall } from './await-call.ts'
import type { CallDesk } from './call-desk.ts'
import type { CallWatch } from './call-watch.ts'
import type { GatewayHandler, GatewayRequest } from './gateway-port.ts'
import { hookRequestSchema, type HookAnswer, type HookRequest } from './hook-request.ts'
import { ensureLocalTool, type LocalToolsParts } from './local-tools.ts'
import { sliceRawMember } from './raw-arguments.ts'

export interface HookParts extends LocalToolsParts {
  readonly desk: Pick<CallDesk, 'ask' | 'leave' | 'markTaken'>
  readonly watch: CallWatch
  readonly agents: Pick<Agents, 'noteSeen'>
  readonly clock: Clock
  readonly log: Log
}

/** Calls to tools that this app offers are held by the gateway already; `countersign` is the name in our snippets. */
const ownTools = /^mcp__countersign__/

export function createHookHandler(parts: HookParts): GatewayHandler {
  return async (request) => {
    if (request.method !== 'POST')
      return new Response(null, { status: 405, headers: { allow: 'POST' } })
    const parsed = hookRequestSchema.safeParse(request.body)
    if (!parsed.success) return answer({ decision: 'ask', reason: text('hook.unreadable') }, 400)
    const { client: name } = parsed.data
    parts.agents.noteSeen(request.agent.id, {
      name,
      version: null,
      protocol: null,
      transport: 'hook',
    })
    if (ownTools.test(parsed.data.hook.tool_name)) return answer({ decision: 'pass', reason: '' })
    return answer(await decide(parts, request, parsed.data))
  }
}

async function decide(
  parts: HookParts,
  request: GatewayRequest,
  asked: HookRequest,
): Promise<HookAnswer> {
  const { desk } = parts
  const received = receive(parts, request, asked)
  if ('decision' in received) return received
  const { signal } = request
  const { call, why } = await awaitCall(parts, received, { forMs: asked.waitMs, signal })
  if (why === 'ended') {
    desk.markTaken(call)
    return sayEnd(call)
  }
  // Its process has gone or is about to: the same question, asked again, attaches to this call.
  desk.leave(call)
  return { decision: 'deny', reason: text('hook.held') }
}

/** The call, or why there is none. Nothing was kept then. */
function receive(
  parts: HookParts,
  { agent, bodyText }: GatewayRequest,
  { hook }: HookRequest,
): ToolCall | HookAnswer {
  const { tool_name: tool, cwd } = hook
  const why = cwd === undefined ? '' : text('hook.why', { folder: cwd })
  const argumentsJsonText = sliceRawMember(bodyText, ['hook', 'tool_input'])
  try {
    return parts.store.transaction(() => {
      const connectionId = ensureLocalTool(parts, agent, tool)
      if (connectionId === null) return { decision: 'deny', reason: text('hook.too_many_tools') }
      return parts.desk.ask({ agent, connectionId, tool, argumentsJsonText, why })
    })
  } catch (error) {
    if (!isCountersignError(error)) parts.log('error', 'A question of the hook failed', { error })
    const reason = isCountersignError(error) ? error.message : text('hook.failed')
    return { decision: 'deny', reason }
  }
}

/** `done` is only reached with the approval spent and its receipt written. */
function sayEnd(call: ToolCall): HookAnswer {
  const { state, argumentsJson, editedFromJson } = call
  if (state !== 'done') {
    return { decision: 'deny', reason: cleanResult(call.outcomeText ?? text('hook.failed'), []) }
  }
  if (editedFromJson == null) return { decision: 'allow', reason: text('hook.allowed') }
  const updatedInput = JSON.parse(argumentsJson) as Record<string, unknown>
  return { decision: 'allow', reason: text('hook.allowed_edited'), updatedInput }
}

const answer = (said: HookAnswer, status = 200): Response => Response.json(said, { status })
