// Wires the calls of agents of others: the desk that takes them to the journey, and the MCP server in front of it.
import type { Agents } from './agent/agents-port.ts'
import type { Journey } from './agent/journey-port.ts'
import type { World } from './engine.ts'
import { createCallDesk, type CallDesk } from './gateway/call-desk.ts'
import { createCallWatch, type CallWatch } from './gateway/call-watch.ts'
import { createGatewayTasks } from './gateway/gateway-tasks.ts'
import type { GatewayHandler } from './gateway/gateway-port.ts'
import { createHookHandler } from './gateway/hook-handler.ts'
import { createMcpHandler, type McpHandler } from './gateway/mcp-handler.ts'
import { cleanToolForAgents } from './resource/clean-tool.ts'
import { hashDefinition } from './resource/tool-catalogue.ts'
import type { Store } from './store/repositories.ts'

/** A world that lets the gateway hear what it has to: of calls, and of tools. */
export interface HeardWorld extends World {
  readonly watch: CallWatch
  /** A connection or its tools have changed; for `onChanged` of what keeps them. */
  readonly onToolsChanged: () => void
  readonly hearTools: (listener: () => void) => void
}

export function hearCalls(world: World): HeardWorld {
  const watch = createCallWatch()
  const listeners: (() => void)[] = []
  return {
    ...world,
    watch,
    hearTools: (listener) => void listeners.push(listener),
    onToolsChanged: () => {
      for (const listener of listeners) listener()
      world.onChanged()
    },
    onCallChanged: (call) => {
      watch.onCallChanged(call)
      world.onCallChanged(call)
    },
    onCallEnded: (call) => {
      watch.onCallChanged(call)
      world.onCallEnded(call)
    },
  }
}

export interface GatewayCalls {
  /** For every way in: what agents ask of it goes the whole journey. */
  readonly desk: CallDesk
  readonly mcp: McpHandler
  /** For agents that ask before they use a tool of their own. */
  readonly hook: GatewayHandler
  /** Takes up what an earlier process left; once, however often it is called. Call before anybody can call. */
  start(): void
  /** Call before the connections of agents end: from here on that takes no call back. */
  stop(): void
}

export function wireGatewayCalls(
  world: HeardWorld,
  { store, journey, agents }: { store: Store; journey: Journey; agents: Agents },
): GatewayCalls {
  const tasks = createGatewayTasks({ ...world, store })
  const desk = createCallDesk({ ...world, store, journey, tasks })
  const mcp = createMcpHandler({
    ...world,
    store,
    agents,
    desk,
    tasks,
    cleanTool: cleanToolForAgents,
  })
  const hook = createHookHandler({ ...world, store, agents, desk, hashDefinition })
  let started = false
  world.hearTools(() => mcp.onToolsChanged())
  agents.onCallersChanged(() => mcp.onToolsChanged())
  return {
    desk,
    mcp,
    hook,
    start: () => {
      if (started) return
      started = true
      tasks.start()
      desk.start()
    },
    stop: () => {
      mcp.stop()
      tasks.stop()
    },
  }
}
