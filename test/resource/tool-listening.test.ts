// Tests of hearing that tools changed between calls: at the SDK's own server, at raw ones, and where nobody listens.
import { afterEach, describe, expect, it } from 'vitest'
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createDpopProofs } from '../../main/oauth/dpop-proofs.ts'
import { createMcpConnector } from '../../main/resource/mcp-connection.ts'
import { createToolListening } from '../../main/resource/tool-listening.ts'
import { createSystemClock, systemRandomness } from '../../main/system-clock.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { startChangingServer, type ChangingServer } from './changing-server.ts'
import { connectionAt, startRawServer } from './upstream-server.ts'
import { buildBearerGrant } from '../store/nouns.ts'

const stops: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

async function startSdkServer(): Promise<ChangingServer> {
  const server = await startChangingServer()
  stops.push(() => server.stop())
  return server
}

function startListening(...connections: Connection[]) {
  const clock = createVirtualClock()
  const store = createMemoryStore(() => clock.nowMs())
  for (const connection of connections) store.connections.save(connection)
  const heard: string[] = []
  const listening = createToolListening({
    store,
    clock,
    fetch: createGuardedFetch({ clock: createSystemClock() }),
    proofs: createDpopProofs({ clock, randomness: systemRandomness }),
    keys: { load: () => Promise.resolve(null) },
    connector: createMcpConnector('0.0.0-test'),
    log: () => undefined,
    onToolsChanged: (connectionId) => void heard.push(connectionId),
  })
  stops.push(() => listening.stop())
  listening.start()
  return { clock, store, heard, listening }
}

/** Open at both ends: what is cut before the client heard so is a beginning that fails, and no stream that breaks. */
async function untilOpen(server: ChangingServer, heard: string[]): Promise<void> {
  await expect.poll(server.countStreams, { timeout: 5_000 }).toBe(1)
  server.say()
  await expect.poll(() => heard, { timeout: 5_000 }).toEqual(['c'])
  heard.length = 0
}

/** Nothing more is on its way: the network had its turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60))

describe('listening for changed tools', () => {
  // Dies if: a change is heard only when the next call is sent, however long that takes.
  it('[LISTEN-01] hears at once what the server says between calls, and lets go when it stops', async () => {
    const server = await startSdkServer()
    const { heard, listening } = startListening(connectionAt(server.url))
    await expect.poll(server.countStreams).toBe(1)
    expect(server.methods).toEqual(['server/discover', 'subscriptions/listen'])
    expect(heard).toEqual([])
    server.say()
    await expect.poll(() => heard).toEqual(['c'])
    listening.stop()
    await expect.poll(server.countStreams).toBe(0)
  })

  // Dies if: a broken stream is never opened again, is opened at once for ever, or what was missed is not looked for.
  it('[LISTEN-02] opens a stream again that broke, later each time, and has the tools read', async () => {
    const server = await startSdkServer()
    const { clock, heard } = startListening(connectionAt(server.url))
    const asked = (): number =>
      server.methods.filter((each) => each === 'subscriptions/listen').length
    await untilOpen(server, heard)
    server.cut()
    await expect.poll(() => clock.pending).toBe(1)
    clock.advance(4_999)
    await breathe()
    expect([asked(), heard]).toEqual([1, []])
    clock.advance(1)
    await expect.poll(server.countStreams).toBe(1)
    await expect.poll(() => heard).toEqual(['c'])
    server.cut()
    await expect.poll(() => clock.pending).toBe(1)
    clock.advance(9_999)
    await breathe()
    expect(asked()).toBe(2)
    clock.advance(1)
    await expect.poll(asked).toBe(3)
  })

  // Dies if: a session is begun at a server of an earlier era for nothing, or a server without it is asked again and again.
  it('[LISTEN-03] leaves a server alone that has no such stream', async () => {
    const legacy = await startRawServer('legacy', () => ({
      error: { code: -32601, message: 'no' },
    }))
    const modern = await startRawServer('modern', () => ({
      error: { code: -32601, message: 'no' },
    }))
    for (const each of [legacy, modern]) stops.push(() => each.stop())
    const { clock, heard } = startListening(connectionAt(legacy.url), {
      ...connectionAt(modern.url),
      id: 'd',
    })
    await expect.poll(() => modern.sent('subscriptions/listen').length).toBe(1)
    await expect.poll(() => legacy.sent('server/discover').length).toBe(1)
    await breathe()
    clock.advance(24 * 60 * 60_000)
    await breathe()
    expect(legacy.sent('initialize')).toEqual([])
    expect(legacy.seen).toHaveLength(1)
    expect(modern.sent('subscriptions/listen')).toHaveLength(1)
    expect([heard, clock.pending]).toEqual([[], 0])
  })

  // Dies if: a token is renewed, or goes to a server after its time, only to hear.
  it('[LISTEN-04] goes with a token that serves, and without one asks nobody for another', async () => {
    const server = await startSdkServer()
    const issuer = 'http://localhost:1'
    const { clock, store, heard, listening } = startListening()
    const expiresAtMs = clock.nowMs() + 60_000
    store.grants.write(
      await store.grants.seal(
        buildBearerGrant('canary', { issuer, connectionId: 'c', expiresAtMs }),
      ),
    )
    store.connections.save({ ...connectionAt(server.url), issuer })
    listening.refresh()
    await untilOpen(server, heard)
    expect(new Set(server.tokens)).toEqual(new Set(['Bearer canary']))
    clock.advance(60_000)
    server.cut()
    await expect.poll(() => clock.pending).toBe(1)
    clock.advance(60 * 60_000)
    await breathe()
    expect(server.tokens).toHaveLength(2)
  })

  it('[LISTEN-04] ends with its connection, moves with its address, and begins anew after sleep', async () => {
    const [server, other] = [await startSdkServer(), await startSdkServer()]
    const connection = connectionAt(server.url)
    const { store, listening, heard } = startListening(connection)
    await expect.poll(server.countStreams).toBe(1)
    listening.refresh()
    expect(heard).toEqual([])
    listening.onWake()
    // Dies if: what changed while the computer slept is not looked for.
    await expect.poll(() => heard).toEqual(['c'])
    const isListen = (method: string): boolean => method === 'subscriptions/listen'
    await expect.poll(() => server.methods.filter(isListen).length).toBe(2)
    await expect.poll(server.countStreams).toBe(1)
    store.connections.save({ ...connection, url: other.url })
    listening.refresh()
    await expect.poll(() => [server.countStreams(), other.countStreams()]).toEqual([0, 1])
    store.connections.save({ ...connection, url: other.url, status: 'needs_sign_in' })
    listening.refresh()
    await expect.poll(other.countStreams).toBe(0)
  })
})
