// Tests of the guarded fetch against loopback servers that misbehave.
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import { startScriptedServer, type ScriptedServer } from './scripted-server.ts'
import { selfSigned } from './self-signed.ts'

const clock = createSystemClock()
const guardedFetch = createGuardedFetch({ clock })
let server: ScriptedServer

beforeEach(async () => {
  server = await startScriptedServer((_request, response) => void response.end('hello'))
})
afterEach(() => server.stop())

describe('redirects', () => {
  // Dies if: `redirect: 'manual'` becomes 'follow', or a 3xx is handed to the caller as an answer.
  test.each([301, 302, 303, 307, 308])(
    '[HTTP-01] a %i is an error and nobody else hears of it',
    async (status) => {
      const sink = await startScriptedServer((_request, response) => void response.end())
      server.answer = (_request, response) =>
        void response.writeHead(status, { location: sink.origin }).end()
      for (const init of [{ method: 'GET' }, { method: 'POST', body: 'secret=1' }])
        await expect(guardedFetch(server.origin, init)).rejects.toMatchObject({
          code: 'http/redirect_refused',
          detail: { sent: true },
        })
      expect(sink.seen).toEqual([])
      await sink.stop()
    },
  )
})

describe('addresses', () => {
  const notSent = { code: 'http/blocked_address', detail: { sent: false } }

  // Dies if: the scheme check looks at the resolved address instead of the spelled host.
  test.each([
    'http://example.com/',
    'http://192.168.1.1/',
    'http://localhost.:80/',
    'ftp://localhost/',
  ])('[HTTP-02] %s is not spoken to', async (url) => {
    await expect(guardedFetch(url)).rejects.toMatchObject(notSent)
  })

  // Dies if: address literals skip the guard (sockets do no look-up for them).
  test.each([
    'https://10.0.0.5/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::ffff:169.254.169.254]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://0.0.0.0/',
    'https://[::]/',
    'https://100.64.0.1/',
    'https://0xa.1/',
  ])('[CASE-109] [HTTP-03] %s is refused before any connection', async (url) => {
    await expect(guardedFetch(url)).rejects.toMatchObject(notSent)
  })

  // Dies if: the check happens before connecting and not in the socket's own look-up.
  test.each([
    [[{ address: '127.0.0.1', family: 4 }]],
    [
      [
        { address: '93.184.216.34', family: 4 },
        { address: '10.1.2.3', family: 4 },
      ],
    ],
    [[{ address: '::1', family: 6 }]],
    [[]],
  ])('[HTTP-03] a name that answers %j is refused', async (addresses) => {
    const fetch = createGuardedFetch({ clock, resolve: async () => addresses })
    await expect(fetch('https://bank.example/')).rejects.toMatchObject(notSent)
  })

  // Dies if: `localhost` is trusted by name without looking where it leads.
  test('[HTTP-03] localhost that leads elsewhere is refused', async () => {
    const resolve = async () => [{ address: '93.184.216.34', family: 4 }]
    const fetch = createGuardedFetch({ clock, resolve })
    await expect(fetch('http://localhost:4444/')).rejects.toMatchObject(notSent)
  })

  test('[HTTP-02] loopback by number and by name works', async () => {
    const byName = server.origin.replace('127.0.0.1', 'localhost')
    for (const url of [server.origin, byName])
      expect(await (await guardedFetch(url)).text()).toBe('hello')
  })
})

