// The engine with its gateway in a process of its own, for many agents of one open server; prints port and secrets.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { openEngine } from '../../main/bootstrap.ts'
import type { Engine } from '../../main/engine.ts'
import { createSystemClock, makeRandomId, systemRandomness } from '../../main/system-clock.ts'
import type { Rule } from '../../shared/model/rule.ts'

const upstream = process.argv[2] ?? ''
const folder = mkdtempSync(path.join(os.tmpdir(), 'countersign-bench-gateway-'))
const clock = createSystemClock()
const entries = new Map<string, string>()
const notHere = (): never => {
  throw new Error('Nobody looks at anything here.')
}

const engine = await openEngine({
  folder,
  version: '0.0.0',
  clock,
  randomness: systemRandomness,
  makeId: makeRandomId,
  log: (level, message, detail) => {
    if (level === 'error') console.error(message, detail)
  },
  keychain: {
    get: (name) => Promise.resolve(entries.get(name) ?? null),
    set: (name, value) => Promise.resolve(void entries.set(name, value)),
  },
  shownGate: { requireShown: notHere } as never,
  ceremony: notHere as never,
  openExternal: () => Promise.resolve(false),
  onChanged: () => undefined,
  onCallChanged: () => undefined,
  onCallEnded: () => undefined,
})
await engine.start()
const connectionId = await connect(engine, upstream)
const secrets = Array.from({ length: 50 }, (_, number) => addAgent(engine, `Bench ${number}`))
await engine.gateway.refresh()
/** Its own resolution is in it: a loop that is never late shows 1 ms. */
const delays = monitorEventLoopDelay({ resolution: 1 })
delays.enable()
console.log(JSON.stringify({ port: engine.gateway.state().port, secrets }))

process.on('message', (message) => {
  if (message === 'stop') void stop()
  else
    process.send?.({
      gatewayRssMb: Math.round(process.memoryUsage().rss / 2 ** 20),
      gatewayLoopP99Ms: Math.round(delays.percentile(99) / 1e5) / 10,
    })
})
process.on('disconnect', () => void stop())

async function stop(): Promise<void> {
  await engine.stop()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
}

/** Trusted for reading, as the person would have marked it. */
async function connect({ connections, store }: Engine, url: string): Promise<string> {
  const { connectionId: id } = connections.add(url)
  for (let look = 0; look < 200; look += 1) {
    const connection = store.connections.load(id)
    if (connection?.status === 'ready') {
      store.connections.save({ ...connection, trustedForReading: true })
      return id
    }
    await delay(50)
  }
  throw new Error('The server could not be connected to.')
}

function addAgent({ agents, store }: Engine, name: string): string {
  const agent = agents.add(name)
  store.transaction(() => agents.allow(agent.id, [{ connectionId, tools: null }]))
  allowWriting(engine, { agentId: agent.id, connectionId })
  return agents.makeSecret(agent.id).reveal()
}

function allowWriting({ store }: Engine, of: { agentId: string; connectionId: string }): void {
  const tool = store.connections
    .listTools(of.connectionId)
    .find(({ name }) => name === 'keep_nonce')
  const rule: Rule = {
    id: `bench-${of.agentId}`,
    effect: 'allow',
    state: 'active',
    ...of,
    tool: 'keep_nonce',
    toolDefinitionHash: tool?.definitionHash ?? '',
    taskId: null,
    conditions: [{ kind: 'any', pointer: '/nonce' }],
    createdAtMs: clock.nowMs() - 1,
    expiresAtMs: clock.nowMs() + 86_400_000,
    maxUses: null,
    uses: 0,
    lastUsedAtMs: null,
    madeFromCallId: null,
    endedAtMs: null,
  }
  store.rules.save(rule)
}
