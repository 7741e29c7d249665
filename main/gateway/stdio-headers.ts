// The headers that a message from standard input would have had over HTTP (MCP 2026-07-28, Transports).
import type { RpcMessage } from './json-rpc.ts'
import { metaKeys, modernVersion } from './mcp-names.ts'

/** Messages of 2026-07-28 carry their version; notifications/cancelled of both eras goes to the same place. */
export function isModern(message: RpcMessage): boolean {
  if (message.kind === 'response') return false
  const meta = message.params['_meta']
  return typeof meta === 'object' && meta !== null && metaKeys.protocolVersion in meta
}

const namedBy: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'tasks/get': 'taskId',
  'tasks/update': 'taskId',
  'tasks/cancel': 'taskId',
}

/** What a client over HTTP would have set (MCP 2026-07-28, Transports); non-ASCII as Base64. */
export function buildModernHeaders(message: RpcMessage): Record<string, string> {
  if (message.kind === 'response') return {}
  const meta = message.params['_meta'] as Readonly<Record<string, unknown>>
  const version = meta[metaKeys.protocolVersion]
  const field = Object.hasOwn(namedBy, message.method) ? namedBy[message.method] : undefined
  const name = field === undefined ? undefined : message.params[field]
  return {
    'mcp-protocol-version': typeof version === 'string' ? encodeHeader(version) : modernVersion,
    'mcp-method': encodeHeader(message.method),
    ...(typeof name === 'string' && { 'mcp-name': encodeHeader(name) }),
  }
}

function encodeHeader(value: string): string {
  const isPlain = /^[!-~](?:[ -~]*[!-~])?$/.test(value) && !value.startsWith('=?base64?')
  return isPlain ? value : `=?base64?${Buffer.from(value, 'utf8').toString('base64')}?=`
}
