// Proves that the MCP SDK's Streamable HTTP transport works over the guarded fetch, events and all.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { expect, test } from 'vitest'
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import { startScriptedServer } from './scripted-server.ts'

const guardedFetch = createGuardedFetch({ clock: createSystemClock() })

test('[HTTP-09] an answer as an event stream reaches the SDK', async () => {
  const server = await startScriptedServer((request, response) => {
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const { id, method } = JSON.parse(request.body) as { id?: number; method: string }
    if (id === undefined) return void response.writeHead(202).end()
    const result =
      method === 'initialize'
        ? {
            protocolVersion: '2025-06-18',
            capabilities: { tools: {} },
            serverInfo: { name: 'scripted', version: '1' },
          }
        : { tools: [{ name: 'greet', inputSchema: { type: 'object' } }] }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(`event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', id, result })}\n\n`)
  })
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(
    new StreamableHTTPClientTransport(new URL(server.origin), { fetch: guardedFetch }),
  )
  expect((await client.listTools()).tools.map((tool) => tool.name)).toEqual(['greet'])
  await client.close()
  await server.stop()
})
