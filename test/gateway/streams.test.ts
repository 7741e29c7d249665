// Proves how answers are streamed: as fast as they are read, ended with their client, their agent or the gateway.
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { endedHere } from '../../main/gateway/gateway-port.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { eventually } from './eventually.ts'
import { ask, hashOf, openGateway, soundRequest } from './gateway-world.ts'
import { openSocket, readAll } from './raw-client.ts'

const encoder = new TextEncoder()

/** Answers with a stream that a test feeds, and tells what became of it. */
function openStream(type = 'text/event-stream') {
  const state = { cancelled: false, pulled: 0, aborted: false }
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  let onStart = (): void => undefined
  const started = new Promise<void>((resolve) => {
    onStart = resolve
  })
  const handler = async ({ signal }: { signal: AbortSignal }): Promise<Response> => {
    signal.addEventListener('abort', () => (state.aborted = true))
    const stream = new ReadableStream<Uint8Array>({
      start(own) {
        controller = own
        onStart()
      },
      cancel: () => {
        state.cancelled = true
      },
    })
    return new Response(stream, { headers: { 'content-type': type } })
  }
  return {
    state,
    handler,
    started,
    send: (words: string) => controller?.enqueue(encoder.encode(words)),
    close: () => controller?.close(),
  }
}

async function readWords(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const { value } = await reader.read()
  return new TextDecoder().decode(value)
}

describe('a stream', () => {
  it('[GWE-08] tells its handler whether the agent left or the gateway ended it', async () => {
    const stream = openStream()
    const world = await openGateway({ handler: stream.handler })
    const leaving = new AbortController()
    await ask(world.port(), 'ada', { signal: leaving.signal })
    await ask(world.port(), 'bob')
    leaving.abort()
    await eventually(() => expect(world.seen[0]?.signal.aborted).toBe(true))
    expect(world.seen[0]?.signal.reason).not.toBe(endedHere)
    expect(world.seen[1]?.signal.aborted).toBe(false)
    await world.change('bob', { secretHash: hashOf('another') })
    // Dies if: what the gateway ends looks to its handler as if the agent had left
    expect(world.seen[1]?.signal.reason).toBe(endedHere)
    await ask(world.port(), 'ada')
    await world.gateway.stop()
    expect(world.seen[2]?.signal.reason).toBe(endedHere)
  })

  it('[GWE-08] arrives event by event, and ends when its handler ends it', async () => {
    const stream = openStream()
    const world = await openGateway({ handler: stream.handler })
    const answer = await ask(world.port())
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    const reader = answer.body?.getReader()
    if (reader === undefined) throw new Error('no body')
    stream.send('data: 1\n\n')
    // Dies if: the answer is gathered before it is sent.
    expect(await readWords(reader)).toBe('data: 1\n\n')
    stream.send('data: 2\n\n')
    expect(await readWords(reader)).toBe('data: 2\n\n')
    stream.close()
    expect((await reader.read()).done).toBe(true)
    expect(stream.state.cancelled).toBe(false)
  })

  it('[GWE-08] is aborted and cancelled when its client goes away', async () => {
    const stream = openStream()
    const world = await openGateway({ handler: stream.handler })
    const gone = new AbortController()
    const answer = await ask(world.port(), 'ada', { signal: gone.signal })
    expect(answer.status).toBe(200)
    gone.abort()
    // Dies if: the end of the connection is not told to the handler.
    await eventually(() => expect(stream.state).toMatchObject({ aborted: true, cancelled: true }))
  })

  it('[GWE-08] aborts a handler that has not answered yet when its client goes away', async () => {
    let aborted = false
    const world = await openGateway({
      handler: async ({ signal }) => {
        await once(signal, 'abort')
        aborted = true
        return new Response(null, { status: 204 })
      },
    })
    const socket = await openSocket(world.port())
    socket.write(soundRequest(world.port()))
    await eventually(() => expect(world.seen).toHaveLength(1))
    socket.destroy()
    await eventually(() => expect(aborted).toBe(true))
    // The gateway is as it was.
    expect(world.logged).toEqual([])
  })

  it.each([
    ['is revoked', { secretHash: null, revokedAtMs: 1 }],
    ['gets a new secret', { secretHash: hashOf('another') }],
  ])('[GWE-15] ends at once when its agent %s, and no other', async (_name, facts) => {
    const stream = openStream()
    const world = await openGateway({ handler: stream.handler })
    const ada = await ask(world.port())
    const bob = await ask(world.port(), 'bob')
    const ended = ada.text().catch(() => 'ended')
    await world.change('ada', facts)
    // Dies if: only new requests are looked at.
    expect(await ended).toBe('ended')
    const again = await ask(world.port())
    expect(again.status).toBe(401)
    stream.send('data: still\n\n')
    const reader = bob.body?.getReader()
    if (reader === undefined) throw new Error('no body')
    expect(await readWords(reader)).toBe('data: still\n\n')
    await reader.cancel()
  })

  it('[GWE-08] ends when the gateway stops', async () => {
    const stream = openStream()
    const world = await openGateway({ handler: stream.handler })
    const answer = await ask(world.port())
    const ended = answer.text().catch(() => 'ended')
    await world.gateway.stop()
    expect(await ended).toBe('ended')
    expect(stream.state.aborted).toBe(true)
  })

  it('[GWE-18] is taken from its handler only as it is read, however much there is', async () => {
    let pulled = 0
    const chunk = encoder.encode(`: ${'x'.repeat(64 * 1024)}\n\n`)
    const world = await openGateway({
      handler: async () => {
        const endless = new ReadableStream<Uint8Array>(
          {
            pull(controller) {
              pulled += 1
              controller.enqueue(chunk)
            },
          },
          { highWaterMark: 1 },
        )
        return new Response(endless, { headers: { 'content-type': 'text/event-stream' } })
      },
    })
    const socket = await openSocket(world.port())
    socket.pause()
    socket.write(soundRequest(world.port()))
    let before = -1
    // Dies if: what the client does not read is taken all the same: then this never stands still.
    await eventually(() => {
      const now = pulled
      const stands = now > 0 && now === before
      before = now
      expect(stands).toBe(true)
    }, 100)
    // What fits into the buffers of the system between the two ends, and no more.
    expect(pulled).toBeLessThan(400)
    socket.destroy()
  })

  it('[GWE-11] is cut off when its client reads nothing for the idle time', async () => {
    let cancelled = false
    const chunk = encoder.encode('x'.repeat(64 * 1024))
    const world = await openGateway({
      limits: { idleMs: 200 },
      handler: async () => {
        const endless = new ReadableStream<Uint8Array>({
          pull: (controller) => controller.enqueue(chunk),
          cancel: () => {
            cancelled = true
          },
        })
        return new Response(endless, { headers: { 'content-type': 'text/event-stream' } })
      },
    })
    const socket = await openSocket(world.port())
    socket.pause()
    socket.write(soundRequest(world.port()))
    // Dies if: a reader that takes nothing is waited for for ever.
    await eventually(() => expect(cancelled).toBe(true))
    socket.destroy()
  })

  it('[GWE-08] says in a silent stream that it is alive, and only between two events', async () => {
    const clock = createVirtualClock()
    const stream = openStream()
    const world = await openGateway({ handler: stream.handler, clock })
    const answer = await ask(world.port())
    const reader = answer.body?.getReader()
    if (reader === undefined) throw new Error('no body')
    await stream.started
    clock.advance(25_000)
    expect(await readWords(reader)).toBe(':\n\n')
    stream.send('data: half')
    expect(await readWords(reader)).toBe('data: half')
    clock.advance(60_000)
    stream.send(' and whole\n\n')
    // Dies if: a comment is put into the middle of an event.
    expect(await readWords(reader)).toBe(' and whole\n\n')
    clock.advance(25_000)
    expect(await readWords(reader)).toBe(':\n\n')
    await reader.cancel()
  })
})

