// Records every credential that leaves this process over undici, with the origin it goes to, and requests to be called back.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { sha256Hex } from '../sandbox/record.ts'

export interface SentCredential {
  readonly origin: string
  readonly scheme: string
  readonly sha256: string
}

export interface Egress {
  readonly origins: ReadonlySet<string>
  readonly credentials: readonly SentCredential[]
  /** Paths of requests that told a server where or how to call us: a desktop has no such place. */
  readonly callbacks: readonly string[]
  stop(): void
}

const channel = 'undici:request:create'
const bodyChannel = 'undici:request:bodyChunkSent'
/** Of DTR, CIBA and OpenID alike: token and endpoint, in a form as in JSON. */
export const callbackMembers = /notification_(?:token|endpoint)/

/** Holds only what is sent while it records; stop it at the end. */
export function recordEgress(): Egress {
  const origins = new Set<string>()
  const credentials: SentCredential[] = []
  const callbacks: string[] = []
  const onRequest = (message: unknown): void => {
    const { request } = message as {
      request: { origin: string | URL; headers: string | string[] }
    }
    const { origin } = new URL(request.origin)
    origins.add(origin)
    const authorization = findAuthorization(request.headers)
    if (authorization === null) return
    const [scheme = '', value = ''] = authorization.split(' ')
    credentials.push({ origin, scheme, sha256: sha256Hex(value) })
  }
  const onBody = (message: unknown): void => {
    const { request, chunk } = message as { request: { path: string }; chunk: Uint8Array | string }
    const sent = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    if (sent.search(callbackMembers) !== -1) callbacks.push(request.path)
  }
  subscribe(channel, onRequest)
  subscribe(bodyChannel, onBody)
  const stop = (): void => {
    unsubscribe(channel, onRequest)
    unsubscribe(bodyChannel, onBody)
  }
  return { origins, credentials, callbacks, stop }
}

/** undici gives headers as one text or as a flat list of names and values. */
function findAuthorization(headers: string | string[]): string | null {
  const pairs = typeof headers === 'string' ? headers.split('\r\n') : joinPairs(headers)
  const line = pairs.find((one) => one.toLowerCase().startsWith('authorization:'))
  return line === undefined ? null : line.slice(line.indexOf(':') + 1).trim()
}

function joinPairs(headers: readonly string[]): string[] {
  const lines: string[] = []
  for (let at = 0; at + 1 < headers.length; at += 2) {
    lines.push(`${String(headers[at])}: ${String(headers[at + 1])}`)
  }
  return lines
}