describe('caps', () => {
  const small = createGuardedFetch({ clock, maximumBodyBytes: 1000, bodyIdleMs: 100 })
  const tooLarge = { code: 'http/too_large', detail: { sent: true } }

  // Dies if: the cap trusts content-length, or counts compressed bytes.
  test('[HTTP-04] a body over the cap is cut off, announced or not', async () => {
    server.answer = (_request, response) => void response.end('x'.repeat(1001))
    await expect(small(server.origin)).rejects.toMatchObject(tooLarge)
    server.answer = (_request, response) => {
      response.write('x'.repeat(600))
      response.end('x'.repeat(600))
    }
    await expect((await small(server.origin)).text()).rejects.toMatchObject(tooLarge)
  })

  test('[HTTP-04] an event stream may be long, one event may not', async () => {
    const event = `data: ${'x'.repeat(400)}\n\n`
    const start = { 'content-type': 'text/event-stream' }
    server.answer = (_request, response) =>
      void response.writeHead(200, start).end(event.repeat(10))
    expect(await (await small(server.origin)).text()).toHaveLength(event.length * 10)
    server.answer = (_request, response) =>
      void response.writeHead(200, start).end('data: x\n'.repeat(200))
    await expect((await small(server.origin)).text()).rejects.toMatchObject(tooLarge)
  })

  test('[HTTP-04] headers over the cap are refused', async () => {
    const fetch = createGuardedFetch({ clock, maximumHeaderBytes: 2000 })
    server.answer = (_request, response) => void response.setHeader('x-big', 'x'.repeat(4000)).end()
    await expect(fetch(server.origin)).rejects.toMatchObject(tooLarge)
  })

  test('[HTTP-08] silence in the middle of a body ends it', async () => {
    server.answer = (_request, response) => void response.write('part')
    await expect((await small(server.origin)).text()).rejects.toMatchObject({
      code: 'http/timeout',
    })
  })

  test('[HTTP-08] no headers within the time is a time-out that may have been sent', async () => {
    // undici's own timers tick once a second.
    const fetch = createGuardedFetch({ clock, headersTimeoutMs: 100 })
    server.answer = () => undefined
    await expect(fetch(server.origin, { method: 'POST', body: '1' })).rejects.toMatchObject({
      code: 'http/timeout',
      detail: { sent: true },
    })
  })
})

describe('sent or not', () => {
  // Dies if: every network error is reported alike.
  test('[HTTP-05] refused connections and unknown names were surely not sent', async () => {
    const { origin } = server
    await server.stop()
    await expect(guardedFetch(origin)).rejects.toMatchObject({
      code: 'http/unreachable',
      detail: { sent: false },
    })
    await expect(guardedFetch(origin.replace('127.0.0.1', 'localhost'))).rejects.toMatchObject({
      detail: { sent: false },
    })
    await expect(guardedFetch('http://localhost:1/')).rejects.toMatchObject({
      detail: { sent: false },
    })
    await expect(guardedFetch('https://no-such-host.invalid/')).rejects.toMatchObject({
      code: 'http/unreachable',
      detail: { sent: false },
    })
  })

  test('[HTTP-05] a connection that breaks after the request may have been sent', async () => {
    server.answer = (_request, response) => void response.destroy()
    await expect(guardedFetch(server.origin, { method: 'POST', body: '1' })).rejects.toMatchObject({
      code: 'http/unreachable',
      detail: { sent: true },
    })
  })

  test('[HTTP-05] an abort by the caller stays an abort', async () => {
    server.answer = () => undefined
    const abort = new AbortController()
    const pending = guardedFetch(server.origin, { signal: abort.signal })
    setTimeout(() => abort.abort(), 20)
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('certificates', () => {
  // Dies if: `rejectUnauthorized` is left to its default, which the environment variable changes.
  test('[HTTP-06] a self-signed server is refused although the environment allows it', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    const tls = createTlsServer(selfSigned, (_request, response) => void response.end('hello'))
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve))
    const url = `https://localhost:${(tls.address() as AddressInfo).port}/`
    try {
      await expect(createGuardedFetch({ clock })(url)).rejects.toMatchObject({
        code: 'http/unreachable',
        detail: { sent: false },
      })
      const trusting = createGuardedFetch({ clock, trustedCertificates: [selfSigned.cert] })
      expect(await (await trusting(url)).text()).toBe('hello')
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
      tls.closeAllConnections()
      tls.close()
    }
  })

  test('[HTTP-05] a server that speaks no TLS was sent nothing readable', async () => {
    const tcp = createTcpServer((socket) => void socket.end('no tls here\r\n'))
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
    const url = `https://127.0.0.1:${(tcp.address() as AddressInfo).port}/`
    await expect(guardedFetch(url)).rejects.toMatchObject({ code: 'http/unreachable' })
    tcp.close()
  })
})
