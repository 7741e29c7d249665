// Tests of the guarded fetch against servers that drip, nest, swell and flood.
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createEventDepth, createJsonDepth } from '../../main/http/json-depth.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import { startScriptedServer, type ScriptedServer } from './scripted-server.ts'

const clock = createSystemClock()
const asJson = { 'content-type': 'application/json' }
const tooLarge = { code: 'http/too_large', detail: { sent: true } }
const timeout = { code: 'http/timeout', detail: { sent: true } }
let server: ScriptedServer

beforeEach(async () => {
  server = await startScriptedServer((_request, response) => void response.end('hello'))
})
afterEach(() => server.stop())

/** A server that speaks bytes of our own; `run` is called with each connection after its first bytes. */
async function withSocketServer(
  run: (socket: Socket) => void,
  work: (origin: string) => Promise<void>,
): Promise<void> {
  const sockets = new Set<Socket>()
  const tcp = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => run(socket))
  })
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
  try {
    await work(`http://127.0.0.1:${(tcp.address() as AddressInfo).port}/`)
  } finally {
    for (const socket of sockets) socket.destroy()
    tcp.close()
  }
}

/** Writes `piece` again and again until the connection is gone. */
function drip(socket: Socket, piece: string, everyMs: number): void {
  const timer = setInterval(() => socket.write(piece), everyMs)
  socket.on('close', () => clearInterval(timer))
}

// Dies if: the time for headers starts again with every byte or every interim response.
test.each([
  ['a header line that never ends', 'HTTP/1.1 200 OK\r\nx-slow: ', 'x'],
  ['interim responses without end', '', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'],
])('[HTTP-08] %s ends in a time-out', async (_name, first, piece) => {
  const fetch = createGuardedFetch({ clock, connectTimeoutMs: 100, headersTimeoutMs: 200 })
  await withSocketServer(
    (socket) => {
      socket.write(first)
      drip(socket, piece, 5)
    },
    async (origin) => {
      await expect(fetch(origin, { method: 'POST', body: '1' })).rejects.toMatchObject(timeout)
    },
  )
})

// Dies if: only silence is timed, and not the body as a whole.
test('[HTTP-08] a body that drips steadily ends in a time-out, an event stream may go on', async () => {
  const fetch = createGuardedFetch({ clock, bodyIdleMs: 5000, bodyTotalMs: 300 })
  let stop = (): void => undefined
  const drop = (type: string) => {
    server.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': type })
      const timer = setInterval(() => response.write('data: 1\n\n'), 20)
      stop = () => clearInterval(timer)
      response.on('close', stop)
    }
  }
  drop('application/json')
  await expect((await fetch(server.origin)).text()).rejects.toMatchObject(timeout)
  drop('text/event-stream')
  const reader = (await fetch(server.origin)).body?.getReader()
  const untilMs = performance.now() + 600
  while (performance.now() < untilMs) expect((await reader?.read())?.done).toBe(false)
  await reader?.cancel()
  stop()
})

// Dies if: the cap counts compressed bytes, or a bomb is unpacked before it is counted.
test.each([
  ['gzip', 'gzip', (bytes: Buffer) => gzipSync(bytes)],
  ['brotli', 'br', (bytes: Buffer) => brotliCompressSync(bytes)],
  ['gzip in gzip', 'gzip, gzip', (bytes: Buffer) => gzipSync(gzipSync(bytes))],
  ['gzip four times', 'gzip, gzip, gzip, gzip', fourTimes],
])('[HTTP-04] a %s bomb is cut off at the cap', async (_name, encoding, pack) => {
  const bomb = pack(Buffer.alloc(100 * 1024 * 1024))
  server.answer = (_request, response) =>
    void response.writeHead(200, { ...asJson, 'content-encoding': encoding }).end(bomb)
  const before = process.memoryUsage().rss
  const response = await createGuardedFetch({ clock })(server.origin)
  await expect(response.arrayBuffer()).rejects.toMatchObject(tooLarge)
  expect(process.memoryUsage().rss - before).toBeLessThan(80 * 1024 * 1024)
})

function fourTimes(bytes: Buffer): Buffer {
  return gzipSync(gzipSync(gzipSync(gzipSync(bytes))))
}

test('[HTTP-04] a body packed in twenty layers is refused', async () => {
  const encoding = Array.from({ length: 20 }, () => 'gzip').join(', ')
  server.answer = (_request, response) =>
    void response.writeHead(200, { 'content-encoding': encoding }).end('x')
  await expect(createGuardedFetch({ clock })(server.origin)).rejects.toMatchObject({
    code: 'http/unreachable',
  })
})

