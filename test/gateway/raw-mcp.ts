// MCP messages as bytes, for what no client would send, or for what clients do not speak yet.
import type { McpWorld } from './mcp-world.ts'

export const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
}

export interface Told {
  readonly status: number
  readonly body: {
    id?: unknown
    result?: Record<string, unknown>
    error?: { code: number; data?: unknown }
  }
  readonly headers: Headers
}

/** As the agent `ada`, unless another is named. */
export async function post(
  world: McpWorld,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  agentId = 'ada',
): Promise<Told> {
  const sent = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await world.fetchAs(agentId)('', {
    method: 'POST',
    body: sent,
    headers: { accept: 'application/json, text/event-stream', ...headers },
  })
  const text = await answer.text()
  return {
    status: answer.status,
    body: text === '' ? {} : (JSON.parse(text) as Told['body']),
    headers: answer.headers,
  }
}

/** The headers that 2026-07-28 wants. */
export const modern = (method: string, name?: string): Record<string, string> => ({
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': method,
  ...(name === undefined ? {} : { 'mcp-name': name }),
})

export const request = (
  method: string,
  params: Record<string, unknown> = {},
): Record<string, unknown> => ({
  jsonrpc: '2.0',
  id: 1,
  method,
  params: { ...params, _meta: envelope },
})
