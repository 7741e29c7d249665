// An open MCP server of both eras whose two tools give back what they got; prints its port as one JSON line.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'

function buildServer(): McpServer {
  const server = new McpServer({ name: 'echo', version: '1.0.0' })
  const inputSchema = z.object({ nonce: z.string() })
  const answer = ({ nonce }: { nonce: string }) => ({
    content: [{ type: 'text' as const, text: nonce }],
  })
  const read = { description: 'Gives the nonce back.', annotations: { readOnlyHint: true } }
  server.registerTool('read_nonce', { ...read, inputSchema }, answer)
  server.registerTool('keep_nonce', { description: 'Keeps the nonce.', inputSchema }, answer)
  return server
}

const handler = toNodeHandler(createMcpHandler(buildServer))
type NodeRequest = Parameters<typeof handler>[0]
const server = createServer((request, response) => {
  void handler(request as NodeRequest, response)
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }))
})
