// `countersign-mcp` as agents start it: its own process, both eras, the app away and back, and what goes wrong.
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openGateway, type GatewayWorld } from './gateway-world.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import { createMcpWorld, type McpWorld, type Mode } from './mcp-world.ts'

const entry = path.join(import.meta.dirname, '..', '..', 'main', 'countersign-mcp.ts')
const call = {
  name: 'harbor-bank__prepare_transfer',
  arguments: { amount: 40, currency: 'EUR', recipient: 'Ada' },
}

async function open(): Promise<{ world: McpWorld; gateway: GatewayWorld }> {
  const world = createMcpWorld()
  const agent = world.addAgent('ada')
  const handler: Parameters<typeof openGateway>[0] = {
    handler: (request) => world.mcp.handle({ ...request, agent }),
  }
  return { world, gateway: await openGateway(handler) }
}

const environment = (folder: string, secret: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  COUNTERSIGN_HOME: folder,
  COUNTERSIGN_SECRET: secret,
  NODE_NO_WARNINGS: '1',
})

async function connect(folder: string, secret: string, mode: Mode): Promise<Client> {
  const versionNegotiation = { mode: mode === 'modern' ? { pin: '2026-07-28' } : 'legacy' } as const
  const client = new Client({ name: 'stdio tester', version: '1' }, { versionNegotiation })
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [entry],
    env: environment(folder, secret),
    stderr: 'inherit',
  })
  await client.connect(transport)
  onTestFinished(() => client.close())
  return client
}

type Answer = Awaited<ReturnType<Client['callTool']>>
const wordsOf = ({ content }: Answer): string => {
  const [first] = content as { text?: string }[]
  return first?.text ?? ''
}

/** Processes take their time to start. */
const patient = { timeout: 20_000 }

async function whenAskedBy(world: McpWorld): Promise<Interaction> {
  await expect.poll(() => world.open().length, patient).toBe(1)
  const [first] = world.open()
  if (first === undefined) throw new Error('nobody was asked')
  return first
}

async function whenNobodyIsAsked(world: McpWorld): Promise<void> {
  await expect.poll(() => world.open(), patient).toEqual([])
}

/** The process without a client, for lines that no client would send. */
function startRaw(folder: string, secret: string): Raw {
  const child = spawn(process.execPath, [entry], { env: environment(folder, secret) })
  const lines: string[] = []
  let errors = ''
  // One that has gone is seen by its end.
  child.stdin.on('error', () => undefined)
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()))
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, lines, ended, errors: () => errors }
}

interface Raw {
  readonly child: ReturnType<typeof spawn>
  readonly lines: string[]
  readonly ended: Promise<number | null>
  readonly errors: () => string
}

describe.each<Mode>(['modern', 'legacy'])('a client over standard streams, %s', (mode) => {
  it('[GWP-21] lists, is held with progress, and gets its result', async () => {
    const { world, gateway } = await open()
    const client = await connect(gateway.folder, gateway.secretOf('ada'), mode)
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain(call.name)
    const heard: (string | undefined)[] = []
    const answer = client.callTool(call, { onprogress: ({ message }) => void heard.push(message) })
    const { callId } = await whenAskedBy(world)
    await expect.poll(() => heard, patient).toHaveLength(1)
    world.journey.approve(callId ?? '')
    expect(wordsOf(await answer)).toBe('ok')
    expect(world.seen.at(-1)?.client).toMatchObject({ name: 'stdio tester', transport: 'stdio' })
  })

  it('[GWP-22] takes a call back by notifications/cancelled, and by nothing else', async () => {
    const { world, gateway } = await open()
    const client = await connect(gateway.folder, gateway.secretOf('ada'), mode)
    const cancelling = new AbortController()
    client.callTool(call, { signal: cancelling.signal }).catch(() => undefined)
    await whenAskedBy(world)
    cancelling.abort()
    await whenNobodyIsAsked(world)
    expect(world.journey.ended).toMatchObject([{ state: 'cancelled' }])
    client.callTool(call).catch(() => undefined)
    const { callId } = await whenAskedBy(world)
    await client.close()
    const back = await connect(gateway.folder, gateway.secretOf('ada'), mode)
    const answer = back.callTool(call)
    const calls = (): number =>
      gateway.seen.filter(({ bodyText }) => bodyText.includes('"tools/call"')).length
    await expect.poll(calls, patient).toBe(3)
    expect(world.open()).toHaveLength(1)
    // Dies if: the end of the process takes the call back, or the same call asks twice
    world.journey.approve(callId ?? '')
    expect(wordsOf(await answer)).toBe('ok')
  })

  it('[GWP-23] goes on after the app was restarted in between', async () => {
    const { world, gateway } = await open()
    const client = await connect(gateway.folder, gateway.secretOf('ada'), mode)
    await client.listTools()
    await gateway.change('bob', { revokedAtMs: 1 })
    await gateway.change('ada', { revokedAtMs: 1 })
    world.restart()
    await expect(client.listTools()).rejects.toThrow(/Start the Countersign app/)
    await gateway.change('ada', { revokedAtMs: null })
    // Dies if: the session that the app forgot is not begun anew
    expect((await client.listTools()).tools).toHaveLength(6)
  })
})

describe('the process', () => {
  it('[GWP-23] says that the app does not run, and works once it does', async () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'countersign-none-'))
    onTestFinished(() => rmSync(empty, { recursive: true, force: true }))
    const { child, lines, ended } = startRaw(empty, 'a-secret-of-some-agent')
    child.stdin?.write('{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}\n')
    await expect.poll(() => lines, patient).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      id: 1,
      error: { code: -32_603, message: expect.stringContaining('Start the Countersign app') },
    })
    child.stdin?.end()
    expect(await ended).toBe(0)
  })

  it('[GWP-24] answers garbage, batches and lines that are too long, and goes on', async () => {
    const { gateway } = await open()
    const { child, lines, ended, errors } = startRaw(gateway.folder, gateway.secretOf('ada'))
    const big = `{"jsonrpc":"2.0","id":2,"method":"ping","params":{"x":"${'x'.repeat(5_000_000)}"}}`
    child.stdin?.write(`not json\n[]\n\n${big}\n{"jsonrpc":"2.0","id":null,"method":"ping"}\n`)
    child.stdin?.write('{"jsonrpc":"2.0","id":3,"method":"ping"}\n')
    await expect.poll(() => lines, patient).toHaveLength(5)
    const codes = lines.map(
      (line) => (JSON.parse(line) as { error?: { code: number } }).error?.code,
    )
    expect(codes).toEqual([-32_700, -32_600, -32_600, -32_600, -32_603])
    expect(lines[4]).toContain('"id":3')
    child.stdin?.end()
    expect(await ended).toBe(0)
    expect(errors()).toBe('')
  })

  it('[GWP-24] says which secret is wrong, and never prints it', async () => {
    const { gateway } = await open()
    const secret = 'sesame-0123456789-sesame'
    const { child, lines, errors } = startRaw(gateway.folder, secret)
    child.stdin?.write('{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}\n')
    await expect.poll(() => lines, patient).toHaveLength(1)
    expect(lines[0]).toContain('does not know this secret')
    // Dies if: what was sent is put into a message
    expect(lines.join('') + errors()).not.toContain(secret)
    const without = startRaw(gateway.folder, '')
    without.child.stdin?.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
    await expect.poll(() => without.lines, patient).toHaveLength(1)
    expect(without.lines[0]).toContain('COUNTERSIGN_SECRET is not set')
  })
})
