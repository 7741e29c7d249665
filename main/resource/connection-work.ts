// The work on one connection: find it, find who protects it, sign in, read its tools, forget it.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { DeferralEnd } from '../deferral/end.ts'
import { parseStoredMetadata } from '../oauth/server-metadata.ts'
import type { ConnectionParts, SignInOutcome } from './connection-parts.ts'
import { disconnect } from './disconnect.ts'
import { followIssuer } from './follow-issuer.ts'
import type { Progress } from './progress.ts'
import { discoverProtection, ensureRegistered } from './protect.ts'
import { visitServer, type Visit } from './visit.ts'

export interface Work {
  readonly parts: ConnectionParts
  readonly progress: Progress
  /** Ends the wait for a browser, by connection. */
  readonly browsers: Map<string, AbortController>
}

/** True when it is known who protects it (or that nobody does). */
export function isDiscovered(connection: Connection): boolean {
  return (
    connection.issuer !== null ||
    connection.status === 'ready' ||
    connection.status === 'needs_sign_in'
  )
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

export async function connect(work: Work, connection: Connection): Promise<void> {
  const { parts, progress } = work
  const { id } = connection
  save(work, { ...connection, status: 'discovering', statusText: null })
  progress.begin(id, text('resource.step-finding'))
  const visit = await visitServer({ ...parts, ...parts.oauth }, connection, null)
  if (visit.kind === 'open') return saveOpen(work, connection, visit)
  if (visit.kind === 'not_mcp') throw notMcp(connection, visit.error)
  progress.begin(id, text('resource.step-protected'))
  const { challenge } = visit
  const { connection: found, metadata } = await discoverProtection(parts, connection, challenge)
  progress.begin(id, text('resource.step-registering', { host: new URL(metadata.issuer).host }))
  await ensureRegistered(parts, metadata)
  const statusText = text('resource.needs-sign-in')
  const ready: Connection = { ...found, status: 'needs_sign_in', statusText }
  save(work, ready)
  if (mayBeginSignIn(parts, ready)) await signIn(work, ready)
}

/**
 * A sign-in in the browser follows at once from adding. Where the issuer offers one in the app, the person first
 * chooses whether to mark it first-party.
 */
function mayBeginSignIn(parts: ConnectionParts, { issuer }: Connection): boolean {
  const server = issuer === null ? null : parts.store.authorizationServers.load(issuer)
  if (server === null) return false
  const metadata = parseStoredMetadata(server.metadataJson)
  return server.firstParty || metadata.authorization_challenge_endpoint === undefined
}

/** As `signIn`, for a server that was found before: it may name another authorization server by now. */
export async function signInAgain(work: Work, connection: Connection): Promise<void> {
  return signIn(work, await followIssuer(work.parts, connection))
}

export async function signIn(work: Work, connection: Connection): Promise<void> {
  const { parts, progress } = work
  const { id, issuer } = connection
  if (issuer === null) return readTools(work, connection)
  save(work, { ...connection, status: 'signing_in', statusText: null })
  progress.begin(id, text('resource.step-signing-in', { host: new URL(issuer).host }))
  const outcome = await obtainSignIn(work, connection)
  if (outcome.kind === 'deferred') {
    const statusText = text('resource.sign-in-waits', { host: new URL(issuer).host })
    return save(work, { ...connection, status: 'waiting', statusText })
  }
  if (outcome.kind !== 'granted') {
    return save(work, { ...connection, status: 'needs_sign_in', statusText: outcome.reason })
  }
  if (parts.store.connections.load(id) === null) return disconnect(parts, connection)
  record(parts, 'signed_in', connection)
  return readTools(work, connection, true)
}

/** How a sign-in that the authorization server had put off came out. */
export async function endSignIn(
  work: Work,
  connection: Connection,
  { deferral, reason }: DeferralEnd,
): Promise<void> {
  const { parts } = work
  if (deferral.state !== 'succeeded') {
    const statusText = reason ?? text('resource.needs-sign-in')
    return save(work, { ...connection, status: 'needs_sign_in', statusText })
  }
  record(parts, 'signed_in', connection)
  return readTools(work, connection, true)
}

/** A server that no longer knows our registration gets one new one, and the sign-in is begun again. */
async function obtainSignIn(work: Work, connection: Connection): Promise<SignInOutcome> {
  const { parts } = work
  const first = await beginSignIn(work, connection)
  const unknown = 'oauthError' in first && first.oauthError === 'invalid_client'
  const server = unknown ? parts.store.authorizationServers.load(connection.issuer ?? '') : null
  if (server === null) return first
  parts.store.authorizationServers.save({ ...server, clientId: null })
  await ensureRegistered(parts, parseStoredMetadata(server.metadataJson))
  return beginSignIn(work, connection)
}

async function beginSignIn(work: Work, connection: Connection): Promise<SignInOutcome> {
  const { id } = connection
  const browser = new AbortController()
  work.browsers.set(id, browser)
  const onProgress = (step: string): void => work.progress.begin(id, step)
  const outcome = await work.parts.signIn(connection, onProgress, browser.signal)
  if (work.browsers.get(id) === browser) work.browsers.delete(id)
  return outcome
}

/** `fresh` is true right after a sign-in: a refusal then is not the end of an old one. */
export async function readTools(
  work: Work,
  connection: Connection,
  fresh: boolean = false,
): Promise<void> {
  const { parts, progress } = work
  progress.begin(connection.id, text('resource.step-reading'))
  const grant = await loadStanding(parts, connection)
  if (grant === null && connection.issuer !== null) return save(work, signedOut(connection, fresh))
  const visit = await visitWithGrant(parts, connection, grant)
  if (visit.kind === 'open') return saveOpen(work, connection, visit)
  if (visit.kind === 'not_mcp') throw notMcp(connection, visit.error)
  if (connection.issuer === null) return connect(work, connection)
  save(work, signedOut(connection, fresh))
}

/** A 401 may only mean that the access token has ended early: it is renewed once. */
async function visitWithGrant(
  parts: ConnectionParts,
  connection: Connection,
  grant: Grant | null,
): Promise<Visit> {
  const context = { ...parts, ...parts.oauth }
  const visit = await visitServer(context, connection, grant)
  if (visit.kind !== 'refused' || visit.challenge.status !== 401 || grant === null) return visit
  const outcome = await parts.refreshGrant(grant)
  return outcome.kind === 'refreshed' ? visitServer(context, connection, outcome.grant) : visit
}

/** Why the person has to sign in again. */
export function signedOut(connection: Connection, fresh: boolean): Connection {
  const host = new URL(connection.issuer ?? connection.url).host
  const key = fresh ? 'resource.refused-after-sign-in' : 'resource.sign-in-ended'
  const statusText = text(key, { host })
  return { ...connection, status: 'needs_sign_in', statusText }
}

/** The newest standing grant, refreshed when its time is over; null when there is none that can be used. */
async function loadStanding(parts: ConnectionParts, connection: Connection): Promise<Grant | null> {
  const standing = await parts.store.grants.listStanding(connection.id)
  const grant = standing.find((one) => one.issuer === connection.issuer) ?? null
  if (grant === null || grant.expiresAtMs === null) return grant
  if (grant.expiresAtMs > parts.clock.nowMs()) return grant
  const outcome = await parts.refreshGrant(grant)
  return outcome.kind === 'refreshed' ? outcome.grant : null
}

function saveOpen(
  work: Work,
  connection: Connection,
  visit: Extract<Visit, { kind: 'open' }>,
): void {
  const { store } = work.parts
  if (store.connections.load(connection.id) === null) return
  const host = new URL(connection.url).host
  store.connections.saveTools(connection.id, visit.tools)
  const name = connection.name === host ? (visit.name ?? host) : connection.name
  save(work, { ...connection, name, status: 'ready', statusText: null })
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
export function save({ parts }: Work, connection: Connection): void {
  const now = parts.store.connections.load(connection.id)
  if (now === null) return
  parts.store.connections.save({ ...connection, trustedForReading: now.trustedForReading })
  parts.onChanged(connection.id)
}

function record(
  { store }: ConnectionParts,
  kind: 'connection_added' | 'connection_removed' | 'signed_in',
  { id: connectionId, url, issuer }: Connection,
): void {
  store.activity.append({ kind, callId: null, taskId: null, connectionId, detail: { url, issuer } })
}

function notMcp({ url }: Connection, cause: unknown): CountersignError {
  const message = text('resource.not-mcp', { host: new URL(url).host })
  return new CountersignError('resource/not_mcp', message, { cause })
}
