// Judges the head of a request before a byte of its body is read: its form, where it was sent, and where it comes from.
import type { RefusalReason } from './refusal.ts'

export interface RequestHead {
  readonly method: string
  /** The request target as received. */
  readonly target: string
  readonly httpVersion: string
  /** Every value of every header, by lower case name. */
  readonly headers: ReadonlyMap<string, readonly string[]>
}

/** From Node's flat list; nothing is joined or dropped, so that a second Host or secret is seen (threats 114, 123). */
export function readHeaders(rawHeaders: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    const values = headers.get(name) ?? []
    values.push(rawHeaders[at + 1] ?? '')
    headers.set(name, values)
  }
  return headers
}

const methods = new Set(['GET', 'POST', 'DELETE'])
/** Meant for proxies or for another protocol; no agent needs one. */
const hopByHop = ['upgrade', 'te', 'trailer', 'keep-alive', 'http2-settings']
/** These are judged where their number is part of the question. */
const judgedElsewhere = new Set(['host', 'authorization', 'origin', 'sec-fetch-site'])

/** Method, target and framing. A target with a query is refused: a secret must never stand there (threat 116). */
export function judgeForm(head: RequestHead): RefusalReason | null {
  if (head.httpVersion !== '1.1') return 'version'
  // A preflight is a page asking.
  if (head.method === 'OPTIONS') return 'origin'
  if (!methods.has(head.method)) return 'method'
  if (!/^\/(?!\/)[\w.~/-]*$/.test(head.target)) return 'form'
  if (head.headers.has('expect')) return 'expect'
  return isPlainlyFramed(head) ? null : 'form'
}

/** One way to tell where the body ends, and nothing for a hop between (threat 123). */
function isPlainlyFramed({ method, headers }: RequestHead): boolean {
  const names = [...headers.keys()]
  if (names.some((name) => hopByHop.includes(name) || name.startsWith('proxy-'))) return false
  if (names.some((name) => !mayRepeat(name) && headers.get(name)?.length !== 1)) return false
  const connection = headers.get('connection')?.[0]?.toLowerCase() ?? 'keep-alive'
  if (connection !== 'keep-alive' && connection !== 'close') return false
  const coding = headers.get('transfer-encoding')?.[0]
  const length = headers.get('content-length')?.[0]
  if (coding !== undefined && (length !== undefined || coding.toLowerCase() !== 'chunked'))
    return false
  if (length !== undefined && !/^\d{1,15}$/.test(length)) return false
  return method === 'POST' || (coding === undefined && Number(length ?? '0') === 0)
}

function mayRepeat(name: string): boolean {
  return name.startsWith('accept') || judgedElsewhere.has(name)
}

/** Exactly one Host, exactly as a client on this computer writes it, port included (threat 114: DNS rebinding). */
export function isOwnHost({ headers }: RequestHead, port: number): boolean {
  const values = headers.get('host') ?? []
  const own = [`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`]
  return values.length === 1 && own.includes(values[0] ?? '')
}

/** True for whatever a browser sends for a page: any Origin, `null` too, and any site but the address bar (threat 115). */
export function isFromPage({ headers }: RequestHead): boolean {
  const sites = headers.get('sec-fetch-site') ?? ['none']
  return headers.has('origin') || sites.length !== 1 || sites[0] !== 'none'
}

const bearer = /^Bearer ([\x21-\x7e]{1,512})$/i

/** What stands behind `Bearer` in the one Authorization header; null for anything else. Danger: clear text. */
export function readBearer({ headers }: RequestHead): string | null {
  const values = headers.get('authorization') ?? []
  return values.length === 1 ? (bearer.exec(values[0] ?? '')?.[1] ?? null) : null
}

/** Type, coding and stated length of the body of a POST. */
export function judgeBody({ method, headers }: RequestHead, maximum: number): RefusalReason | null {
  if (method !== 'POST') return null
  const type = headers.get('content-type')?.[0] ?? ''
  if (!/^application\/json(?: ?; ?charset="?utf-8"?)?$/i.test(type)) return 'type'
  if ((headers.get('content-encoding')?.[0] ?? 'identity') !== 'identity') return 'encoding'
  return Number(headers.get('content-length')?.[0] ?? '0') > maximum ? 'too_large' : null
}

const kept = new Set(['authorization', 'cookie', 'connection', 'transfer-encoding'])

/** What a handler may see: neither the secret nor a cookie nor what was for the wire. Throws for bytes no header has. */
export function buildSeenHeaders({ headers }: RequestHead): Headers {
  const seen = new Headers()
  for (const [name, values] of headers) {
    if (!kept.has(name)) seen.set(name, values.join(', '))
  }
  return seen
}
