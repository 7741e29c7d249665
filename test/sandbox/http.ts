// Small HTTP tools: a loopback server that can be closed hard, bodies in, answers out.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers one request; a rejection becomes a plain 500. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** A server on 127.0.0.1 and, where the machine has it, ::1, on one port. */
export type LoopbackServer = { port: number; stop: () => Promise<void> }

const maxBodyBytes = 8 * 1024 * 1024

/** Reads a whole request body as text; refuses more than 8 MiB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    if (size > maxBodyBytes) throw new Error('body too large')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Answers with JSON that nobody may cache; other headers are set on the response before. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

/** Calls back with an answer's status and text just before they leave. */
export function watchAnswer(
  response: ServerResponse,
  onAnswer: (status: number, text: string) => void,
): void {
  const end = response.end.bind(response)
  Object.assign(response, {
    end: (...parts: unknown[]): unknown => {
      const [body] = parts
      const isText = typeof body === 'string' || body instanceof Uint8Array
      onAnswer(response.statusCode, isText ? Buffer.from(body).toString('utf8') : '')
      return Reflect.apply(end, response, parts)
    },
  })
}

/** Changes the JSON object of an answer just before it leaves; any other answer stays as it is. */
export function rewriteJson(
  response: ServerResponse,
  change: (body: Record<string, unknown>) => Record<string, unknown>,
): void {
  const end = response.end.bind(response)
  Object.assign(response, {
    end: (...parts: unknown[]): unknown => {
      const [body] = parts
      const isText = typeof body === 'string' || body instanceof Uint8Array
      const text = isText ? Buffer.from(body).toString('utf8') : ''
      if (!text.startsWith('{')) return Reflect.apply(end, response, parts)
      const changed = JSON.stringify(change(JSON.parse(text) as Record<string, unknown>))
      if (!response.headersSent) {
        response.setHeader('content-length', Buffer.byteLength(changed))
      }
      return Reflect.apply(end, response, [changed])
    },
  })
}

/** Answers with a page that runs only its own script and style. */
export function sendPage(response: ServerResponse, html: string, status = 200): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'",
  })
  response.end(html)
}

/** Makes text safe inside HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** Starts a loopback server; port 0 means any free one. */
export async function startServer(handler: Handler, port = 0): Promise<LoopbackServer> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    handler(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { error: 'server_error', detail: String(error) })
    })
  }
  const first = createServer(listener)
  const actual = await listen(first, port, '127.0.0.1')
  const second = createServer(listener)
  const servers = [first]
  // A machine without IPv6 serves IPv4 only; both speak for the name localhost.
  if (await listen(second, actual, '::1').catch(() => 0)) servers.push(second)
  return {
    port: actual,
    stop: async () => {
      await Promise.all(servers.map(close))
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address() as AddressInfo
      resolve(address.port)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
