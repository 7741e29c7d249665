// The HTTP server of the gateway: on this computer's own addresses only, one port for both, strict about what it reads.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { endWith, type Connections } from './connections.ts'
import type { Exchanges } from './exchange.ts'
import type { GatewayLimits } from './gateway-limits.ts'
import { buildRawRefusal, type RefusalReason } from './refusal.ts'
import type { Turn } from './refuse.ts'

export interface LocalServer {
  readonly port: number
  /** Takes no new connection from now on. Resolves when the port is free; open connections must be closed besides. */
  close(): Promise<void>
}

export interface LocalServerParts {
  readonly connections: Connections
  readonly exchanges: Exchanges
  readonly limits: GatewayLimits
  /** The system gave no further connection (too many files open); it goes on by itself. */
  readonly onTrouble: (error: unknown) => void
}

/** Written here and nowhere else: no setting leads to another address (threat 117). */
const hosts = { v4: '127.0.0.1', v6: '::1' } as const
const mostAttempts = 8
/** This computer has no IPv6, or not for us. */
const withoutIpv6 = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL', 'EPROTONOSUPPORT'])

/**
 * Listens on `port`, or on a free one for null. Rejects with the system's error (`EADDRINUSE`). The port must be ours on
 * both addresses: a client that goes to `localhost` would show its secret to whoever has the other one.
 */
export async function startLocalServer(
  parts: LocalServerParts,
  port: number | null,
): Promise<LocalServer> {
  for (let attempt = 1; ; attempt += 1) {
    const server = await bind(parts, hosts.v4, port ?? 0)
    const own = portOf(server)
    try {
      const other = await bindIpv6(parts, own)
      const all = [server, ...(other === null ? [] : [other])]
      return { port: own, close: async () => void (await Promise.all(all.map(close))) }
    } catch (error) {
      await close(server)
      if (port !== null || attempt === mostAttempts) throw error
    }
  }
}

async function bindIpv6(parts: LocalServerParts, port: number): Promise<Server | null> {
  try {
    return await bind(parts, hosts.v6, port)
  } catch (error) {
    if (withoutIpv6.has(codeOf(error))) return null
    throw error
  }
}

function createHttp({ connections, exchanges, limits }: LocalServerParts): Server {
  const server = createServer({
    insecureHTTPParser: false,
    requireHostHeader: true,
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headerMs,
    requestTimeout: limits.bodyMs,
    keepAliveTimeout: limits.idleMs,
    connectionsCheckingInterval: Math.min(1_000, limits.headerMs),
  })
  // None is dropped unseen: the size of all of them is bounded already.
  server.maxHeadersCount = 0
  const turns: Turns = new WeakMap()
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    if (!connections.has(request.socket) || !isItsTurn(turns, { request, response })) return
    void exchanges.run({ request, response }, portOf(server))
  }
  server.on('connection', (socket: Socket) => connections.onConnection(socket))
  server.on('request', onRequest)
  // Without these two, Node would ask the client to go on by itself.
  server.on('checkContinue', onRequest)
  server.on('checkExpectation', onRequest)
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => void socket.destroy())
  server.on('clientError', (error, socket) => onClientError(error, socket, turns))
  return server
}

/** By connection: the answer that it waits for, or had last. */
type Turns = WeakMap<Duplex, ServerResponse>

/** One request after the other: what is sent before its turn is not read, and ends the connection (threat 123). */
function isItsTurn(turns: Turns, { request, response }: Turn): boolean {
  const { socket } = request
  const before = turns.get(socket)
  if (before === undefined || before.writableFinished) {
    turns.set(socket, response)
    return true
  }
  before.once('finish', () => socket.destroySoon())
  if (!before.headersSent) before.setHeader('connection', 'close')
  return false
}

const reasons: Readonly<Record<string, RefusalReason>> = {
  HPE_HEADER_OVERFLOW: 'headers',
  ERR_HTTP_REQUEST_TIMEOUT: 'slow',
}

/** Not HTTP, or not in time. In the middle of an answer there is nothing more to say than what is on its way. */
function onClientError(error: Error, socket: Duplex, turns: Turns): void {
  const answer = turns.get(socket)
  if (answer?.headersSent === true && !answer.writableFinished) {
    return void socket.end(() => socket.destroy())
  }
  endWith(socket, buildRawRefusal(reasons[codeOf(error)] ?? 'form'))
}

function bind(parts: LocalServerParts, host: string, port: number): Promise<Server> {
  const server = createHttp(parts)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true, ipv6Only: true }, () => {
      server.off('error', reject)
      // Nobody hearing of it would end the process.
      server.on('error', parts.onTrouble)
      resolve(server)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
