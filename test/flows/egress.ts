// Records every credential that leaves this process over undici, with the origin it goes to.
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
  stop(): void
}

const channel = 'undici:request:create'

/** Holds only what is sent while it records; stop it at the end. */
export function recordEgress(): Egress {
  const origins = new Set<string>()
  const credentials: SentCredential[] = []
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
  subscribe(channel, onRequest)
  return { origins, credentials, stop: () => void unsubscribe(channel, onRequest) }
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
