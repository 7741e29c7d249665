// JSON-RPC 2.0 as the gateway reads and writes it: one message at a time, ids given back exactly, never a batch.
import { z } from 'zod'

export type RpcId = string | number

export type RpcMessage =
  | {
      readonly kind: 'request'
      readonly id: RpcId
      readonly method: string
      readonly params: Params
    }
  | { readonly kind: 'notification'; readonly method: string; readonly params: Params }
  | { readonly kind: 'response' }
export type RpcRequest = Extract<RpcMessage, { kind: 'request' }>
export type Params = Readonly<Record<string, unknown>>

/** What a client did wrong. `status` is the HTTP status it is told with. */
export interface RpcFault {
  readonly kind: 'fault'
  readonly status: number
  readonly code: number
  readonly message: string
  readonly data?: unknown
  /** Null where the message names none that could be given back. */
  readonly id: RpcId | null
}

export const rpcCodes = {
  parseError: -32_700,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  invalidParams: -32_602,
  internal: -32_603,
  /** MCP 2026-07-28. */
  headerMismatch: -32_020,
  missingCapability: -32_021,
  unsupportedVersion: -32_022,
} as const

const longestId = 256
const longestMethod = 128

const idSchema = z.union([z.string().max(longestId), z.number().int()])
const messageSchema = z.looseObject({
  jsonrpc: z.literal('2.0'),
  method: z.string().max(longestMethod).optional(),
  params: z.record(z.string(), z.unknown()).optional(),
})

/** `body` is JSON without duplicate keys; undefined when nothing was sent. Never throws. */
export function parseRpcMessage(body: unknown): RpcMessage | RpcFault {
  if (body === undefined) return buildFault('parseError', 'Parse error: send one JSON-RPC message')
  if (Array.isArray(body)) return invalid('Invalid request: batches are not supported')
  const parsed = messageSchema.safeParse(body)
  if (!parsed.success) return invalid('Invalid request: not a JSON-RPC 2.0 message')
  const { method, params = {} } = parsed.data
  if (method === undefined) return parseResponse(parsed.data)
  if (!Object.hasOwn(parsed.data, 'id')) return { kind: 'notification', method, params }
  const id = idSchema.safeParse(parsed.data['id'])
  if (!id.success)
    return invalid('Invalid request: the id must be a whole number or a text of 256 characters')
  if (method.startsWith('notifications/'))
    return invalid('Invalid request: a notification has no id', id.data)
  return { kind: 'request', id: id.data, method, params }
}

function parseResponse(data: Readonly<Record<string, unknown>>): RpcMessage | RpcFault {
  const isResponse = Object.hasOwn(data, 'result') || Object.hasOwn(data, 'error')
  return isResponse
    ? { kind: 'response' }
    : invalid('Invalid request: neither a method nor an answer')
}

function invalid(message: string, id: RpcId | null = null): RpcFault {
  return { ...buildFault('invalidRequest', message), id }
}

export function buildFault(
  code: keyof typeof rpcCodes,
  message: string,
  more: { id?: RpcId; status?: number; data?: unknown } = {},
): RpcFault {
  const { id = null, status = 400, data } = more
  const part = data === undefined ? {} : { data }
  return { kind: 'fault', status, code: rpcCodes[code], message, id, ...part }
}

/** A client that gives two requests one id could not tell their answers apart. */
export function buildIdInUse(id: RpcId): RpcFault {
  return buildFault('invalidRequest', 'Invalid request: a request with this id is under way', {
    id,
  })
}

const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }

export function answerFault(fault: RpcFault): Response {
  return new Response(buildFaultText(fault), { status: fault.status, headers })
}

export function buildFaultText({ code, message, data, id }: RpcFault): string {
  const error = data === undefined ? { code, message } : { code, message, data }
  return JSON.stringify({ jsonrpc: '2.0', id, error })
}

/** `result` is JSON text, so that what a server answered is passed on as it is. */
export function answerResult(
  id: RpcId,
  result: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  return new Response(buildResultText(id, result), { headers: { ...headers, ...more } })
}

export function buildResultText(id: RpcId, result: string): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`
}
