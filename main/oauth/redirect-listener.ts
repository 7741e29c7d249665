// The loopback listener that hears the browser come back (RFC 8252 section 7.3): open for one flow, one answer.
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readNavigation, redirectHost } from './redirect-navigation.ts'
import { buildRedirectPage } from './redirect-page.ts'

const callbackPath = '/cb'

/** What one hit on the callback means: `ignore` leaves the flow waiting. */
export type CallbackVerdict = 'ignore' | 'done' | 'failed'

export interface RedirectListener {
  /** Names the literal address and the port really bound. */
  readonly redirectUri: string
  /** Closes at once. Later hits find nothing. */
  stop(): void
}

/**
 * Listens on 127.0.0.1, on the registered port if it is free, else on any. `judge` is asked for every plausible
 * browser navigation to the callback and must look at `state` and `iss` before anything else; after a verdict
 * other than `ignore` it is not asked again. Danger: anything on this computer, and any web page, can send requests here.
 */
export async function startRedirectListener(
  registeredRedirectUri: string | null,
  judge: (parameters: URLSearchParams) => CallbackVerdict,
): Promise<RedirectListener> {
  let settled = false
  const server = createServer({ maxHeaderSize: 32 * 1024, requestTimeout: 10_000 })
  server.on('request', (request, response) => {
    const target = readNavigation(request, portOf(server))
    if (target?.pathname === callbackPath && !settled) {
      const verdict = judge(target.searchParams)
      settled = verdict !== 'ignore'
      return verdict === 'ignore' ? refuse(response) : redirect(response, `/${verdict}`)
    }
    if (settled && (target?.pathname === '/done' || target?.pathname === '/failed'))
      return showPage(response, target.pathname === '/done')
    refuse(response)
  })
  await listen(server, portOfUri(registeredRedirectUri))
  return {
    redirectUri: `http://${redirectHost}:${portOf(server)}${callbackPath}`,
    stop: () => {
      server.close()
      server.closeIdleConnections()
    },
  }
}

/** A redirect URI with a port that was free a moment ago, for registering. */
export async function pickRedirectUri(): Promise<string> {
  const listener = await startRedirectListener(null, () => 'ignore')
  listener.stop()
  return listener.redirectUri
}

/** Takes code and state out of the address bar at once. */
function redirect(response: ServerResponse, path: string): void {
  response.writeHead(303, { ...plainHeaders, location: path }).end()
}

function refuse(response: ServerResponse): void {
  response.writeHead(400, { ...plainHeaders, 'content-type': 'text/plain' }).end('Bad request.')
}

function showPage(response: ServerResponse, done: boolean): void {
  response.writeHead(200, { ...plainHeaders, 'content-type': 'text/html; charset=utf-8' })
  response.end(buildRedirectPage(done))
}

const plainHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; form-action 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  connection: 'close',
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await bind(server, port)
  } catch (error) {
    if (port === 0) throw error
    await bind(server, 0)
  }
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: redirectHost, port, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function portOfUri(uri: string | null): number {
  return uri !== null && URL.canParse(uri) ? Number(new URL(uri).port) : 0
}
