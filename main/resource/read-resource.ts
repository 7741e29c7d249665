// Reads one resource that a tool's result names, because the person asks for it: at that connection and nowhere else.
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/client'
import { z } from 'zod'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { loadAccess } from './access.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { createMcpFetch } from './mcp-fetch.ts'
import { mapStrings } from './result-json.ts'
import { loadStanding } from './standing-grant.ts'
import { stripSecrets } from './strip-secrets.ts'
import { watchBody } from './watch-body.ts'

/** Longest that a server may take, milliseconds. */
export const readTimeoutMs = 30_000
/** How long an answer that has come whole may take to be read, milliseconds. */
const endedMs = 250
/** A list of files is a resource too; more than a person looks through is none. */
const mostContents = 50

const contentSchema = z.looseObject({
  uri: z.string(),
  mimeType: z.string().optional().catch(undefined),
  text: z.string().optional(),
  blob: z.string().optional(),
})
const answerSchema = z.looseObject({ contents: z.array(contentSchema).max(mostContents) })

/**
 * What `resources/read` gives for `uri` (MCP 2026-07-28 and 2025-11-25, resources), as the JSON of a result whose
 * content are embedded resources, without the token that was sent along. `uri` itself is never fetched: it is only
 * named to the connection's own server. Throws errors whose words are for the person; nothing is kept then.
 */
export async function readResource(
  parts: ConnectionParts,
  connection: Connection,
  uri: string,
): Promise<string> {
  const { host } = new URL(connection.url)
  const grant = connection.issuer === null ? null : await loadStanding(parts, connection)
  if (grant === null && connection.issuer !== null) {
    throw new CountersignError('resource/unreadable', text('link.signed_out', { host }))
  }
  try {
    return await readWith(parts, { connection, grant, uri })
  } catch (error) {
    const isEarlyEnd = isCountersignError(error, 'resource/unreadable') && error.detail === 401
    const renewed = isEarlyEnd && grant !== null ? await parts.refreshGrant(grant) : null
    if (renewed?.kind !== 'refreshed') throw error
    return readWith(parts, { connection, grant: renewed.grant, uri })
  }
}

interface Reading {
  readonly connection: Connection
  readonly grant: Grant | null
  readonly uri: string
}

async function readWith(
  { oauth, keys, connector, clock }: ConnectionParts,
  { connection, grant, uri }: Reading,
): Promise<string> {
  const { id: key, url } = connection
  const { host } = new URL(url)
  const access = await loadAccess(grant, keys)
  const wire = createMcpFetch({
    ...oauth,
    url,
    access,
    frozen: null,
    onCallBodyEnd: () => undefined,
  })
  const lost = new AbortController()
  // The SDK would wait for its time-out where the answer's body ends or breaks without an answer.
  const watched: typeof wire.fetch = async (address, init) => {
    const response = await wire.fetch(address, init)
    if (!isReading(init?.body)) return response
    return watchBody(response, (error) => {
      if (error !== null) return lost.abort(error)
      clock.after(endedMs, () => lost.abort())
    })
  }
  try {
    const session = await connector.connect({ key, url, fetch: watched })
    try {
      const answer: z.infer<typeof answerSchema> = await session.client.request(
        { method: 'resources/read', params: { uri } },
        answerSchema,
        { timeout: readTimeoutMs, maxTotalTimeout: readTimeoutMs, signal: lost.signal },
      )
      const content = answer.contents.map((resource) => ({ type: 'resource', resource }))
      const secrets = access === null ? [] : [access.accessToken.reveal()]
      return mapStrings(JSON.stringify({ content }), (words) => stripSecrets(words, secrets))
    } finally {
      void session.close().catch(() => undefined)
    }
  } catch (error) {
    const { reason }: { reason: unknown } = lost.signal
    if (isCountersignError(reason)) throw reason
    if (isCountersignError(wire.facts.networkError)) throw wire.facts.networkError
    throw describe(error, { host, status: wire.facts.refusal?.status ?? null })
  }
}

/** Beside it go what begins a session, and answers to what the server asks meanwhile. */
function isReading(body: unknown): boolean {
  return typeof body === 'string' && /"method"\s*:\s*"resources\/read"/.test(body)
}

function describe(
  cause: unknown,
  { host, status }: { host: string; status: number | null },
): CountersignError {
  const fail = (words: string): CountersignError =>
    new CountersignError('resource/unreadable', words, { cause, detail: status })
  if (status !== null) return fail(text('link.refused', { host, status }))
  if (!(cause instanceof ProtocolError)) return fail(text('link.no_answer', { host }))
  return cause.code === ProtocolErrorCode.MethodNotFound
    ? fail(text('link.not_offered', { host }))
    : fail(text('link.answered_error', { host, words: cause.message.slice(0, 300) }))
}
