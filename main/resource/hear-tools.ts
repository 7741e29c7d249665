// Opens one `subscriptions/listen` stream at an MCP server (2026-07-28) and hears until it ends that its tools changed.
import { ProtocolError, SdkHttpError, type McpSubscription } from '@modelcontextprotocol/client'
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { GuardedFetch } from '../http/guarded-fetch.ts'
import type { DpopKeyRing } from '../oauth/dpop.ts'
import type { DpopProofs } from '../oauth/dpop-proofs.ts'
import { loadAccess } from './access.ts'
import type { McpConnector, McpSession } from './mcp-connection.ts'
import { createMcpFetch, type McpFetch } from './mcp-fetch.ts'

export interface HearParts {
  readonly store: {
    readonly connections: { load(connectionId: string): Connection | null }
    readonly grants: { listStanding(connectionId: string): Promise<Grant[]> }
  }
  readonly fetch: GuardedFetch
  readonly proofs: Pick<DpopProofs, 'sendWithProof'>
  readonly keys: Pick<DpopKeyRing, 'load'>
  readonly connector: Pick<McpConnector, 'connect'>
  readonly clock: Pick<Clock, 'after' | 'monotonicMs' | 'nowMs'>
  readonly log: Log
}

interface Hearing {
  /** Closes the stream. */
  readonly signal: AbortSignal
  /** The server has agreed to tell. */
  readonly onOpen: () => void
  readonly onNews: () => void
}

/** `not_offered`: the server has no such stream, and asking again would not change that. */
export type HearingEnd = 'over' | 'not_offered'

/** Longest that a server may take to agree, milliseconds. */
const agreeMs = 30_000
/** What a server answers to a method that it does not have, or is not allowed here. */
const noSuchStatus = new Set([400, 404, 405, 501])

/** Resolves when the stream has ended, whoever ended it. Never rejects. No token is renewed for it. */
export async function hearTools(
  parts: HearParts,
  connectionId: string,
  hearing: Hearing,
): Promise<HearingEnd> {
  try {
    const connection = parts.store.connections.load(connectionId)
    if (connection === null) return 'over'
    const grant = connection.issuer === null ? null : await loadGrant(parts, connection)
    if (grant === null && connection.issuer !== null) return 'over'
    const { url } = connection
    const access = await loadAccess(grant, parts.keys)
    const onCallBodyEnd = (): void => undefined
    const wire = createMcpFetch({ ...parts, url, access, frozen: null, onCallBodyEnd })
    return await hearWith(parts, { connection, wire, hearing })
  } catch (error) {
    parts.log('info', 'A server tells nothing of its tools for now', { connectionId, error })
    return isNoSuchStream(error) ? 'not_offered' : 'over'
  }
}

/** Only what serves as it is: nothing is asked of an authorization server for the sake of hearing. */
async function loadGrant(
  { store, clock }: HearParts,
  { id, issuer }: Connection,
): Promise<Grant | null> {
  const standing = await store.grants.listStanding(id)
  const serves = (grant: Grant): boolean =>
    grant.issuer === issuer && (grant.expiresAtMs ?? Infinity) > clock.nowMs()
  return standing.find(serves) ?? null
}

interface Place {
  readonly connection: Connection
  readonly wire: McpFetch
  readonly hearing: Hearing
}

async function hearWith(
  { connector }: HearParts,
  { connection, wire, hearing: { signal, onOpen, onNews } }: Place,
): Promise<HearingEnd> {
  const { id: key, url } = connection
  const fetch: McpFetch['fetch'] = (address, init) => {
    // An earlier era has no such stream, and a session is not begun to learn that.
    if (isInitialize(init?.body)) throw new NotOffered()
    return wire.fetch(address, init)
  }
  const session = await connector.connect({ key, url, fetch, onToolsChanged: onNews })
  const close = (): void => void session.close().catch(() => undefined)
  signal.addEventListener('abort', close, { once: true })
  try {
    if (signal.aborted) return 'over'
    const subscription = await subscribe(session)
    if (subscription === null) return 'not_offered'
    onOpen()
    await subscription.closed
    return 'over'
  } finally {
    signal.removeEventListener('abort', close)
    close()
  }
}

/** Null where the server does not say that its list changes, or does not agree to tell. */
async function subscribe({ client }: McpSession): Promise<McpSubscription | null> {
  if (client.getServerCapabilities()?.tools?.listChanged !== true) return null
  const subscription = await client.listen({ toolsListChanged: true }, { timeout: agreeMs })
  return subscription.honoredFilter.toolsListChanged === true ? subscription : null
}

class NotOffered extends Error {}

function isInitialize(body: unknown): boolean {
  return typeof body === 'string' && /"method"\s*:\s*"initialize"/.test(body)
}

function isNoSuchStream(error: unknown): boolean {
  if (error instanceof SdkHttpError) return noSuchStatus.has(error.status)
  if (error instanceof NotOffered || error instanceof ProtocolError) return true
  return error instanceof Error && error.cause instanceof NotOffered
}
