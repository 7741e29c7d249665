// An agent of somebody else in a process of its own: an unmodified MCP client that starts `countersign-mcp`.
import process from 'node:process'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { z } from 'zod'

/** What it calls, read from its own environment as an agent's settings are. */
const wishSchema = z.object({
  command: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  tool: z.string(),
  arguments: z.record(z.string(), z.unknown()),
})
const wish = wishSchema.parse(JSON.parse(process.argv[2] ?? ''))
/** As long as many agents wait for a tool. */
const timeout = 30_000

const client = new Client({ name: 'other-agent', version: '1.0.0' })
const { command, args, env } = wish
await client.connect(new StdioClientTransport({ command, args, env, stderr: 'inherit' }))
const { tools } = await client.listTools()
const name = tools.find((tool) => tool.name.endsWith(wish.tool))?.name ?? wish.tool
tell({ event: 'tools', names: tools.map((tool) => tool.name) })
let answer = await call({ name, arguments: wish.arguments })
while (answer.status === 'held') {
  tell({ event: 'held', words: answer.words })
  answer = await call({ name: 'wait_for_call', arguments: { call: answer.call } })
}
tell({ event: 'result', words: answer.words, isError: answer.isError })
await client.close()

interface Answer {
  readonly status: unknown
  readonly call: unknown
  readonly words: string
  readonly isError: boolean
}

async function call(request: {
  name: string
  arguments: Record<string, unknown>
}): Promise<Answer> {
  const { content, structuredContent, isError } = await client.callTool(request, { timeout })
  const facts = z.record(z.string(), z.unknown()).catch({}).parse(structuredContent)
  const words = content.map((part) => (part.type === 'text' ? part.text : '')).join('\n')
  return { status: facts['status'], call: facts['call'], words, isError: isError === true }
}

function tell(line: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify(line))
}
