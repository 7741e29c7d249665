// Agents that people really use, installed from npm, configured with our own snippets, against a local model server.
// prove: 1
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildSnippet, type SnippetFacts } from '../../shared/agent-snippets.ts'
import type { ModelScript } from '../sandbox/model-server/dialect.ts'
import {
  buildCommands,
  claudeCode,
  openHome,
  patienceMs,
  run,
  type AgentHome,
  type Ended,
  type NpmAgent,
} from './agent-from-npm.ts'
import { openGateway } from './gateway-world.ts'
import { createMcpWorld, type McpWorld } from './mcp-world.ts'

/** They come from the network, so they are installed for `npm run prove -- real-agent` only. */
const isAsked = process.env['COUNT'] !== undefined
const qwen: NpmAgent = { package: '@qwen-code/qwen-code', version: '0.24.4', program: 'qwen' }
const tool = 'harbor-bank__prepare_transfer'
const given = { amount: 40, currency: 'EUR', recipient: 'Ada' }
/** What the bank says, and the model repeats: only a result that came back can hold it. */
const receipt = 'Draft 4711 is prepared'

interface Surroundings extends AgentHome {
  readonly world: McpWorld
  readonly facts: SnippetFacts
}

let mcpCommand = ''

beforeAll(async () => {
  if (!isAsked) return
  mcpCommand = path.join(await buildCommands(), 'countersign-mcp.mjs')
}, patienceMs)

describe.runIf(isAsked)('an agent from npm', () => {
  it.for(['stdio', 'http'] as const)(
    '[GWP-25] Claude Code, set up by our snippet for %s, is held, approved and given its result',
    { timeout: patienceMs * 2 },
    async (way) => {
      const around = await surround(claudeCode)
      const snippet = buildSnippet(around.facts, 'claude-code', way)?.text ?? ''
      expect((await run(around, snippet)).code).toBe(0)
      const allowed = `--allowedTools mcp__countersign__${tool}`
      const ended = run(around, `claude -p "Prepare it" --model claude-sonnet-4-5 ${allowed}`)
      await approve(around, ended)
      const { code, output } = await ended
      expect([code, output]).toEqual([0, expect.stringContaining(receipt)])
      expect(around.world.seen.at(-1)?.client).toMatchObject({
        name: 'claude-code',
        transport: way,
      })
    },
  )

  it(
    '[GWP-25] Qwen Code, set up with our entry for any client, is held, approved and given its result',
    {
      timeout: patienceMs * 2,
    },
    async () => {
      const around = await surround(qwen)
      const entry: unknown = JSON.parse(buildSnippet(around.facts, 'other', 'stdio')?.text ?? '{}')
      mkdirSync(path.join(around.folder, '.qwen'))
      writeFileSync(
        path.join(around.folder, '.qwen', 'settings.json'),
        JSON.stringify({ mcpServers: { countersign: entry } }),
      )
      const ended = run(
        around,
        'qwen --yolo --auth-type openai --model sandbox-model -p "Prepare it"',
      )
      await approve(around, ended)
      const { code, output } = await ended
      expect([code, output]).toEqual([0, expect.stringContaining(receipt)])
      expect(around.world.seen.at(-1)?.client).toMatchObject({ transport: 'stdio' })
    },
  )
})

/** Waits until the person is asked, looks at what they are asked, and approves. */
async function approve({ world }: Surroundings, ended: Promise<Ended>): Promise<void> {
  let early: Ended | null = null
  void ended.then((end) => (early = end))
  await expect
    .poll(() => world.open().length + (early === null ? 0 : 1), { timeout: patienceMs })
    .toBe(1)
  expect(early).toBeNull()
  const call = world.onlyCall()
  expect(JSON.parse(call.argumentsJson)).toEqual(given)
  expect(world.journey.sent).toEqual([])
  world.journey.approve(call.id)
}

async function surround(npmAgent: NpmAgent): Promise<Surroundings> {
  const world = createMcpWorld()
  const agent = world.addAgent('ada')
  world.journey.answerSend = () => ({ kind: 'done', resultText: receipt, isError: false })
  const gateway = await openGateway({ handler: (asked) => world.mcp.handle({ ...asked, agent }) })
  const facts = {
    secret: gateway.secretOf('ada'),
    port: gateway.port(),
    mcpCommand,
    hookCommand: '',
    home: gateway.folder,
    shell: 'posix',
  } as const
  return { ...(await openHome(npmAgent, script)), world, facts }
}

/**
 * Calls the tool once, then repeats what came back. Where an agent shows its model few tools, the model looks for it first,
 * as real ones do. Side questions (titles, summaries) get a word.
 */
const script: ModelScript = ({ messages, tools }) => {
  const answered = messages.findLast(({ role, text }) => role === 'tool' && text.includes(receipt))
  if (answered !== undefined) return { text: `The bank says: ${answered.text}` }
  const offered = tools.find(({ name }) => name.endsWith(tool))
  if (offered !== undefined) return { toolCalls: [{ name: offered.name, arguments: given }] }
  const name = `mcp__countersign__${tool}`
  const isFound = messages.some(({ role }) => role === 'tool')
  const wanted = isFound ? /^tool_call$/ : /^tool_?search$/i
  const helper = tools.find((each) => wanted.test(each.name))
  if (helper === undefined) return { text: 'Hello' }
  const asked = isFound ? { name, arguments: given } : { query: `select:${name}`, max_results: 5 }
  return { toolCalls: [{ name: helper.name, arguments: asked }] }
}
