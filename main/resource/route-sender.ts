// Sends each call in the way of its connection: MCP, an HTTP API, or not at all where the agent runs its own tool.
import type { Connection } from '../../shared/model/connection.ts'
import type { ToolSender } from './tool-sender.ts'

export type ConnectionKind = NonNullable<Connection['kind']>
export type Senders = { readonly [Kind in ConnectionKind]: ToolSender }

export function createRoutingSender(senders: Senders): ToolSender {
  return { send: (request) => senders[request.connection.kind ?? 'mcp'].send(request) }
}
