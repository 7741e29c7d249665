// Tells the era of a request by its body, and refuses one whose headers say anything else (MCP 2026-07-28, transports).
import { z } from 'zod'
import { buildFault, type RpcFault, type RpcMessage } from './json-rpc.ts'
import { legacyVersions, metaKeys, modernVersion } from './mcp-names.ts'

export type Era = 'modern' | 'legacy'

/** Which member of a request's parameters `Mcp-Name` repeats. */
const nameSources: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
  'tasks/get': 'taskId',
  'tasks/update': 'taskId',
  'tasks/cancel': 'taskId',
}

const envelopeSchema = z.looseObject({
  [metaKeys.protocolVersion]: z.string(),
  [metaKeys.clientCapabilities]: z.record(z.string(), z.unknown()),
})

type Call = Exclude<RpcMessage, { kind: 'response' }>

/**
 * The era that `message` claims in its body, or what is wrong with it. A header alone never makes a request modern, and
 * a body that is modern needs headers that say the same.
 */
export function judgeEra(message: Call, headers: Headers): Era | RpcFault {
  const header = headers.get('mcp-protocol-version')?.trim() ?? null
  const meta = readMeta(message)
  const claims = meta !== null && Object.hasOwn(meta, metaKeys.protocolVersion)
  if (!claims) return judgeUnclaimed(message, headers, meta)
  const id = message.kind === 'request' ? { id: message.id } : {}
  const envelope = envelopeSchema.safeParse(meta)
  const claimed = meta[metaKeys.protocolVersion]
  if (!envelope.success && (message.kind === 'request' || typeof claimed !== 'string')) {
    const missing = String(envelope.error.issues[0]?.path.join('.') ?? '')
    return buildFault('invalidParams', `Invalid params: _meta ${missing} is missing or wrong`, id)
  }
  if (header !== null && header !== claimed)
    return mismatch(
      message,
      `MCP-Protocol-Version says ${header}, the body says ${String(claimed)}`,
    )
  if (claimed !== modernVersion) return buildUnsupported(message, String(claimed))
  return judgeModernHeaders(message, headers) ?? 'modern'
}

function judgeUnclaimed(
  message: Call,
  headers: Headers,
  meta: Readonly<Record<string, unknown>> | null,
): Era | RpcFault {
  const header = headers.get('mcp-protocol-version')?.trim() ?? null
  if (header === null || !isModern(header)) return judgeLegacyVersion(message, header)
  if (message.kind === 'notification') return judgeModernHeaders(message, headers) ?? 'modern'
  if (message.method === 'initialize')
    return mismatch(message, 'initialize does not belong to the revision of MCP-Protocol-Version')
  const words = meta === null ? '_meta is missing' : `_meta ${metaKeys.protocolVersion} is missing`
  return buildFault('invalidParams', `Invalid params: ${words}`, { id: message.id })
}

function judgeLegacyVersion(message: Call, header: string | null): Era | RpcFault {
  const known: readonly string[] = legacyVersions
  if (header === null || known.includes(header) || message.method === 'initialize') return 'legacy'
  return buildUnsupported(message, header)
}

/** What a 2026-07-28 request has to say in its headers too. */
function judgeModernHeaders(message: Call, headers: Headers): RpcFault | null {
  const method = headers.get('mcp-method')?.trim() ?? null
  if (method !== null && method !== message.method)
    return mismatch(message, `Mcp-Method says ${method}, the body says ${message.method}`)
  if (message.kind === 'notification') return null
  if (headers.get('mcp-protocol-version') === null)
    return mismatch(message, 'MCP-Protocol-Version is missing')
  if (method === null) return mismatch(message, 'Mcp-Method is missing')
  const source = Object.hasOwn(nameSources, message.method)
    ? nameSources[message.method]
    : undefined
  const named = source === undefined ? undefined : message.params[source]
  return typeof named === 'string' ? judgeName(message, headers, named) : null
}

function judgeName(message: Call, headers: Headers, named: string): RpcFault | null {
  const raw = headers.get('mcp-name')?.trim() ?? null
  if (raw === null) return mismatch(message, 'Mcp-Name is missing')
  const decoded = decodeSentinel(raw)
  if (decoded === null) return mismatch(message, 'Mcp-Name is not well encoded')
  return decoded === named ? null : mismatch(message, 'Mcp-Name says something else than the body')
}

/** `=?base64?…?=` stands for characters that a header cannot hold. Null where it is broken. */
function decodeSentinel(value: string): string | null {
  const encoded = /^=\?base64\?([A-Za-z0-9+/]*={0,2})\?=$/.exec(value)?.[1]
  if (encoded === undefined) return value.startsWith('=?base64?') ? null : value
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.toString('base64') !== encoded) return null
  const decoded = bytes.toString('utf8')
  return Buffer.from(decoded, 'utf8').equals(bytes) ? decoded : null
}

function mismatch(message: Call, words: string): RpcFault {
  const id = message.kind === 'request' ? { id: message.id } : {}
  return buildFault('headerMismatch', `Header mismatch: ${words}`, id)
}

function buildUnsupported(message: Call, requested: string): RpcFault {
  const id = message.kind === 'request' ? { id: message.id } : {}
  const data = { supported: [modernVersion, ...legacyVersions], requested }
  return buildFault('unsupportedVersion', 'Unsupported protocol version', { ...id, data })
}

/** Revisions are dates: they sort as text. */
const isModern = (version: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(version) && version >= modernVersion

function readMeta(message: Call): Readonly<Record<string, unknown>> | null {
  const meta = message.params['_meta']
  return typeof meta === 'object' && meta !== null ? (meta as Record<string, unknown>) : null
}
