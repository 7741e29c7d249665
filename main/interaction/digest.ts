// Freezes what would run into canonical bytes and one digest, which the view, the request and the receipt share.
import canonicalize from 'canonicalize'
import { createHash } from 'node:crypto'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { findJsonProblem } from './json-check.ts'

/** Largest arguments of one call, in UTF-8 bytes. */
export const maxArgumentsBytes = 1024 * 1024
const maxDepth = 64

/** Canonical JSON (RFC 8785). Throws on what JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  const canonical = canonicalize(value)
  if (canonical === undefined) throw new TypeError('Not a JSON value')
  return canonical
}

/** SHA-256 over UTF-8, hex. */
export function sha256Hex(words: string): string {
  return createHash('sha256').update(words).digest('hex')
}

/** Digest of any payload that is shown: SHA-256 (hex) over its canonical JSON. */
export function digestOf(payload: unknown): string {
  return sha256Hex(canonicalJson(payload))
}

/**
 * The canonical arguments of a call from the raw text an agent gave. Empty text stands for no arguments.
 * Throws `agent/bad_call` for anything but one sound JSON object: duplicate keys, lone surrogates, numbers that
 * would change, more than 64 levels, more than 1 MB.
 */
export function freezeArguments(raw: string): string {
  const source = raw.trim() === '' ? '{}' : raw
  if (Buffer.byteLength(source) > maxArgumentsBytes) {
    throw new CountersignError('agent/bad_call', text('interaction.arguments_too_large'))
  }
  const problem = findJsonProblem(source, { maxDepth })
  if (problem !== null) {
    throw new CountersignError('agent/bad_call', text('interaction.arguments_bad', { problem }))
  }
  const value: unknown = JSON.parse(source)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CountersignError('agent/bad_call', text('interaction.arguments_not_object'))
  }
  return canonicalJson(value)
}

export interface CallIdentity {
  /** Who asks: the agent's id. */
  readonly client: string
  /** Where it would run: the endpoint and the issuer it is bound to. */
  readonly server: {
    readonly connectionId: string
    readonly url: string
    readonly issuer: string | null
  }
  readonly tool: string
  readonly toolDefinitionHash: string
  /** Canonical JSON of an object. */
  readonly argumentsJson: string
}

type Identified = Pick<ToolCall, 'agentId' | 'tool' | 'toolDefinitionHash' | 'argumentsJson'>

/** The digest of the call against its connection as it is now; equal to the frozen one while nothing changed. */
export function digestNow(call: Identified, connection: Connection): string {
  const { agentId: client, tool, toolDefinitionHash, argumentsJson } = call
  const { id: connectionId, url, issuer } = connection
  return digestCall({
    client,
    server: { connectionId, url, issuer },
    tool,
    toolDefinitionHash,
    argumentsJson,
  })
}

/** The call digest (design: the journey, receive). One changed field gives another digest. */
export function digestCall(identity: CallIdentity): string {
  const { client, server, tool, toolDefinitionHash, argumentsJson } = identity
  return digestOf({
    client,
    server: { connectionId: server.connectionId, url: server.url, issuer: server.issuer },
    tool,
    toolDefinitionHash,
    arguments: JSON.parse(argumentsJson) as unknown,
  })
}
