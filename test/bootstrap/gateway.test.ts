// Proves what the gateway tells the person, how its port is chosen and kept, and that it follows its agents.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import {
  buildGatewayServices,
  wireGateway,
  type GatewayWiring,
} from '../../main/bootstrap-gateway.ts'
import { createNoticeBoard } from '../../main/bootstrap-notices.ts'
import { contract } from '../../shared/contract.ts'
import type { Agent } from '../../shared/model/agent.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { ask, hashOf, secretOf } from '../gateway/gateway-world.ts'

const ada: Agent = {
  id: 'ada',
  name: 'Ada',
  kind: 'gateway',
  access: [],
  secretHash: hashOf(secretOf('ada')),
}

async function open() {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-gateway-'))
  const clock = createVirtualClock()
  const store = createMemoryStore(() => clock.nowMs())
  store.tasks.saveAgent(ada)
  let made = 0
  const makeId = (): string => `notice-${(made += 1)}`
  const notices = createNoticeBoard({ clock, makeId, onChanged: () => undefined })
  let tell = (): void => undefined
  const agents = {
    findBySecret: (secret: string) =>
      secret === secretOf('ada') ? store.tasks.loadAgent('ada') : null,
    onCallersChanged: (listener: () => void) => void (tell = listener),
  }
  const handle = async (): Promise<Response> => Response.json({})
  const calls = { mcp: { handle }, hook: handle, start: () => undefined, stop: () => undefined }
  const wiring = { clock, store, notices, agents, calls, folder, log: () => undefined }
  const gateway = wireGateway({
    ...wiring,
    onChanged: () => undefined,
  } as unknown as GatewayWiring)
  await gateway.refresh()
  onTestFinished(async () => {
    await gateway.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  let changes = 0
  const services = buildGatewayServices({ store, gateway }, () => (changes += 1))
  const port = (): number => gateway.state().port ?? 0
  return {
    clock,
    store,
    notices,
    gateway,
    services,
    port,
    tell: () => tell(),
    changes: () => changes,
  }
}

it('[GWE-16] tells of knocking once a minute, in one notice, so that it pushes nothing else away', async () => {
  const { clock, notices, port } = await open()
  const knock = (): Promise<Response> =>
    ask(port(), 'ada', { headers: { authorization: 'Bearer guess' } })
  for (let turn = 0; turn < 3; turn += 1) expect((await knock()).status).toBe(401)
  expect(notices.list().map(({ id, tone }) => [id, tone])).toEqual([['notice-1', 'warn']])
  expect(notices.list()[0]?.body).not.toContain('guess')
  clock.advance(60_000)
  expect((await knock()).status).toBe(401)
  // Dies if: each knock is a notice, or the one from before stays.
  expect(notices.list().map(({ id }) => id)).toEqual(['notice-2'])
})

it('[GWE-17] takes a port that stays, keeps and records it, and moves there at once', async () => {
  const { store, gateway, services, port, changes } = await open()
  const before = port()
  const free = await findFreePort()
  await services.gateway.setPort(free)
  expect(gateway.state()).toEqual({ port: free, problem: null })
  expect((await ask(free)).status).toBe(200)
  await expect(ask(before)).rejects.toThrow('fetch failed')
  expect(store.settings.load().gatewayPort).toBe(free)
  expect(changes()).toBe(1)
  const rows = store.activity.list({ limit: 5, beforeSequence: null })
  expect(rows.map(({ kind, detailJson }) => [kind, detailJson])).toContainEqual([
    'settings_changed',
    JSON.stringify({ gatewayPort: free }),
  ])
  await services.gateway.setPort(null)
  expect(store.settings.load().gatewayPort).toBe(null)
})

it('[GWE-17] takes no address and no port of the system through the door', () => {
  const { input, surface, widens } = contract['settings.gateway-port']
  expect([surface, widens]).toEqual(['app', false])
  for (const port of [80, 0, -1, 65_536, 1.5, '8080', '0.0.0.0:8080', undefined]) {
    // Dies if: the verb takes what the setting could not keep.
    expect(input.safeParse({ port }).success).toBe(false)
  }
  expect(input.safeParse({ port: 8_080, host: '0.0.0.0' }).success).toBe(false)
  expect(input.safeParse({ port: null }).success).toBe(true)
})

it('[GWE-15] hears from the agents themselves that none is left', async () => {
  const { store, gateway, tell } = await open()
  store.tasks.saveAgent({ ...ada, secretHash: null, revokedAtMs: 1 })
  tell()
  // In turn after what the news began.
  await gateway.refresh()
  expect(gateway.state()).toEqual({ port: null, problem: null })
})

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
