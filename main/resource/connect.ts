// Connects: finds the server and who protects it, signs in, and reads its tools.
import { text } from '../../shared/catalogue/text.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { parseStoredMetadata } from '../oauth/server-metadata.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { buildNotMcp, record, save, type Work } from './connection-work.ts'
import { disconnect } from './disconnect.ts'
import { followIssuer } from './follow-issuer.ts'
import { meetIdentityProvider } from './meet-identity-provider.ts'
import { meetServer, type Meeting } from './meet-server.ts'
import { obtainSignIn } from './obtain-sign-in.ts'
import { discoverProtection, type Protection } from './protect.ts'
import { describeUnregistered, ensureRegistered } from './register.ts'
import {
  findSignInWait,
  isUsable,
  loadAlive,
  loadStanding,
  replaceGrants,
  visitWithGrant,
} from './standing-grant.ts'
import { keepTools } from './keep-tools.ts'

export async function connect(work: Work, connection: Connection): Promise<void> {
  const { parts, progress } = work
  const { id } = connection
  save(work, { ...connection, status: 'discovering', statusText: null })
  progress.begin(id, text('resource.step-finding'))
  const onLooking = (): void => progress.begin(id, text('openapi.step-looking'))
  const visit = await meetServer({ ...parts, ...parts.oauth, onLooking }, connection, null)
  if (visit.kind === 'open') return saveOpen(work, visit)
  if (visit.kind === 'elsewhere') return saveElsewhere(work, visit.connection)
  if (visit.kind === 'not_mcp') throw buildNotMcp(connection, visit.error)
  progress.begin(id, text('resource.step-protected'))
  const protection = await findProtection(work, visit)
  const ready = protection === null ? null : await register(work, protection)
  if (ready !== null && mayBeginSignIn(parts, ready)) await signIn(work, ready)
}

/** Null for an HTTP API that nobody is known to protect, and part of which is open: that part is saved. */
async function findProtection(
  work: Work,
  { connection, challenge, openPart }: Extract<Meeting, { kind: 'refused' }>,
): Promise<Protection | null> {
  try {
    return await discoverProtection(work, connection, challenge)
  } catch (error) {
    if (openPart === undefined || !isCountersignError(error, 'oauth/discovery_failed')) throw error
    saveOpen(work, openPart)
    return null
  }
}

/** Registers at the issuer that was chosen. Null, with words for the person, where a client ID has to be entered. */
export async function register(
  work: Work,
  { connection, metadata }: Protection,
): Promise<Connection | null> {
  const host = new URL(metadata.issuer).host
  work.progress.begin(connection.id, text('resource.step-registering', { host }))
  try {
    await ensureRegistered(work.parts, metadata)
  } catch (error) {
    const statusText = describeUnregistered(error, metadata)
    if (statusText === null) throw error
    save(work, { ...connection, status: 'failed', statusText })
    return null
  }
  const statusText = text('resource.needs-sign-in')
  const ready: Connection = { ...connection, status: 'needs_sign_in', statusText }
  save(work, ready)
  return ready
}

/**
 * A sign-in in the browser follows at once from adding. Where the issuer offers one in the app, the person first
 * chooses whether to mark it first-party.
 */
export function mayBeginSignIn(parts: ConnectionParts, { issuer }: Connection): boolean {
  const server = issuer === null ? null : parts.store.authorizationServers.load(issuer)
  if (server === null) return false
  const metadata = parseStoredMetadata(server.metadataJson)
  return server.firstParty || metadata.authorization_challenge_endpoint === undefined
}

/** As `signIn`, for a server that was found before: it may name another authorization server by now. */
export async function signInAgain(work: Work, connection: Connection): Promise<void> {
  return signIn(work, await followIssuer(work, connection))
}

/** Signs in anew while the former grant still serves; it goes only when the new one is there. */
export async function renew(work: Work, connection: Connection): Promise<void> {
  return signIn(work, connection, true)
}