// Dies if: nesting is not counted, counted in strings, or counted over the events of a stream.
test('[HTTP-04] bottomless JSON is cut off before a parser sees it', async () => {
  const fetch = createGuardedFetch({ clock })
  const nested = (depth: number): string =>
    '[{"a":'.repeat(depth / 2) + '1' + '}]'.repeat(depth / 2)
  const answer = (body: string, type = 'application/json') => {
    server.answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': type }).end(body)
  }
  answer(nested(100))
  expect(await (await fetch(server.origin)).json()).toBeTruthy()
  answer(nested(102))
  await expect((await fetch(server.origin)).json()).rejects.toMatchObject({
    code: 'http/too_large',
    detail: { cause: 'depth' },
  })
  answer('['.repeat(5_000_000), 'application/problem+json; charset=utf-8')
  await expect((await fetch(server.origin)).text()).rejects.toMatchObject(tooLarge)
  answer(JSON.stringify({ words: '[{'.repeat(500), quoted: '\\"[[' }))
  expect(await (await fetch(server.origin)).json()).toBeTruthy()
  answer(`data: ${nested(90)}\n\n`.repeat(5), 'text/event-stream')
  expect((await (await fetch(server.origin)).text()).length).toBeGreaterThan(1000)
  answer(`data: ${nested(90)}\n\nid: "\ndata: ${'['.repeat(101)}\n\n`, 'text/event-stream')
  await expect((await fetch(server.origin)).text()).rejects.toMatchObject(tooLarge)
})

// Dies if: a line ends for the guard elsewhere than for the reader of the stream, or another name hides a stream.
test.each([
  ['event: message\rdata: {}\r', 'text/event-stream'],
  ['\ufeff', 'text/event-stream'],
  [': \r\r', 'text/event-stream; charset=utf-8'],
  ['', 'text/plain'],
  ['id: 1\r\n', 'application/octet-stream'],
])('[HTTP-04] nor do events after %j in a body of %s', async (before, type) => {
  const words = `${before}data: ${'['.repeat(101)}\n\n`
  server.answer = (_request, response) =>
    void response.writeHead(200, { 'content-type': type }).end(words)
  const response = await createGuardedFetch({ clock })(server.origin)
  await expect(response.text()).rejects.toMatchObject({ detail: { cause: 'depth' } })
})

test('[HTTP-04] nesting is counted however the bytes are cut', () => {
  const bytes = Buffer.from('data: {"a\\"[[[":[[1]]}\r\ndata: [[[\r\n\r\ndata: []\n\n')
  for (let size = 1; size <= bytes.length; size += 1) {
    const depthOf = createEventDepth()
    const depths: number[] = []
    for (let at = 0; at < bytes.length; at += size)
      depths.push(depthOf(bytes.subarray(at, at + size)))
    expect(Math.max(...depths)).toBe(3)
  }
  expect(createJsonDepth()(Buffer.from(']]]]{}'))).toBe(1)
})

// Dies if: the number of header lines is not bounded by their size.
test('[HTTP-04] a million header lines are refused', async () => {
  await withSocketServer(
    (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${'a:b\r\n'.repeat(1_000_000)}\r\n`)
    },
    async (origin) => {
      await expect(createGuardedFetch({ clock })(origin)).rejects.toMatchObject(tooLarge)
    },
  )
})

// Dies if: connections to one origin are not limited.
test('[HTTP-04] one origin gets so many connections and no more; the rest wait their turn', async () => {
  let open = 0
  let most = 0
  server.answer = async (_request, response) => {
    open += 1
    most = Math.max(most, open)
    await new Promise((resolve) => setTimeout(resolve, 5))
    open -= 1
    response.end('hello')
  }
  const fetch = createGuardedFetch({ clock, maximumConnections: 3 })
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => (await fetch(server.origin)).text()),
  )
  expect(answers).toEqual(Array.from({ length: 20 }, () => 'hello'))
  expect(most).toBe(3)
})

// Dies if: a header with a line break is sent, or thrown as anything but our own error.
test.each(['x\r\nhost: evil.example', 'x\ny', 'x\0y', 'ключ'])(
  '[HTTP-11] a header value like %j never reaches the wire',
  async (value) => {
    await expect(
      createGuardedFetch({ clock })(server.origin, { headers: { authorization: value } }),
    ).rejects.toMatchObject({ code: 'http/unreachable', detail: { sent: false } })
    expect(server.seen).toEqual([])
  },
)
