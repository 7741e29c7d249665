// The MCP server of the gateway over a journey with virtual time, and unmodified clients that reach it without a socket.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { randomBytes } from 'node:crypto'
import { allowsTool, type ToolUse } from '../../main/agent/agent-access.ts'
import { createCallDesk, type CallDesk } from '../../main/gateway/call-desk.ts'
import { createCallWatch } from '../../main/gateway/call-watch.ts'
import type { GatewayRequest } from '../../main/gateway/gateway-port.ts'
import { createGatewayTasks } from '../../main/gateway/gateway-tasks.ts'
import { createMcpHandler, type McpHandler } from '../../main/gateway/mcp-handler.ts'
import { cleanToolForAgents } from '../../main/resource/clean-tool.ts'
import type { Agent, AgentClient } from '../../shared/model/agent.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { createJourneyWorld, type JourneyWorld } from '../agent/journey-world.ts'
import { settle } from '../fakes/virtual-clock.ts'

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>

export interface McpWorld {
  readonly journey: JourneyWorld
  readonly seen: { agentId: string; client: AgentClient }[]
  desk: CallDesk
  mcp: McpHandler
  /** Adds an agent of others; without access it was given the bank. */
  addAgent(id: string, access?: Agent['access']): Agent
  fetchAs(agentId: string): Fetch
  /** A new process over the same store. */
  restart(): void
  open(): Interaction[]
  onlyCall(): ToolCall
}

export function createMcpWorld(): McpWorld {
  const journey = createJourneyWorld()
  const seen: McpWorld['seen'] = []
  const world: McpWorld = {
    journey,
    seen,
    ...startGateway(journey, seen),
    addAgent: (id, access = [{ connectionId: 'harbor', tools: null }]) => {
      const agent: Agent = { id, name: id, kind: 'gateway', access }
      journey.store.tasks.saveAgent(agent)
      return agent
    },
    fetchAs: (agentId) => (_url, init) => {
      const agent = journey.store.tasks.loadAgent(agentId)
      if (agent === null) throw new Error('no agent')
      return world.mcp.handle(buildRequest(agent, init))
    },
    restart: () => {
      world.mcp.stop()
      journey.restart()
      Object.assign(world, startGateway(journey, seen))
    },
    open: () => journey.store.interactions.listOpen(),
    onlyCall: () => {
      const calls = journey.store.calls.listAlive()
      const [call] = calls
      if (call === undefined || calls.length > 1) throw new Error(`${calls.length} calls`)
      return call
    },
  }
  return world
}

function startGateway(world: JourneyWorld, seen: McpWorld['seen']): Pick<McpWorld, 'desk' | 'mcp'> {
  const { store, clock, journey } = world
  const watch = createCallWatch()
  world.onCallChanged = (call) => watch.onCallChanged(call)
  world.onCallEnded = (call) => watch.onCallChanged(call)
  const randomness = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
  const log = (): void => undefined
  const makeId = (): string => randomBytes(16).toString('base64url')
  const tasks = createGatewayTasks({ store, clock, makeId, log, onChanged: () => undefined })
  const desk = createCallDesk({ store, journey, tasks, clock, log })
  const agents = {
    mayUse: (agentId: string) => {
      const agent = store.tasks.loadAgent(agentId)
      return (use: ToolUse) => agent !== null && allowsTool(agent, use)
    },
    noteSeen: (agentId: string, client: AgentClient) => void seen.push({ agentId, client }),
  }
  const mcp = createMcpHandler({
    store,
    desk,
    tasks,
    watch,
    agents,
    clock,
    randomness,
    log,
    cleanTool: cleanToolForAgents,
    version: '1.0.0',
  })
  tasks.start()
  desk.start()
  return { desk, mcp }
}

function buildRequest(agent: Agent, init: RequestInit = {}): GatewayRequest {
  const bodyText = typeof init.body === 'string' ? init.body : ''
  return {
    agent,
    method: init.method ?? 'GET',
    headers: new Headers(init.headers),
    bodyText,
    body: bodyText === '' ? undefined : (JSON.parse(bodyText) as unknown),
    signal: init.signal ?? new AbortController().signal,
  }
}

export type Mode = 'modern' | 'legacy'

/** The SDK's client as it is, speaking 2026-07-28 or 2025-11-25. */
export async function connectClient(
  world: McpWorld,
  agentId: string,
  mode: Mode,
  name = 'tester',
): Promise<Client> {
  const versionNegotiation = { mode: mode === 'modern' ? { pin: '2026-07-28' } : 'legacy' } as const
  const client = new Client({ name, version: '2.1' }, { versionNegotiation })
  const transport = new StreamableHTTPClientTransport(new URL('http://127.0.0.1:1/mcp'), {
    fetch: world.fetchAs(agentId),
  })
  await client.connect(transport)
  return client
}

/** Lets what waits on promises and streams go on; virtual time stands still. */
export async function breathe(): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await settle()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Waits until a question is open, and gives it. */
export async function whenAsked(world: McpWorld): Promise<Interaction> {
  for (let round = 0; round < 100; round += 1) {
    const [first] = world.open()
    if (first !== undefined) return first
    await breathe()
  }
  throw new Error('nobody was asked')
}
