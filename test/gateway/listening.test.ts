// Proves where and when the gateway listens: loopback alone, while an agent may call, on the port that was chosen.
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readDiscovery } from '../../main/gateway/read-discovery.ts'
import { settingsSchema } from '../../shared/model/settings.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { eventually } from './eventually.ts'
import { ask, openGateway } from './gateway-world.ts'
import { openSocket } from './raw-client.ts'

async function occupy(host: string, port = 0): Promise<{ port: number; server: Server }> {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, resolve)
  })
  onTestFinished(() => void server.close())
  const address = server.address()
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, server }
}

const revoked = { secretHash: null, revokedAtMs: 1 }
const isOpen = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  openSocket(port, host).then(
    (socket) => {
      socket.destroy()
      return true
    },
    () => false,
  )

/** The addresses at which the system listens on this port, as it writes them (the numbers of `ss -ltn`). */
const readListening =
  (port: number) =>
  (table: string): string[] => {
    if (!existsSync(table)) return []
    const listening = '0A'
    const rows = readFileSync(table, 'utf8').split('\n').slice(1)
    return rows.flatMap((row) => {
      const [, local = '', , state] = row.trim().split(/\s+/)
      const [address = '', own = ''] = local.split(':')
      return state === listening && Number.parseInt(own, 16) === port ? [address] : []
    })
  }

describe('where it listens', () => {
  it.runIf(process.platform === 'linux')(
    '[GWE-04] is loopback alone, by what the system says',
    async () => {
      const world = await openGateway()
      const addresses = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(readListening(world.port()))
      // Dies if: another address is bound, or none is named.
      expect(addresses.length).toBeGreaterThan(0)
      const loopback = ['0100007F', '00000000000000000000000001000000']
      expect(addresses.filter((address) => !loopback.includes(address))).toEqual([])
    },
  )

  it('[GWE-04] cannot be reached by any other address of this computer', async () => {
    const world = await openGateway()
    const others = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
      .map(({ address }) => address)
    for (const address of others) expect(await isOpen(world.port(), address)).toBe(false)
    expect(await isOpen(world.port())).toBe(true)
  })

  it('[GWE-04] has no setting for another address: a port is a number, and nothing else is taken', () => {
    const others = [
      '0.0.0.0',
      '::',
      '0',
      0,
      '0x0',
      '::ffff:0.0.0.0',
      '',
      '0.0.0.0:8000',
      80,
      65_536,
      1.5,
    ]
    // Dies if: the schema takes a string, or a port below 1024.
    for (const gatewayPort of others) {
      const parsed = settingsSchema.shape.gatewayPort.safeParse(gatewayPort)
      expect([gatewayPort, parsed.success]).toEqual([gatewayPort, false])
    }
    expect(
      Object.keys(settingsSchema.shape).filter((name) => /host|address|bind/i.test(name)),
    ).toEqual([])
  })
})

describe('when it listens', () => {
  it('[GWE-15] is while an agent may call: not before, not after, at once', async () => {
    const world = await openGateway({ agents: ['ada'] })
    const first = world.port()
    expect((await ask(first)).status).toBe(200)
    await world.change('ada', revoked)
    // Dies if: it goes on listening for nobody.
    expect(world.gateway.state()).toEqual({ port: null, problem: null })
    expect(await isOpen(first)).toBe(false)
    expect(readDiscovery(world.folder).state).toBe('missing')
    await world.change('bob', {})
    expect((await ask(world.port(), 'bob')).status).toBe(200)
    await world.gateway.stop()
    await world.gateway.refresh()
    // Dies if: something that changes late opens it again after the end.
    expect(world.gateway.state().port).toBe(null)
  })

  it('[GWE-15] is never for agents without a secret, nor for the built-in one', async () => {
    const world = await openGateway({ agents: [] })
    expect(world.gateway.state().port).toBe(null)
    await world.change('new', { secretHash: null })
    await world.change('bookkeeper', { kind: 'built-in' })
    expect(world.gateway.state().port).toBe(null)
  })

  it('[GWE-15] says that its port is taken, and takes it when it is free', async () => {
    const clock = createVirtualClock()
    const { port, server } = await occupy('127.0.0.1')
    const world = await openGateway({ clock, gatewayPort: port })
    // Dies if: it goes to another port, where nobody looks for it.
    expect(world.gateway.state().port).toBe(null)
    expect(world.gateway.state().problem).toContain(`Port ${port} is used by another program`)
    expect(world.changes()).toBe(1)
    clock.advance(30_000)
    await eventually(() => expect(clock.pending).toBe(1))
    expect(world.gateway.state().port).toBe(null)
    await new Promise((resolve) => server.close(resolve))
    clock.advance(30_000)
    // Dies if: it is not tried again.
    await eventually(() => expect(world.gateway.state()).toEqual({ port, problem: null }))
    expect((await ask(port)).status).toBe(200)
  })

  it('[GWE-15] does not share its port: who has it on ::1 would be shown secrets', async (context) => {
    const { port } = await occupy('::1').catch(() => ({ port: 0 }))
    if (port === 0) return context.skip()
    const world = await openGateway({ gatewayPort: port, clock: createVirtualClock() })
    // Dies if: only 127.0.0.1 is asked for.
    expect(world.gateway.state().problem).toContain(`Port ${port}`)
    expect(await isOpen(port)).toBe(false)
  })

  it('[GWE-15] moves when another port is chosen, and stays where it was when that one is taken', async () => {
    const world = await openGateway({ clock: createVirtualClock() })
    const first = world.port()
    const { port: taken } = await occupy('127.0.0.1')
    world.settings.gatewayPort = taken
    await world.gateway.refresh()
    expect(world.gateway.state().port).toBe(first)
    expect(world.gateway.state().problem).toContain(`Port ${taken}`)
    expect((await ask(first)).status).toBe(200)
    const { port: free, server } = await occupy('127.0.0.1')
    await new Promise((resolve) => server.close(resolve))
    world.settings.gatewayPort = free
    await world.gateway.refresh()
    expect(world.gateway.state()).toEqual({ port: free, problem: null })
    expect(await isOpen(first)).toBe(false)
    expect((await ask(free)).status).toBe(200)
    world.settings.gatewayPort = null
    await world.gateway.refresh()
    expect(world.port()).toBe(free)
  })

  it('[GWE-15] follows changes one after the other, however many come at once', async () => {
    const world = await openGateway({ agents: ['ada'] })
    const changes = Array.from({ length: 20 }, (_, turn) =>
      world.change('ada', turn % 2 === 0 ? revoked : { secretHash: 'x', revokedAtMs: null }),
    )
    await Promise.all([...changes, world.change('ada', revoked)])
    expect(world.gateway.state()).toEqual({ port: null, problem: null })
    expect(readDiscovery(world.folder).state).toBe('missing')
  })
})