describe('an answer', () => {
  it('[GWE-02] carries only what MCP needs: no cookie, challenge or header of CORS of whoever is behind', async () => {
    const world = await openGateway({
      handler: async () =>
        new Response('{}', {
          status: 202,
          headers: {
            'content-type': 'application/json',
            'mcp-session-id': 's1',
            'set-cookie': 'token=abc',
            'www-authenticate': 'Bearer error="invalid_token"',
            'access-control-allow-origin': '*',
            authorization: 'Bearer upstream',
            server: 'upstream',
          },
        }),
    })
    const answer = await ask(world.port())
    expect(answer.status).toBe(202)
    const names = [...answer.headers.keys()]
    // Dies if: the headers of a handler's answer are passed on as they are.
    expect(names.toSorted()).toEqual([
      'cache-control',
      'connection',
      'content-type',
      'date',
      'keep-alive',
      'mcp-session-id',
      'transfer-encoding',
      'x-content-type-options',
    ])
  })

  it('[GWE-08] is a clear error when its handler fails, before or in the middle, and the next one works', async () => {
    let turn = 0
    const world = await openGateway({
      handler: async () => {
        turn += 1
        if (turn === 1) throw new Error('a token abc in an error')
        if (turn === 3) return Response.json({ ok: true })
        const broken = new ReadableStream<Uint8Array>({
          pull: (controller) => controller.error(new Error('broken')),
        })
        return new Response(broken)
      },
    })
    const first = await ask(world.port())
    expect(first.status).toBe(500)
    const words = await first.text()
    expect(words).toContain('-32603')
    // Dies if: the error of a handler is sent.
    expect(words).not.toContain('abc')
    const second = await ask(world.port()).then(
      (answer) => answer.text(),
      () => 'ended',
    )
    expect(['ended', '']).toContain(second)
    expect((await ask(world.port())).status).toBe(200)
    expect(world.logged).toHaveLength(2)
  })

  it('[GWE-08] without a body ends at once', async () => {
    const world = await openGateway({ handler: async () => new Response(null, { status: 202 }) })
    const socket = await openSocket(world.port())
    const answer = readAll(socket, (raw) => raw.includes('\r\n\r\n'))
    socket.write(soundRequest(world.port()))
    expect((await answer).status).toBe(202)
    socket.destroy()
  })
})
