// Proves the bounds of the gateway: slow and idle connections, many of them, large bodies, and too many requests.
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { gatewayLimits } from '../../main/gateway/gateway-limits.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { eventually } from './eventually.ts'
import { ask, openGateway, secretOf, soundFields, soundRequest } from './gateway-world.ts'
import { buildRequest, openSocket, readAll, sendRaw, type Fields } from './raw-client.ts'

/** Of sockets that hold connections open. */
const count = Number(process.env['COUNT'] ?? '300')

describe('slow connections', () => {
  // prove: 2000
  it(`[GWE-11] give way: ${count} of them keep no agent out`, { timeout: 120_000 }, async () => {
    const clock = createVirtualClock()
    const world = await openGateway({ clock })
    const port = world.port()
    const held: Socket[] = []
    const drips = ['', 'P', 'POST /mcp HTTP/1.1\r\nHost: ', `${soundRequest(port).slice(0, 40)}`]
    let turns = 0
    // Dies if: a connection without a secret is kept when there is no room, or the new one is refused at once.
    for (let opened = 0; opened < count; opened += 50) {
      const batch = Array.from({ length: Math.min(50, count - opened) }, () => openSocket(port))
      for (const [index, socket] of (await Promise.all(batch)).entries()) {
        socket.write(drips[index % drips.length] ?? '')
        held.push(socket)
      }
      clock.advance(gatewayLimits.graceMs)
      const answer = await ask(port, 'ada', { headers: { connection: 'close' } })
      expect(answer.status).toBe(200)
      await answer.text()
      turns += 1
    }
    expect(world.seen).toHaveLength(turns)
    for (const socket of held) socket.destroy()
  })

  it('[GWE-11] are answered 408 and ended: no head, half a head, half a body', async () => {
    const world = await openGateway({ limits: { headerMs: 150, bodyMs: 300 } })
    const port = world.port()
    const slow = ['', 'POST /mcp HTTP/1.1\r\nHost: 127', soundRequest(port).slice(0, -3)]
    // Dies if: Node's own times are left as they are (300 s, looked at every 30 s).
    for (const bytes of slow) {
      const socket = await openSocket(port)
      const answer = readAll(socket)
      socket.write(bytes)
      expect([0, 408]).toContain((await answer).status)
    }
    expect(world.seen).toEqual([])
  })

  it('[GWE-11] end when idle between two requests, and when half closed', async () => {
    const world = await openGateway({ limits: { idleMs: 100 } })
    const port = world.port()
    const idle = await openSocket(port)
    const answer = readAll(idle)
    idle.write(soundRequest(port))
    expect((await answer).closed).toBe(true)
    const half = await openSocket(port)
    const end = readAll(half)
    half.end('POST /mcp HTTP/1.1\r\nHost: 127.')
    expect((await end).closed).toBe(true)
  })
})

describe('many connections', () => {
  it('[GWE-11] of one agent are bounded, and others are not kept out by them', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const world = await openGateway({
      limits: { connectionsPerAgent: 3 },
      handler: async ({ agent }) => {
        if (agent.name === 'ada') await held
        return Response.json({})
      },
    })
    const port = world.port()
    const own = [ask(port), ask(port), ask(port)]
    await eventually(() => expect(world.seen).toHaveLength(3))
    const fourth = await ask(port)
    // Dies if: the connections of an agent are not counted, or counted over all agents.
    expect(fourth.status).toBe(429)
    expect(fourth.headers.get('retry-after')).toBe('1')
    expect((await ask(port, 'bob')).status).toBe(200)
    release()
    for (const answer of await Promise.all(own)) expect(answer.status).toBe(200)
  })

  it('[GWE-11] with secrets are kept when there is no room: the new one hears 503', async () => {
    const world = await openGateway({
      limits: { connections: 2, graceMs: 0 },
      handler: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('gone')))
        }),
    })
    const port = world.port()
    const sockets = [await openSocket(port), await openSocket(port)]
    for (const socket of sockets) socket.write(soundRequest(port))
    await eventually(() => expect(world.seen).toHaveLength(2))
    const socket = await openSocket(port)
    const answer = await readAll(socket)
    // Dies if: an agent's connection gives way, or the limit is none.
    expect(answer.status).toBe(503)
    expect(answer.body).toContain('Too many connections')
    expect(sockets.map((each) => each.destroyed)).toEqual([false, false])
    for (const each of sockets) each.destroy()
  })
})

