// Proves that the one way out for a page that is not ours leads to public addresses and one issuer only, for one page only.
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { connect, createServer as createTcpServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { startEgress, type Egress } from '../../main/http/egress-proxy.ts'

const credentials = { username: 'u', password: 'p' }
const known = `Basic ${Buffer.from('u:p').toString('base64')}`
const opened: { stop(): void }[] = []

afterEach(() => {
  for (const one of opened.splice(0)) one.stop()
})

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  opened.push({ stop: () => void server.close() })
  return (server.address() as AddressInfo).port
}

async function startIssuer() {
  const requests: string[] = []
  const headers: string[][] = []
  const server = createServer((incoming, response) => {
    requests.push(`${String(incoming.method)} ${String(incoming.url)}`)
    headers.push(Object.keys(incoming.headers))
    response.writeHead(200, { 'x-served-by': 'issuer' }).end('hello')
  })
  const port = await listen(server)
  return { origin: `http://localhost:${String(port)}`, port, requests, headers }
}

async function start(loopbackOrigin: string | null, resolved?: string): Promise<Egress> {
  const egress = await startEgress({
    credentials,
    loopbackOrigin,
    ...(resolved === undefined
      ? {}
      : { resolve: async () => [{ address: resolved, family: resolved.includes(':') ? 6 : 4 }] }),
  })
  opened.push(egress)
  return egress
}

/** What the proxy answers a CONNECT with: the status, or the first bytes that came through. */
async function tunnel(egress: Egress, authority: string, authorization = known): Promise<string> {
  const socket = connect(egress.port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(
    `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nProxy-Authorization: ${authorization}\r\n\r\n`,
  )
  const [data] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  return data.toString().split('\r\n')[0] ?? ''
}

async function get(egress: Egress, address: string, authorization = known) {
  const outgoing = request({
    host: '127.0.0.1',
    port: egress.port,
    path: address,
    headers: { 'proxy-authorization': authorization, host: new URL(address).host },
  })
  outgoing.end()
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  let body = ''
  for await (const chunk of response) body += String(chunk)
  return { status: response.statusCode, body, headers: response.headers }
}

describe('the way out of a page that is not ours', () => {
  test('[VIEW-23] reaches the recorded issuer on this computer, without the words for the proxy', async () => {
    const issuer = await startIssuer()
    const egress = await start(issuer.origin)
    const answer = await get(egress, `${issuer.origin}/confirm/1?x=y`)
    expect(answer).toMatchObject({ status: 200, body: 'hello' })
    expect(issuer.requests).toEqual(['GET /confirm/1?x=y'])
    // Dies if: the proxy's own headers are passed on.
    expect(issuer.headers.flat().filter((name) => name.startsWith('proxy'))).toEqual([])
  })

  test('[VIEW-23] reaches nothing else on this computer or in a private network', async () => {
    const issuer = await startIssuer()
    const other = await startIssuer()
    const egress = await start(issuer.origin)
    const addresses = [
      `${other.origin}/`,
      `http://127.0.0.1:${String(issuer.port)}/`,
      `http://127.0.0.1:${String(other.port)}/`,
      `http://[::1]:${String(other.port)}/`,
      'http://192.168.1.1/',
      'http://169.254.169.254/latest/meta-data',
      'http://bank.example/',
    ]
    for (const address of addresses) {
      expect([address, (await get(egress, address)).status]).toEqual([address, 403])
    }
    const authorities = [
      `localhost:${String(other.port)}`,
      `localhost:${String(issuer.port)}`,
      `127.0.0.1:${String(other.port)}`,
      `[::1]:${String(other.port)}`,
      '10.0.0.1:443',
      '169.254.169.254:443',
      '[fd00::1]:443',
      '0x7f000001:443',
      '2130706433:443',
      'user@bank.example:443',
      'bank.example:443/x',
    ]
    // Dies if: an address by number is not looked at, or loopback is taken for the issuer.
    for (const authority of authorities) {
      expect([authority, await tunnel(egress, authority)]).toEqual([
        authority,
        'HTTP/1.1 403 Forbidden',
      ])
    }
    expect([issuer.requests, other.requests]).toEqual([[], []])
  })

  test.each(['127.0.0.1', '10.1.2.3', '192.168.0.9', '169.254.169.254', '::1', 'fd00::1'])(
    '[VIEW-23] a name that leads to %s is reached as little',
    async (address) => {
      const connections: unknown[] = []
      const port = await listen(createTcpServer((socket) => connections.push(socket)))
      const egress = await start(null, address)
      // Dies if: addresses are checked before the look-up only.
      expect(await tunnel(egress, `rebound.example:${String(port)}`)).toBe(
        'HTTP/1.1 502 Bad Gateway',
      )
      expect(connections).toEqual([])
    },
  )

  test('[VIEW-23] does nothing for whoever has not its credentials', async () => {
    const issuer = await startIssuer()
    const resolved: string[] = []
    const egress = await startEgress({
      credentials,
      loopbackOrigin: issuer.origin,
      resolve: async (host) => {
        resolved.push(host)
        return []
      },
    })
    opened.push(egress)
    const wrong = ['', 'Basic', `Basic ${Buffer.from('u:q').toString('base64')}`, `${known}x`]
    for (const authorization of wrong) {
      // Dies if: one of the two ways forgets to ask.
      expect((await get(egress, `${issuer.origin}/`, authorization)).status).toBe(407)
      expect(await tunnel(egress, 'bank.example:443', authorization)).toContain(' 407 ')
    }
    expect([issuer.requests, resolved]).toEqual([[], []])
  })

  test.each([
    ['ends in the middle', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'],
    [
      'ends in the middle of a chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf',
    ],
    ['has a status that is none', 'HTTP/1.1 099 What\r\nContent-Length: 0\r\n\r\n'],
    ['is no answer', 'what?\r\n\r\n'],
    ['is nothing', ''],
    [
      'asks for another protocol',
      'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    ],
  ])(
    '[VIEW-23] an answer of the issuer here that %s ends, and harms nothing',
    { timeout: 10_000 },
    async (_name, bytes) => {
      const port = await listen(
        createTcpServer((socket) => {
          socket.on('error', () => undefined)
          socket.once('data', () => socket.end(bytes))
        }),
      )
      const origin = `http://localhost:${String(port)}`
      const egress = await start(origin)
      // Dies if: a page waits for the rest of an answer whose end will never come, or a bad one ends this process.
      const answer = await get(egress, `${origin}/`).catch(() => null)
      expect(answer?.status ?? 502).toBe(502)
    },
  )

  test('[VIEW-23] ends with the view: nothing gets through any more', async () => {
    const issuer = await startIssuer()
    const egress = await start(issuer.origin)
    egress.stop()
    await expect(get(egress, `${issuer.origin}/`)).rejects.toThrow()
  })
})
