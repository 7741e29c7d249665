// The official inspector's command line lists and calls through the gateway, over HTTP and by `countersign-mcp`.
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openGateway, type GatewayWorld } from './gateway-world.ts'
import { createMcpWorld, type McpWorld } from './mcp-world.ts'

const root = path.join(import.meta.dirname, '..', '..')
const tool = 'harbor-bank__prepare_transfer'
const patience = { timeout: 60_000 }

/** The package has no entry to import, only its program. */
function findInspector(): string {
  const require = createRequire(import.meta.url)
  const manifest = require.resolve('@modelcontextprotocol/inspector/package.json')
  const { bin } = require(manifest) as { bin: Record<string, string> }
  return path.join(path.dirname(manifest), bin['mcp-inspector'] ?? '')
}

function inspect(args: readonly string[], home: string): Promise<string> {
  const all = [findInspector(), '--cli', ...args]
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: home }
    execFile(process.execPath, all, { env, timeout: 60_000 }, (_error, out, errors) => {
      resolve(`${out}${errors}`)
    })
  })
}

async function open(): Promise<{ world: McpWorld; gateway: GatewayWorld; home: string }> {
  const world = createMcpWorld()
  const agent = world.addAgent('ada')
  const gateway = await openGateway({ handler: (asked) => world.mcp.handle({ ...asked, agent }) })
  const home = mkdtempSync(path.join(tmpdir(), 'countersign-inspector-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  return { world, gateway, home }
}

const ways = {
  http: ({ gateway }: { gateway: GatewayWorld }): string[] => [
    `http://127.0.0.1:${gateway.port()}/mcp`,
    '--transport',
    'http',
    '--header',
    `Authorization: Bearer ${gateway.secretOf('ada')}`,
  ],
  stdio: ({ gateway }: { gateway: GatewayWorld }): string[] => [
    '-e',
    `COUNTERSIGN_HOME=${gateway.folder}`,
    '-e',
    `COUNTERSIGN_SECRET=${gateway.secretOf('ada')}`,
    process.execPath,
    path.join(root, 'main', 'countersign-mcp.ts'),
  ],
}

it.for(['http', 'stdio'] as const)(
  '[GWP-26] the inspector lists and calls over %s, held until the person approves',
  patience,
  async (way) => {
    const { world, gateway, home } = await open()
    const target = ways[way]({ gateway })
    const list = await inspect([...target, '--method', 'tools/list'], home)
    expect(list).toContain(`"${tool}"`)
    const call = [...target, '--method', 'tools/call', '--tool-name', tool]
    const values = ['amount=40', 'currency=EUR', 'recipient=Ada'].flatMap((pair) => [
      '--tool-arg',
      pair,
    ])
    const answer = inspect([...call, ...values], home)
    await expect.poll(() => world.open().length, patience).toBe(1)
    expect(world.journey.sent).toEqual([])
    const { id, argumentsJson } = world.onlyCall()
    expect(JSON.parse(argumentsJson)).toEqual({ amount: 40, currency: 'EUR', recipient: 'Ada' })
    world.journey.approve(id)
    expect(await answer).toContain('"ok"')
  },
)
