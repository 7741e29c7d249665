// An unmodified MCP client of an agent that calls one tool again and again through the gateway.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { z } from 'zod'

export interface GatewayClient {
  /** The tool's words, or null when the call got no answer or was refused. */
  call(amount: number): Promise<string | null>
  close(): Promise<void>
}

const isReceipt = (structured: unknown): boolean =>
  z.looseObject({ status: z.enum(['held', 'on_its_way']) }).safeParse(structured).success

export async function connectClient(
  port: number,
  name: string,
  secret: string,
): Promise<GatewayClient> {
  const client = new Client({ name, version: '1.0.0' })
  const headers = { authorization: `Bearer ${secret}` }
  const url = new URL(`http://127.0.0.1:${String(port)}/mcp`)
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }))
  const { tools } = await client.listTools()
  const tool = tools.find((one) => one.name.includes('prepare_transfer'))?.name
  if (tool === undefined)
    throw new Error(`There is no such tool among ${tools.map((one) => one.name).join(' ')}`)
  return {
    call: async (amount) => {
      const sent = { amount, currency: 'EUR', recipient: 'Nordlicht' }
      try {
        const answer = await client.callTool({ name: tool, arguments: sent })
        const { content, isError, structuredContent } = answer
        // A hold receipt, as on a busy machine, says no more than that the call goes on.
        if (isError === true || isReceipt(structuredContent)) return null
        return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n')
      } catch {
        // Killed in the middle, or told to come later: nothing was promised.
        return null
      }
    },
    close: () => client.close(),
  }
}
