// What every piece of work on a connection shares: its row, its progress, and how a failure ends in words.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { disconnect } from './disconnect.ts'
import type { Progress } from './progress.ts'

export interface Work {
  readonly parts: ConnectionParts
  readonly progress: Progress
  /** Ends the wait for a browser, by connection. */
  readonly browsers: Map<string, AbortController>
}

/** True when it is known who protects it, and we are registered there (or that nobody does). */
export function isDiscovered({ store }: ConnectionParts, connection: Connection): boolean {
  const { issuer, status } = connection
  if (issuer === null) return status === 'ready' || status === 'needs_sign_in'
  return (store.authorizationServers.load(issuer)?.clientId ?? null) !== null
}

export function createConnection(parts: ConnectionParts, url: string): Connection {
  const connection: Connection = {
    id: parts.makeId(),
    name: new URL(url).host,
    url,
    resource: null,
    issuer: null,
    scopesSupported: [],
    status: 'discovering',
    statusText: null,
    trustedForReading: false,
    addedAtMs: parts.clock.nowMs(),
  }
  parts.store.connections.save(connection)
  record(parts, 'connection_added', connection)
  parts.onChanged(connection.id)
  return connection
}

/** Whatever goes wrong ends as a status with words for the person. */
export async function runGuarded(
  work: Work,
  connection: Connection,
  run: (connection: Connection) => Promise<void>,
): Promise<void> {
  const { parts, progress } = work
  try {
    await run(connection)
  } catch (error) {
    parts.log('warn', 'a connection could not be made', { url: connection.url, error })
    const now = parts.store.connections.load(connection.id)
    if (now !== null) save(work, { ...now, ...describeFailure(error, now) })
  } finally {
    progress.clear(connection.id)
  }
}

const notThere = new Set(['http/unreachable', 'http/timeout', 'http/blocked_address'])

function describeFailure(
  error: unknown,
  connection: Connection,
): Pick<Connection, 'status' | 'statusText'> {
  const host = new URL(connection.url).host
  if (!isCountersignError(error)) {
    return { status: 'failed', statusText: text('resource.failed', { host }) }
  }
  const status = notThere.has(error.code) ? 'unreachable' : 'failed'
  return { status, statusText: error.message }
}

/** Does not wait for what is under way: that finds the connection gone and keeps nothing. */
export async function remove({ parts, browsers }: Work, connectionId: string): Promise<void> {
  browsers.get(connectionId)?.abort()
  const connection = parts.store.connections.load(connectionId)
  if (connection === null) return
  await disconnect(parts, connection)
  parts.connector.forget(connectionId)
  record(parts, 'connection_removed', connection)
  parts.onChanged(connectionId)
}

/** Keeps what the person decided meanwhile; a connection that was removed meanwhile stays removed. */
export function save({ parts }: Pick<Work, 'parts'>, connection: Connection): void {
  const now = parts.store.connections.load(connection.id)
  if (now === null) return
  const { firstPartyIssuer: _stale, ...facts } = connection
  const { trustedForReading, firstPartyIssuer } = now
  const mark = firstPartyIssuer === undefined ? {} : { firstPartyIssuer }
  parts.store.connections.save({ ...facts, trustedForReading, ...mark })
  parts.onChanged(connection.id)
}

export function record(
  { store }: ConnectionParts,
  kind: 'connection_added' | 'connection_removed' | 'signed_in',
  { id: connectionId, url, issuer }: Connection,
): void {
  store.activity.append({ kind, callId: null, taskId: null, connectionId, detail: { url, issuer } })
}

export function buildNotMcp({ url }: Connection, cause: unknown): CountersignError {
  const { host, pathname } = new URL(url)
  // Where the person named an MCP endpoint, no document was looked for.
  const key = /\/(?:mcp|sse)\/?$/i.test(pathname) ? 'resource.not-mcp' : 'openapi.nothing-found'
  const message = text(key, { host })
  return new CountersignError('resource/not_mcp', message, { cause })
}
