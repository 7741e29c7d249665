// What the gateway adds to a tool call, beside the same client straight at the server and through mcp-remote, in one run.
import { fork, spawn } from 'node:child_process'
import path from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { readLine } from './rig.ts'

/** Calls of each client and way; the first tenth is left out. */
const callsOfOne = 400
const clientCounts = process.argv.slice(2).map(Number)
type Way = 'direct' | 'gateway' | 'mcpRemote'
const ways: readonly Way[] = ['direct', 'gateway', 'mcpRemote']
type Tool = 'read' | 'change'

interface Parts {
  readonly serverUrl: string
  /** One secret for each client: every one is an agent of its own. */
  readonly gateway: {
    readonly port: number
    readonly secrets: readonly string[]
    readonly names: ToolNames
  }
}
type ToolNames = Readonly<Record<Tool, string>>
const ownNames: ToolNames = { read: 'read_nonce', change: 'keep_nonce' }

const here = (name: string): string => path.join(import.meta.dirname, name)
const quiet = '--disable-warning=ExperimentalWarning'
const server = spawn(process.execPath, [quiet, here('echo-server.ts')], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const upstream = JSON.parse(await readLine(server)) as { port: number }
const serverUrl = `http://127.0.0.1:${String(upstream.port)}/mcp`
const engine = fork(here('gateway-process.ts'), [serverUrl], { execArgv: [quiet], silent: true })
engine.stderr?.pipe(process.stderr)
const opened = JSON.parse(await readLine(engine)) as { port: number; secrets: string[] }
const parts: Parts = { serverUrl, gateway: { ...opened, names: await findNames(opened) } }

const figures: Record<string, number> = {}
for (const count of clientCounts) await measure(count)
Object.assign(figures, await askEngine())
for (const count of clientCounts) compare(count)
console.log(JSON.stringify(figures))
engine.send('stop')
engine.once('exit', () => server.kill())

/** One way after the other with the same clients, so that each has the machine to itself. */
async function measure(count: number): Promise<void> {
  for (const tool of ['read', 'change'] as const) {
    for (const way of ways) {
      const clients = await Promise.all(
        Array.from({ length: count }, (_, number) => connect(way, number)),
      )
      const name = way === 'gateway' ? parts.gateway.names[tool] : ownNames[tool]
      const calls = Math.max(40, Math.round(callsOfOne / Math.sqrt(count)))
      const startedAtMs = performance.now()
      const times = await Promise.all(clients.map((client) => callAgain(client, name, calls)))
      const seconds = (performance.now() - startedAtMs) / 1_000
      const all = times.flat().sort((one, other) => one - other)
      const key = `${tool}-${way}-${String(count)}`
      figures[`${key}-p50Ms`] = round(all[Math.floor(all.length / 2)] ?? 0)
      figures[`${key}-p99Ms`] = round(all[Math.floor(all.length * 0.99)] ?? 0)
      figures[`${key}-perSecond`] = Math.round((count * calls) / seconds)
      await Promise.all(clients.map((client) => client.close()))
    }
  }
}

/** Added time of one call, and throughput, each as a ratio within this run. */
function compare(count: number): void {
  const of = (key: string): number => figures[key] ?? Number.NaN
  for (const tool of ['read', 'change'] as const) {
    const at = (way: Way, what: string): number => of(`${tool}-${way}-${String(count)}-${what}`)
    const added = (way: Way): number => at(way, 'p50Ms') - at('direct', 'p50Ms')
    const key = `${tool}-${String(count)}`
    figures[`${key}-gatewayAddsMs`] = round(added('gateway'))
    figures[`${key}-mcpRemoteAddsMs`] = round(added('mcpRemote'))
    figures[`${key}-throughputToMcpRemote`] = round(
      at('gateway', 'perSecond') / at('mcpRemote', 'perSecond'),
    )
    figures[`${key}-throughputToDirect`] = round(
      at('gateway', 'perSecond') / at('direct', 'perSecond'),
    )
  }
}

/** Every answer must carry the nonce of its own call. */
async function callAgain(client: Client, name: string, calls: number): Promise<number[]> {
  const times: number[] = []
  for (let call = 0; call < calls; call += 1) {
    const nonce = crypto.randomUUID()
    const startedAtMs = performance.now()
    const result = await client.callTool({ name, arguments: { nonce } })
    if (call >= calls / 10) times.push(performance.now() - startedAtMs)
    if (!JSON.stringify(result).includes(nonce)) throw new Error(`${name} answered another call.`)
  }
  return times
}

async function connect(way: Way, number: number): Promise<Client> {
  const client = new Client(
    { name: 'bench', version: '1.0.0' },
    way === 'mcpRemote' ? {} : { versionNegotiation: { mode: 'auto' } },
  )
  await client.connect(buildTransport(way, number))
  return client
}

function buildTransport(
  way: Way,
  number: number,
): StreamableHTTPClientTransport | StdioClientTransport {
  if (way === 'direct') return new StreamableHTTPClientTransport(new URL(parts.serverUrl))
  if (way === 'gateway')
    return gatewayTransport(parts.gateway.port, parts.gateway.secrets[number] ?? '')
  const proxy = path.join('node_modules', 'mcp-remote', 'dist', 'proxy.js')
  const args = [proxy, parts.serverUrl, '--transport', 'http-only', '--silent']
  return new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' })
}

function gatewayTransport(port: number, secret: string): StreamableHTTPClientTransport {
  return new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${String(port)}/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${secret}` } },
  })
}

/** The gateway offers both tools under names of its own. */
async function findNames(to: { port: number; secrets: readonly string[] }): Promise<ToolNames> {
  const client = new Client(
    { name: 'bench', version: '1.0.0' },
    { versionNegotiation: { mode: 'auto' } },
  )
  await client.connect(gatewayTransport(to.port, to.secrets[0] ?? ''))
  const { tools } = await client.listTools()
  await client.close()
  const ending = (name: string): string =>
    tools.find((tool) => tool.name.endsWith(name))?.name ?? ''
  return { read: ending(ownNames.read), change: ending(ownNames.change) }
}

function askEngine(): Promise<object> {
  return new Promise((resolve) => {
    engine.once('message', (message) => resolve(message as object))
    engine.send('tell')
  })
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