/** A sign-in that is being decided already is kept, not begun a second time. */
export async function signIn(
  work: Work,
  connection: Connection,
  anew: boolean = false,
): Promise<void> {
  const { parts, progress } = work
  const { id, issuer } = connection
  if (issuer === null) return readTools(work, connection)
  const wait = findSignInWait(parts, id)
  if (wait !== null && (wait.renewsGrantId ?? null) === null) return goOnWaiting(work, connection)
  const before = await parts.store.grants.listStanding(id)
  const serves = before.some((grant) => isUsable(parts, grant, issuer))
  if (connection.status !== 'ready' || !serves)
    save(work, { ...connection, status: 'signing_in', statusText: null })
  progress.begin(id, text('resource.step-signing-in', { host: new URL(issuer).host }))
  await meetIdentityProvider(parts, issuer)
  const outcome = await obtainSignIn(work, connection, anew || wait !== null)
  if (parts.store.connections.load(id) === null) return disconnect(parts, connection)
  if (outcome.kind === 'deferred') return goOnWaiting(work, connection)
  if (outcome.kind !== 'granted') return saveFailed(work, connection, outcome.reason)
  await replaceGrants(parts, connection, { grantId: outcome.grantId, before })
  record(parts, 'signed_in', connection)
  return readTools(work, connection, true)
}

/** Nobody has decided yet. With less, or with what was granted before, its tools can be read meanwhile. */
export async function goOnWaiting(work: Work, connection: Connection): Promise<void> {
  const { parts } = work
  if ((await loadAlive(parts, connection)) !== null) return readTools(work, connection)
  save(work, describeWaiting(parts, connection))
}

/** No new grant: one that still serves goes on doing so. */
export async function saveFailed(
  work: Work,
  connection: Connection,
  reason: string,
): Promise<void> {
  const serves = (await loadAlive(work.parts, connection)) !== null
  const isReady = serves && work.parts.store.connections.listTools(connection.id).length > 0
  const status = isReady ? 'ready' : 'needs_sign_in'
  save(work, { ...connection, status, statusText: reason })
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
  if (grant === null && connection.issuer !== null) {
    return save(work, describeSignedOut(parts, connection, fresh))
  }
  const visit = await visitWithGrant(parts, connection, grant)
  if (visit.kind === 'open') return saveOpen(work, visit)
  if (visit.kind === 'elsewhere') return saveElsewhere(work, visit.connection)
  if (visit.kind === 'not_mcp') throw buildNotMcp(connection, visit.error)
  if (connection.issuer === null) return connect(work, connection)
  save(work, describeSignedOut(parts, connection, fresh))
}

/** Why nothing can be done without the person; or, while somebody decides, that it is waited for. */
export function describeSignedOut(
  parts: ConnectionParts,
  connection: Connection,
  fresh: boolean,
): Connection {
  if (findSignInWait(parts, connection.id) !== null) return describeWaiting(parts, connection)
  const host = new URL(connection.issuer ?? connection.url).host
  const key = fresh ? 'resource.refused-after-sign-in' : 'resource.sign-in-ended'
  return { ...connection, status: 'needs_sign_in', statusText: text(key, { host }) }
}

function describeWaiting(parts: ConnectionParts, connection: Connection): Connection {
  const host = new URL(connection.issuer ?? connection.url).host
  const wait = findSignInWait(parts, connection.id)
  const isRenewal = (wait?.renewsGrantId ?? null) !== null
  const key = isRenewal ? 'resource.renewal-waits' : 'resource.sign-in-waits'
  return { ...connection, status: 'waiting', statusText: text(key, { host }) }
}

/** The person decides whether its server may be used; until then nothing of it is. */
function saveElsewhere(work: Work, connection: Connection): void {
  const { documentUrl = connection.url, offeredServer: server = '' } = connection.api ?? {}
  const statusText = text('openapi.elsewhere', { host: new URL(documentUrl).host, server })
  save(work, { ...connection, status: 'failed', statusText })
}

function saveOpen(work: Work, visit: Extract<Meeting, { kind: 'open' }>): void {
  const { parts } = work
  const { connection } = visit
  const { store } = parts
  if (store.connections.load(connection.id) === null) return
  const host = new URL(connection.url).host
  const name = connection.name === host ? (visit.name ?? host) : connection.name
  const waits = connection.issuer !== null && findSignInWait(parts, connection.id) !== null
  const issuerHost = new URL(connection.issuer ?? connection.url).host
  const statusText = waits
    ? text('resource.rest-waits', { host: issuerHost })
    : visit.list.complete
      ? null
      : text('tools.endless', { host, count: visit.list.tools.length })
  const open: Connection = { ...keepTools(parts, connection, visit.list), name }
  save(work, { ...open, status: 'ready', statusText })
}
