// A raw MCP server of either era on loopback, whose every answer a test writes, and a connection to it.
import type { ServerResponse } from 'node:http'
import type { Connection } from '../../shared/model/connection.ts'
import {
  startScriptedServer,
  type ScriptedServer,
  type SeenRequest,
} from '../http/scripted-server.ts'

export type Era = 'modern' | 'legacy'
export interface Message {
  readonly id?: number
  readonly method: string
  readonly params: Record<string, unknown>
}
/** A result, an error as `{ error }`, or `null` where the handler has answered itself. */
export type Reply = object | null
export type Handle = (
  message: Message,
  at: { response: ServerResponse; request: SeenRequest },
) => Reply | Promise<Reply>

export interface RawServer extends ScriptedServer {
  readonly url: string
  handle: Handle
  /** Parameters of every request of this method, in order. */
  sent(method: string): Record<string, unknown>[]
}

/** Opens sessions as its era has it; `handle` answers everything else. */
export async function startRawServer(era: Era, handle: Handle): Promise<RawServer> {
  const server = await startScriptedServer(async (request, response) => {
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const message: Message = { params: {}, ...JSON.parse(request.body) }
    if (message.id === undefined) return void response.writeHead(202).end()
    const reply = open(era, message) ?? (await raw.handle(message, { response, request }))
    if (reply === null) return
    sendJson(response, 200, { jsonrpc: '2.0', id: message.id, ...wrap(era, reply) })
  })
  const raw: RawServer = Object.assign(server, {
    url: `${server.origin}/mcp`,
    handle,
    sent: (method: string) =>
      server.seen
        .filter(({ body }) => body.startsWith('{'))
        .map(({ body }): Message => JSON.parse(body))
        .filter((message) => message.method === method)
        .map(({ params }) => params ?? {}),
  })
  return raw
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

function wrap(era: Era, reply: object): object {
  if ('error' in reply) return reply
  return { result: era === 'modern' ? { resultType: 'complete', ...reply } : reply }
}

function open(era: Era, { method }: Message): object | null {
  const capabilities = { tools: { listChanged: true } }
  if (method === 'initialize') {
    if (era === 'modern') return { error: { code: -32601, message: 'no' } }
    const serverInfo = { name: 'raw', version: '1' }
    return { protocolVersion: '2025-11-25', capabilities, serverInfo }
  }
  if (method !== 'server/discover') return null
  if (era === 'legacy') return { error: { code: -32601, message: 'no' } }
  return { ttlMs: 0, cacheScope: 'private', supportedVersions: ['2026-07-28'], capabilities }
}

export const connectionAt = (url: string): Connection => ({
  id: 'c',
  name: 'raw',
  url,
  resource: null,
  issuer: null,
  scopesSupported: [],
  status: 'ready',
  statusText: null,
  trustedForReading: false,
  addedAtMs: 0,
})

/** What `tools/list` answers. */
export const listing = (tools: readonly object[], nextCursor?: string): object => ({
  tools,
  ttlMs: 0,
  cacheScope: 'private',
  ...(nextCursor === undefined ? {} : { nextCursor }),
})

export const tool = (name: string, more: object = {}): Record<string, unknown> => ({
  name,
  description: `Does ${name}`,
  inputSchema: { type: 'object', properties: { amount: { type: 'integer' } } },
  ...more,
})
