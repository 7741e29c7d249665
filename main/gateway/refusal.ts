// What the gateway refuses: each reason with its status and its words, as JSON that an MCP client shows its person.
import { STATUS_CODES } from 'node:http'
import { text } from '../../shared/catalogue/text.ts'

/** By reason: the HTTP status. */
const statuses = {
  form: 400,
  version: 505,
  method: 405,
  expect: 417,
  host: 403,
  origin: 403,
  secret: 401,
  tries: 429,
  path: 404,
  type: 415,
  encoding: 415,
  too_large: 413,
  not_json: 400,
  slow: 408,
  headers: 431,
  rate: 429,
  many: 429,
  busy: 503,
  failed: 500,
} as const
export type RefusalReason = keyof typeof statuses

export interface RefusalAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const jsonRpcCodes: Partial<Record<RefusalReason, number>> = {
  not_json: -32_700,
  failed: -32_603,
}
const otherCode = -32_000

const extraHeaders: Partial<Record<RefusalReason, Readonly<Record<string, string>>>> = {
  method: { allow: 'GET, POST, DELETE' },
  secret: { 'www-authenticate': 'Bearer realm="Countersign"' },
  busy: { 'retry-after': '1' },
  many: { 'retry-after': '1' },
}

/** For every answer: it is for this one client, and for nothing that renders. No header of CORS, ever (threat 115). */
export const plainHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const

/** A JSON-RPC error without an id, since no message was read; the connection ends with it. */
export function buildRefusal(reason: RefusalReason, retryAfterSeconds?: number): RefusalAnswer {
  const message = text(`gateway.refused_${reason}`)
  const error = { code: jsonRpcCodes[reason] ?? otherCode, message }
  const body = `${JSON.stringify({ jsonrpc: '2.0', error, id: null })}\n`
  return {
    status: statuses[reason],
    headers: {
      ...plainHeaders,
      ...extraHeaders[reason],
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    },
    body,
  }
}

/** The same as bytes, for a connection whose request could not be read as HTTP. */
export function buildRawRefusal(reason: RefusalReason): string {
  const { status, headers, body } = buildRefusal(reason)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n')
}
