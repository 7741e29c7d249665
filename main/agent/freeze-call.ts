// Freezes what an agent asked for into a tool call: canonical arguments, definition hash, digest and risk class.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import { isToolBlocked, type Connection, type Tool } from '../../shared/model/connection.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { digestNow, freezeArguments } from '../interaction/digest.ts'
import { judgeRisk } from '../interaction/risk.ts'
import { raiseRisk } from '../interaction/rule-risk.ts'
import { allowsTool } from './agent-access.ts'
import type { Store } from '../store/repositories.ts'

export interface CallRequest {
  readonly taskId: string
  readonly agentId: string
  readonly connectionId: string
  readonly tool: string
  /** Raw JSON text as the agent gave it. */
  readonly argumentsJsonText: string
  /** The agent's own words. Untrusted. */
  readonly why: string
}

/** Characters of an agent’s reason that are kept. */
export const longestWhy = 2_000

/**
 * Throws `agent/gone` for a removed connection, `agent/unknown_tool`, `agent/tool_changed` for one whose change nobody
 * accepted yet, `agent/bad_call` for unsound arguments.
 */
export function freezeCall(
  store: Store,
  request: CallRequest,
  at: { id: string; nowMs: number; questionLifetimeMs: number },
): ToolCall {
  const { connection, tool } = findTool(store, request)
  const argumentsJson = freezeArguments(request.argumentsJsonText)
  const frozen = {
    id: at.id,
    agentId: request.agentId,
    taskId: request.taskId,
    connectionId: connection.id,
    tool: tool.name,
    toolDefinitionHash: tool.definitionHash,
    argumentsJson,
  }
  const judged = judgeRisk(tool, connection, argumentsJson)
  const { risk, reason } = raiseRisk(store, frozen, { judged, nowMs: at.nowMs })
  return {
    ...frozen,
    digest: digestNow(frozen, connection),
    risk,
    riskReason: reason,
    why: request.why.slice(0, longestWhy),
    state: 'received',
    decidedBy: null,
    decidedAtMs: null,
    approvalSpentAtMs: null,
    attempts: 0,
    refreshRounds: 0,
    interactiveRounds: 0,
    lastChallenge: null,
    grantId: null,
    deferralId: null,
    outcomeText: null,
    resultText: null,
    receivedAtMs: at.nowMs,
    expiresAtMs: at.nowMs + at.questionLifetimeMs,
    endedAtMs: null,
  }
}

function findTool(store: Store, request: CallRequest): { connection: Connection; tool: Tool } {
  const { agentId, connectionId, tool: name } = request
  const agent = store.tasks.loadAgent(agentId)
  // Whatever offered it: who may use what is decided here, on every call (threat 120).
  if (agent !== null && !allowsTool(agent, { connectionId, tool: name })) {
    throw new CountersignError('agent/unknown_tool', text('agents.not_given'))
  }
  const connection = store.connections.load(connectionId)
  if (connection === null) throw new CountersignError('agent/gone', text('agent.connection_gone'))
  const tool = store.connections.listTools(connection.id).find((each) => each.name === name)
  if (tool === undefined) {
    throw new CountersignError('agent/unknown_tool', text('agent.unknown_tool'))
  }
  if (isToolBlocked(tool)) throw new CountersignError('agent/tool_changed', text('tools.blocked'))
  return { connection, tool }
}
