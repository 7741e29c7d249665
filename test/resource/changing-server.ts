// An MCP server (2026-07-28) made with the SDK as it is, whose tools change and which says so to whoever listens.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, InMemoryServerEventBus, McpServer } from '@modelcontextprotocol/server'

export interface ChangingServer {
  readonly url: string
  /** Names of its tools. */
  readonly tools: string[]
  /** `Mcp-Method` of every request, in order; its HTTP method where it has none. */
  readonly methods: string[]
  /** Their `Authorization`. */
  readonly tokens: (string | undefined)[]
  /** Tells whoever listens that the tools are others now. */
  say(): void
  /** Cuts every connection, as a network does. */
  cut(): void
  readonly countStreams: () => number
  stop(): Promise<void>
}

type NodeParts = Parameters<ReturnType<typeof toNodeHandler>>

export async function startChangingServer(): Promise<ChangingServer> {
  const tools = ['look']
  const bus = new InMemoryServerEventBus()
  const handler = createMcpHandler(() => buildServer(tools), { bus })
  const node = toNodeHandler(handler)
  const methods: string[] = []
  const tokens: (string | undefined)[] = []
  const server = createServer((request, response) => {
    methods.push(String(request.headers['mcp-method'] ?? request.method))
    tokens.push(request.headers.authorization)
    void node(request as NodeParts[0], response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    tools,
    methods,
    tokens,
    say: () => handler.notify.toolsChanged(),
    cut: () => server.closeAllConnections(),
    countStreams: () => bus.listenerCount,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function buildServer(tools: readonly string[]): McpServer {
  const server = new McpServer({ name: 'changing', version: '1' })
  for (const name of tools)
    server.registerTool(name, { description: `Does ${name}` }, () => ({ content: [] }))
  return server
}
