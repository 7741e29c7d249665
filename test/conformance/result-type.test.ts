// Tests that a result of a modern MCP server which names no type counts as complete.
import { afterEach, expect, test } from 'vitest'
import { createMcpConnector } from '../../main/resource/mcp-connection.ts'
import { startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'

let server: ScriptedServer
afterEach(() => server.stop())

// Dies if: the SDK's own judgement stands, which reports an answered call as lost.
test('[CONF-03] a result without a type is complete, one with another type is not', async () => {
  server = await startScriptedServer((request, response) => {
    const { id, method, params }: { id: number; method: string; params: { name?: string } } =
      JSON.parse(request.body)
    const discovered = { supportedVersions: ['2026-07-28'], capabilities: { tools: {} } }
    const complete = { resultType: 'complete', ttlMs: 0, cacheScope: 'private' }
    const called = { content: [{ type: 'text', text: 'ran' }] }
    const odd = params.name === 'odd' ? { resultType: 'odd' } : {}
    const result =
      method === 'server/discover' ? { ...complete, ...discovered } : { ...called, ...odd }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result }))
  })
  const session = await createMcpConnector('0.0.0').connect({
    key: 'c',
    url: `${server.origin}/mcp`,
    fetch,
  })
  const call = (name: string) =>
    session.client.callTool(
      { name, arguments: {} },
      { toolDefinition: { name, inputSchema: { type: 'object' } } },
    )
  expect(await call('plain')).toMatchObject({ content: [{ text: 'ran' }] })
  await expect(call('odd')).rejects.toThrow('Unsupported result type')
  await session.close()
})