describe('large bodies', () => {
  it('[GWE-12] are refused by their stated length without a byte being read', async () => {
    const world = await openGateway()
    const port = world.port()
    const fields: Fields = [
      ...soundFields(port, '').filter(([name]) => name !== 'Content-Length'),
      ['Content-Length', '1073741824'],
    ]
    const socket = await openSocket(port)
    const answer = readAll(socket, (raw) => raw.includes('"id":null}'))
    socket.write(buildRequest('POST /mcp HTTP/1.1', fields))
    expect((await answer).status).toBe(413)
    socket.destroy()
    expect(world.seen).toEqual([])
  })

  it(
    '[GWE-12] are refused while they stream, with no more memory than the cap',
    { timeout: 30_000 },
    async () => {
      const world = await openGateway()
      const port = world.port()
      const chunk = Buffer.from(`10000\r\n${'a'.repeat(0x10000)}\r\n`)
      const fields: Fields = [
        ...soundFields(port, '').filter(([name]) => name !== 'Content-Length'),
        ['Transfer-Encoding', 'chunked'],
      ]
      const before = process.memoryUsage().arrayBuffers
      let most = 0
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const socket = await openSocket(port)
        const answer = readAll(socket)
        socket.write(buildRequest('POST /mcp HTTP/1.1', fields))
        let ended = false
        void answer.then(() => (ended = true))
        let sent = 0
        // Up to 1 GB: as long as somebody takes it.
        while (!ended && sent < 16_384) {
          sent += 1
          if (!socket.write(chunk)) {
            await Promise.race([answer, new Promise((resolve) => socket.once('drain', resolve))])
          }
          most = Math.max(most, process.memoryUsage().arrayBuffers - before)
        }
        // Dies if: the body is read to its end before it is measured.
        expect(sent).toBeLessThan(2_000)
        expect([0, 413]).toContain((await answer).status)
      }
      expect(most).toBeLessThan(50 * 1024 * 1024)
      expect(world.seen).toEqual([])
    },
  )

  it('[GWE-12] of few bytes and much work are refused: deep, wide, long numbers', async () => {
    const world = await openGateway()
    const port = world.port()
    const keys = Array.from({ length: 300_000 }, (_, index) => `"${index}":1`).join(',')
    const bombs: (readonly [string, number])[] = [
      [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400],
      ['{"a":'.repeat(100_000), 400],
      [`{${keys}}`, 400],
      [`[${'0,'.repeat(1_000_000)}0]`, 400],
      ['9'.repeat(1_000_000), 400],
      // Dies if: zeros at its end are looked for by a pattern, which takes hours here.
      [`[1${'0'.repeat(4_000_000)}1]`, 400],
      [`[0.${'0'.repeat(4_000_000)}1e5]`, 400],
      [`"${'a'.repeat(4_200_000)}"`, 413],
      [`"${'\\u0041'.repeat(600_000)}`, 400],
      [`"${'\\'.repeat(3_000_001)}"`, 400],
      [`[${' '.repeat(3_000_000)}x`, 400],
    ]
    for (const [text, status] of bombs) {
      const answer = await ask(port, 'ada', { body: text }).catch(() => null)
      expect([text.slice(0, 10), answer?.status ?? status]).toEqual([text.slice(0, 10), status])
    }
    expect(world.seen).toEqual([])
    // A body as large as may be is still taken.
    const most = `"${'a'.repeat(4 * 1024 * 1024 - 2)}"`
    expect((await ask(port, 'ada', { body: most })).status).toBe(200)
  })

  it('[GWE-12] of one agent at once are bounded together', async () => {
    const world = await openGateway({ limits: { bodyBytes: 100_000, bodyBytesPerAgent: 150_000 } })
    const port = world.port()
    const text = `"${'a'.repeat(99_000)}"`
    const request = soundRequest(port, text)
    const first = await openSocket(port)
    first.write(request.slice(0, -2))
    const isAnswered = (raw: string): boolean => raw.length > 50
    // Dies if: each body has the cap to itself.
    await eventually(async () => {
      expect((await sendRaw(port, request, { until: isAnswered })).status).toBe(429)
    })
    const other = soundRequest(port, text, 'bob')
    expect((await sendRaw(port, other, { until: isAnswered })).status).toBe(200)
    const answer = readAll(first, isAnswered)
    first.write(request.slice(-2))
    expect((await answer).status).toBe(200)
    first.destroy()
    expect((await ask(port, 'ada', { body: text })).status).toBe(200)
  })
})

describe('too many requests', () => {
  it('[GWE-16] of one agent are told how long to wait, and another agent is not', async () => {
    const clock = createVirtualClock()
    const world = await openGateway({ clock, limits: { burst: 5, perSecond: 2 } })
    const port = world.port()
    for (let turn = 0; turn < 5; turn += 1) expect((await ask(port)).status).toBe(200)
    const limited = await ask(port)
    // Dies if: the pace is not kept, or kept over all agents.
    expect(limited.status).toBe(429)
    expect(limited.headers.get('retry-after')).toBe('1')
    expect((await ask(port, 'bob')).status).toBe(200)
    clock.advance(1_000)
    expect((await ask(port)).status).toBe(200)
    expect((await ask(port)).status).toBe(200)
    expect((await ask(port)).status).toBe(429)
  })

  it('[GWE-16] with wrong secrets are slowed and noticed, and keep no agent out', async () => {
    const clock = createVirtualClock()
    const world = await openGateway({ clock, limits: { wrongBurst: 3, wrongPerSecond: 1 } })
    const port = world.port()
    const guess = (): Promise<Response> =>
      ask(port, 'ada', { headers: { authorization: 'Bearer guess' } })
    for (let turn = 0; turn < 3; turn += 1) expect((await guess()).status).toBe(401)
    const slowed = await guess()
    expect(slowed.status).toBe(429)
    expect(slowed.headers.get('retry-after')).toBe('1')
    expect(world.wrongSecrets()).toBe(4)
    // Dies if: guessing uses up what those who know their secret need.
    expect((await ask(port)).status).toBe(200)
    expect((await ask(port, 'ada', { headers: { authorization: '' } })).status).toBe(429)
    // Nothing was shown, so nothing was guessed.
    expect(world.wrongSecrets()).toBe(4)
    clock.advance(1_000)
    expect((await guess()).status).toBe(401)
    expect(secretOf('ada')).not.toBe('guess')
  })
})
