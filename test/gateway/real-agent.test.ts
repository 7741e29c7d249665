// Agents that people really use, installed from npm, configured with our own snippets, against a local model server.
// prove: 1
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildConfigs } from '../../build/vite/bundles.ts'
import { cacheFolder } from '../../build/setup/paths.mjs'
import { buildSnippet, type SnippetFacts } from '../../shared/agent-snippets.ts'
import { startModelServer, type ModelServer } from '../sandbox/model-server.ts'
import type { ModelScript } from '../sandbox/model-server/dialect.ts'
import { openGateway, type GatewayWorld } from './gateway-world.ts'
import { createMcpWorld, type McpWorld } from './mcp-world.ts'

/** They come from the network, so they are installed for `npm run prove -- real-agent` only. */
const isAsked = process.env['COUNT'] !== undefined
const claude = { package: '@anthropic-ai/claude-code', version: '2.1.330', program: 'claude' }
const qwen = { package: '@qwen-code/qwen-code', version: '0.24.4', program: 'qwen' }
const patienceMs = 180_000
const tool = 'harbor-bank__prepare_transfer'
const given = { amount: 40, currency: 'EUR', recipient: 'Ada' }
/** What the bank says, and the model repeats: only a result that came back can hold it. */
const receipt = 'Draft 4711 is prepared'

interface Surroundings {
  readonly world: McpWorld
  readonly gateway: GatewayWorld
  readonly model: ModelServer
  readonly facts: SnippetFacts
  readonly env: NodeJS.ProcessEnv
  readonly folder: string
}

let mcpCommand = ''

beforeAll(async () => {
  if (!isAsked) return
  const outDir = mkdtempSync(path.join(tmpdir(), 'countersign-commands-'))
  for (const config of buildConfigs('commands'))
    await build({ ...config, build: { ...config.build, outDir } })
  mcpCommand = path.join(outDir, 'countersign-mcp.mjs')
}, patienceMs)

describe.runIf(isAsked)('an agent from npm', () => {
  it.for(['stdio', 'http'] as const)(
    '[GWP-25] Claude Code, set up by our snippet for %s, is held, approved and given its result',
    { timeout: patienceMs * 2 },
    async (way) => {
      const bin = await install(claude)
      const around = await surround(bin)
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
      const bin = await install(qwen)
      const around = await surround(bin)
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

async function surround(bin: string): Promise<Surroundings> {
  const world = createMcpWorld()
  const agent = world.addAgent('ada')
  world.journey.answerSend = () => ({ kind: 'done', resultText: receipt, isError: false })
  const gateway = await openGateway({ handler: (asked) => world.mcp.handle({ ...asked, agent }) })
  const model = await startModelServer({ script })
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-real-agent-'))
  onTestFinished(async () => {
    await model.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const secret = gateway.secretOf('ada')
  const port = gateway.port()
  const env = {
    PATH: [bin, ...systemPath()].join(path.delimiter),
    HOME: folder,
    ANTHROPIC_BASE_URL: model.origin,
    ANTHROPIC_API_KEY: 'sk-sandbox',
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_API_KEY: 'sk-sandbox',
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    IS_SANDBOX: '1',
    NO_COLOR: '1',
  }
  const facts = {
    secret,
    port,
    mcpCommand,
    hookCommand: '',
    home: gateway.folder,
    shell: 'posix',
  } as const
  return { world, gateway, model, facts, env, folder }
}

/** Without the project's own programs: a person's Node is whatever they have. */
const systemPath = (): string[] =>
  (process.env['PATH'] ?? '').split(path.delimiter).filter((each) => !each.includes('node_modules'))

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

interface Ended {
  readonly code: number | null
  readonly output: string
}

function run({ env, folder }: Surroundings, command: string): Promise<Ended> {
  const child = spawn('bash', ['-c', command], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (part: Buffer) => (output += part.toString()))
  child.stderr.on('data', (part: Buffer) => (output += part.toString()))
  onTestFinished(() => void child.kill('SIGKILL'))
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** Into the cache, at its pinned version, once; gives the folder of its program. */
async function install(agent: typeof claude): Promise<string> {
  const folder = path.join(cacheFolder(), 'agents', `${agent.program}-${agent.version}`)
  const bin = path.join(folder, 'node_modules', '.bin')
  if (existsSync(bin) && readdirSync(bin).includes(agent.program)) return bin
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}')
  const wanted = `${agent.package}@${agent.version}`
  const args = ['install', '--no-audit', '--no-fund', '--save-exact', wanted]
  const child = spawn('npm', args, { cwd: folder, stdio: 'inherit' })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`${wanted} could not be installed`)
  return bin
}
