// The MCP server for other agents: a function of one request that has passed the guards; both eras, one journey.
import type { Clock, Log, Randomness } from '../../shared/model/ports.ts'
import type { Agents } from '../agent/agents-port.ts'
import type { CallDesk } from './call-desk.ts'
import type { CallWatch } from './call-watch.ts'
import type { GatewayHandler, GatewayRequest } from './gateway-port.ts'
import type { GatewayStore } from './gateway-store.ts'
import type { GatewayTasks } from './gateway-tasks.ts'
import { answerFault, parseRpcMessage } from './json-rpc.ts'
import { judgeEra } from './mcp-headers.ts'
import { createLegacyServer } from './mcp-legacy.ts'
import { createModernServer } from './mcp-modern.ts'
import { createOfferedTools, type OfferedToolsParts } from './offered-tools.ts'

export interface McpHandlerParts {
  readonly store: GatewayStore
  readonly desk: CallDesk
  readonly tasks: Pick<GatewayTasks, 'heardOf'>
  /** Hears of every saved step of a call, and of its end. */
  readonly watch: CallWatch
  readonly agents: Pick<Agents, 'mayUse' | 'noteSeen'>
  readonly cleanTool: OfferedToolsParts['cleanTool']
  readonly clock: Clock
  readonly randomness: Pick<Randomness, 'bytes'>
  readonly log: Log
  readonly version: string
  /** Longest time in ms that a held call is answered with nothing but progress; 20 s where absent. */
  readonly holdMs?: number
}

export interface McpHandler {
  readonly handle: GatewayHandler
  /** Connections, their tools, or what agents may use have changed. */
  onToolsChanged(): void
  /** From here on no stream that ends takes a call back. Call before the gateway's connections end. */
  stop(): void
}

export function createMcpHandler(parts: McpHandlerParts): McpHandler {
  const { store, agents, tasks } = parts
  const { connections } = store
  const mayUse: Agents['mayUse'] = (agentId) => agents.mayUse(agentId)
  const offered = createOfferedTools({ ...parts, connections, mayUse })
  let stopping = false
  const server = {
    ...parts,
    offered,
    isStopping: () => stopping,
    noteSeen: (agentId: string, client: Parameters<Agents['noteSeen']>[1]) =>
      agents.noteSeen(agentId, client),
    serverInfo: { name: 'countersign', version: parts.version },
  }
  const modern = createModernServer(server)
  const legacy = createLegacyServer(server)
  return {
    handle: async (request) => {
      tasks.heardOf(request.agent.id)
      return answer({ modern, legacy }, request)
    },
    onToolsChanged: () => {
      offered.forget()
      modern.onToolsChanged()
      legacy.onToolsChanged()
    },
    stop: () => {
      stopping = true
    },
  }
}

interface Servers {
  readonly modern: ReturnType<typeof createModernServer>
  readonly legacy: ReturnType<typeof createLegacyServer>
}

async function answer({ modern, legacy }: Servers, request: GatewayRequest): Promise<Response> {
  if (request.method !== 'POST') return legacy.answerWithoutBody(request)
  const message = parseRpcMessage(request.body)
  if (message.kind === 'fault') return answerFault(message)
  if (message.kind === 'response') return legacy.answer(request, message)
  const era = judgeEra(message, request.headers)
  if (typeof era !== 'string') return answerFault(era)
  return era === 'modern' ? modern.answer(request, message) : legacy.answer(request, message)
}
