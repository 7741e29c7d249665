// A proxy of our own on this computer, the only way out for one page that is not ours; it goes where the guarded fetch may go.
import { once } from 'node:events'
import { createServer, request as sendRequest } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { pipeline, type Duplex } from 'node:stream'
import { createHash, timingSafeEqual } from 'node:crypto'
import { buildGuardedLookup, validateLiteralAddress, type ResolveHost } from './address-guard.ts'
import { resolveBySystem } from './address-guard.ts'
import { isLoopbackHost, parseUrl } from './loopback.ts'

export interface EgressOptions {
  /** Who may use it; anybody on this computer can reach the port. */
  readonly credentials: EgressCredentials
  /** The one origin on this computer that may be reached (a recorded issuer), or null. */
  readonly loopbackOrigin: string | null
  /** How host names are looked up. Default: the system's resolver. */
  readonly resolve?: ResolveHost
}
export interface EgressCredentials {
  readonly username: string
  readonly password: string
}
export interface Egress {
  readonly port: number
  /** Ends every connection through it. */
  stop(): void
}
export type StartEgress = (options: EgressOptions) => Promise<Egress>

const connectTimeoutMs = 15_000
const maximumHeaderBytes = 64 * 1024

/**
 * Listens on 127.0.0.1. CONNECT leads to public addresses only, checked at the moment of connecting; a request in clear
 * only to `loopbackOrigin`. Without the credentials nothing is looked up and nothing is sent.
 */
export const startEgress: StartEgress = async (options) => {
  const gate = new Gate(options)
  const sockets = new Set<Duplex>()
  const server = createServer({ maxHeaderSize: maximumHeaderBytes }, (request, response) =>
    forwardClear(gate, request, response),
  )
  server.on('connection', (socket: Socket) => keep(sockets, socket))
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const upstream = openTunnel(gate, request, { client, head })
    if (upstream !== null) keep(sockets, upstream)
  })
  // Nothing that a page needs asks a proxy to change the protocol.
  server.on('upgrade', (_request, socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    stop: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

function keep(sockets: Set<Duplex>, socket: Duplex): void {
  sockets.add(socket)
  socket.on('error', () => socket.destroy())
  socket.once('close', () => sockets.delete(socket))
}

/** Who may pass, and where to. */
class Gate {
  readonly lookup: ReturnType<typeof buildGuardedLookup>
  readonly #expected: Buffer
  readonly #loopbackOrigin: string | null

  constructor({ credentials, loopbackOrigin, resolve }: EgressOptions) {
    const { username, password } = credentials
    this.#expected = digest(`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`)
    this.#loopbackOrigin = loopbackOrigin
    this.lookup = buildGuardedLookup(resolve ?? resolveBySystem)
  }

  knows(headers: IncomingHttpHeaders): boolean {
    return timingSafeEqual(digest(headers['proxy-authorization'] ?? ''), this.#expected)
  }

  /** The place of a CONNECT, or null for one that must not be reached. */
  readTunnel(authority: string): { host: string; port: number } | null {
    const url = parseUrl(`https://${authority}`)
    if (url === null || url.username !== '' || url.pathname !== '/' || url.search !== '')
      return null
    // `loopbackOrigin` is reached in clear, so a tunnel into this computer is never what a page needs.
    if (isLoopbackHost(url.hostname) && url.origin !== this.#loopbackOrigin) return null
    return isAllowedLiteral(url)
      ? { host: bare(url.hostname), port: Number(url.port || 443) }
      : null
  }

  readClear(address: string): URL | null {
    const url = parseUrl(address)
    return url !== null && url.protocol === 'http:' && url.origin === this.#loopbackOrigin
      ? url
      : null
  }
}

function isAllowedLiteral(url: URL): boolean {
  try {
    validateLiteralAddress(url)
    return true
  } catch {
    return false
  }
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}

const askWho = 'Proxy-Authenticate: Basic realm="countersign"'

/** The connection to the other side, or null where there is none. */
function openTunnel(
  gate: Gate,
  request: IncomingMessage,
  { client, head }: { client: Duplex; head: Buffer },
): Socket | null {
  const refuse = (status: string, header = ''): null => {
    client.end(`HTTP/1.1 ${status}\r\n${header}Content-Length: 0\r\nConnection: close\r\n\r\n`)
    return null
  }
  if (!gate.knows(request.headers)) {
    return refuse('407 Proxy Authentication Required', `${askWho}\r\n`)
  }
  const place = gate.readTunnel(request.url ?? '')
  if (place === null) return refuse('403 Forbidden')
  const upstream = connect({ ...place, lookup: gate.lookup })
  let open = false
  upstream.setTimeout(connectTimeoutMs, () => upstream.destroy())
  upstream.once('connect', () => {
    open = true
    upstream.setTimeout(0)
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    upstream.write(head)
    upstream.pipe(client)
    client.pipe(upstream)
  })
  upstream.once('close', () => (open ? client.destroy() : void refuse('502 Bad Gateway')))
  client.once('close', () => upstream.destroy())
  return upstream
}

/** To the recorded issuer on this computer; the proxy's own headers stay here. */
function forwardClear(gate: Gate, request: IncomingMessage, response: ServerResponse): void {
  if (!gate.knows(request.headers)) {
    response.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="countersign"' })
    return void response.end()
  }
  const url = gate.readClear(request.url ?? '')
  if (url === null) return void response.writeHead(403).end()
  const onward = sendRequest(url, {
    method: request.method,
    headers: onwardHeaders(request.headers),
    lookup: gate.lookup,
    agent: false,
  })
  const fail = (): void => {
    if (response.headersSent) response.destroy()
    else response.writeHead(502).end()
  }
  onward.on('response', (answer) => passBack(answer, response))
  onward.on('upgrade', (_answer, socket) => {
    socket.destroy()
    fail()
  })
  onward.on('error', fail)
  response.once('close', () => onward.destroy())
  request.pipe(onward)
}

/** An answer that is cut short is cut short there too; a status that nobody may send becomes 502. */
function passBack(answer: IncomingMessage, response: ServerResponse): void {
  const status = answer.statusCode ?? 502
  if (status < 200 || status > 599) {
    answer.destroy()
    response.writeHead(502).end()
    return
  }
  response.writeHead(status, answer.headers)
  pipeline(answer, response, () => undefined)
}

function onwardHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith('proxy-') && name !== 'connection'),
  )
}
