// Adds, signs in, refreshes and removes connections, and tells how far each of these has come.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { IssuerOptions } from '../../shared/model/authorization-server.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { DeferralEnd } from '../../shared/model/deferral.ts'
import { parseServerUrl } from '../http/server-url.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { chooseIssuer, validateChoice } from './choose-issuer.ts'
import { connect, readTools, renew, signInAgain } from './connect.ts'
import { createConnection, isDiscovered, remove, runGuarded, type Work } from './connection-work.ts'
import { dropLate, endWait } from './end-wait.ts'
import type { EnteredClient } from './entered-client.ts'
import { goOn } from './go-on.ts'
import { saveClient, saveIssuerOptions } from './issuer-settings.ts'
import { chooseGroups, validateGroups } from './openapi/choose-groups.ts'
import { agreeServer, validateServer } from './openapi/agree-server.ts'
import { createProgress, type ProgressStep } from './progress.ts'
import type { QueuedRevocation } from './revocation-parts.ts'
import { readResource } from './read-resource.ts'
import { settleUpkeep } from './settle-upkeep.ts'
import { createUpkeep, type Upkeep } from './upkeep.ts'

export interface ConnectionService {
  /**
   * Adds the server (or returns the connection that has this address already) and connects in the background.
   * Throws `ipc/bad_input` for what is no address. `finished` never rejects: the connection's status tells.
   */
  add(input: string): { connectionId: string; finished: Promise<void> }
  /** Obtains a standing grant and reads the tools; connects first where that never succeeded. Never rejects. */
  signIn(connectionId: string): Promise<void>
  /**
   * Signs in anew before the authorization ends; the former grant serves until the new one is there, also when it never
   * comes. Never rejects.
   */
  renew(connectionId: string): Promise<void>
  /**
   * Uses another of the authorization servers that the resource server names. Throws `ipc/bad_input` for one that it
   * does not name; the returned promise never rejects.
   */
  chooseIssuer(connectionId: string, issuer: string): Promise<void>
  /**
   * Agrees to the server at another address that an OpenAPI document names, and connects to it. Throws `ipc/bad_input`
   * for one that the connection does not wait to be asked about; the returned promise never rejects.
   */
  agreeServer(connectionId: string, server: string): Promise<void>
  /**
   * Offers the operations of these groups of an OpenAPI document, and reads it again. Throws `ipc/bad_input` for a group
   * that it does not have; the returned promise never rejects.
   */
  chooseGroups(connectionId: string, groups: readonly string[]): Promise<void>
  /** Throws `ipc/bad_input` for an issuer we never met. Takes effect with the next request there. */
  saveIssuerOptions(issuer: string, options: IssuerOptions): void
  /** The client that the issuer's operator registered by hand; never registered anew. Rejects with `ipc/bad_input`. */
  saveClient(issuer: string, client: EnteredClient): Promise<void>
  /** Tokens that were given up here and whose servers have not confirmed it. */
  listQueuedRevocations(): readonly QueuedRevocation[]
  /** Reads the tools again, and connects first where that never succeeded. Never rejects. */
  refreshTools(connectionId: string): Promise<void>
  /** See `readResource`: for the person alone, and never by itself. Rejects with words for the person. */
  readResource(connectionId: string, uri: string): Promise<string>
  /** Deletes everything held of it, and has its tokens revoked: now, or when its server can be reached. */
  remove(connectionId: string): Promise<void>
  /** Steps of what is under way, newest last; empty when nothing is. */
  progressOf(connectionId: string): readonly ProgressStep[]
  /** A call was sent with the connection's grant: it is worth keeping fresh. */
  onGrantUsed(connectionId: string): void
  /** The computer slept: grants and revocations that fell due meanwhile are seen to. */
  onWake(): void
  /** A deferred sign-in has ended: its grant is there already, or the words why there is none. Never throws. */
  onDeferralEnd(end: DeferralEnd): void
  /** After a start of the app: goes on where an earlier process stopped, and says which sign-ins are over. */
  start(): void
  /** Nothing is tried at any server any more. */
  stop(): void
}

/** See `ConnectionService`. One piece of work per connection at a time; a second one waits for the first. */
export function createConnectionService(parts: ConnectionParts): ConnectionService {
  const { store } = parts
  const progress = createProgress(parts.onChanged)
  const work: Work = { parts, progress, browsers: new Map() }

  const enqueue = createEnqueue(work)
  const upkeep = createUpkeep({
    ...parts,
    onSettled: (id) => void enqueue(id, (one) => settleUpkeep(work, one)),
  })
  return {
    add: (input) => {
      const url = parseServerUrl(input).href
      const known = store.connections.list().find((connection) => isAddressOf(connection, url))
      const connection = known ?? createConnection(parts, url)
      const connectionId = connection.id
      return {
        connectionId,
        finished: enqueue(connectionId, (now) =>
          now.status === 'ready' ? readTools(work, now) : connect(work, now),
        ),
      }
    },
    ...buildSignIns(work, enqueue),
    saveIssuerOptions: (issuer, options) => saveIssuerOptions(parts, issuer, options),
    saveClient: (issuer, client) => saveClient(work, issuer, client),
    listQueuedRevocations: () => parts.revocations.list(),
    refreshTools: (connectionId) => enqueue(connectionId, byState(work, readTools)),
    readResource: (connectionId, uri) => readKnown(parts, connectionId, uri),
    remove: (connectionId) => remove(work, connectionId),
    progressOf: (connectionId) => progress.list(connectionId),
    onDeferralEnd: (end) => {
      const { connectionId } = end.deferral
      void enqueue(connectionId, (now) => endWait(work, now, end)).then(() =>
        dropUnowned(parts, connectionId, end),
      )
    },
    ...buildLifecycle(work, enqueue, upkeep),
  }
}

async function readKnown(
  parts: ConnectionParts,
  connectionId: string,
  uri: string,
): Promise<string> {
  const connection = parts.store.connections.load(connectionId)
  if (connection === null) throw new CountersignError('agent/gone', text('agent.connection_gone'))
  if ((connection.kind ?? 'mcp') !== 'mcp')
    throw new CountersignError('resource/unreadable', text('link.not_mcp'))
  return readResource(parts, connection, uri)
}

function buildLifecycle(
  work: Work,
  enqueue: Enqueue,
  upkeep: Upkeep,
): Pick<ConnectionService, 'onGrantUsed' | 'onWake' | 'start' | 'stop'> {
  const { revocations, store } = work.parts
  return {
    onGrantUsed: (connectionId) => upkeep.onUsed(connectionId),
    onWake: () => {
      upkeep.onWake()
      void revocations.run()
    },
    start: () => {
      revocations.start()
      upkeep.start()
      for (const { id } of store.connections.list()) void enqueue(id, (one) => goOn(work, one))
    },
    stop: () => {
      upkeep.stop()
      revocations.stop()
    },
  }
}

function buildSignIns(
  work: Work,
  enqueue: Enqueue,
): Pick<ConnectionService, 'signIn' | 'renew' | 'chooseIssuer' | 'agreeServer' | 'chooseGroups'> {
  const { browsers, parts } = work
  return {
    signIn: (connectionId) => {
      // Asking again opens the browser again, instead of waiting for a tab that may be closed.
      browsers.get(connectionId)?.abort()
      return enqueue(connectionId, byState(work, signInAgain))
    },
    renew: (connectionId) => {
      browsers.get(connectionId)?.abort()
      return enqueue(connectionId, byState(work, renew))
    },
    chooseIssuer: (connectionId, issuer) => {
      validateChoice(parts.store.connections.load(connectionId), issuer)
      browsers.get(connectionId)?.abort()
      return enqueue(connectionId, (now) => chooseIssuer(work, now, issuer))
    },
    agreeServer: (connectionId, server) => {
      validateServer(parts.store.connections.load(connectionId), server)
      browsers.get(connectionId)?.abort()
      return enqueue(connectionId, async (now) =>
        connect(work, await agreeServer(work, now, server)),
      )
    },
    chooseGroups: (connectionId, groups) => {
      validateGroups(parts.store.connections.load(connectionId), groups)
      return enqueue(connectionId, (now) =>
        byState(work, readTools)(chooseGroups(work, now, groups)),
      )
    },
  }
}

/** Connects first where that never succeeded. */
function byState(
  work: Work,
  run: (work: Work, connection: Connection) => Promise<void>,
): (connection: Connection) => Promise<void> {
  return (connection) =>
    isDiscovered(work.parts, connection) ? run(work, connection) : connect(work, connection)
}

type Enqueue = (
  connectionId: string,
  run: (connection: Connection) => Promise<void>,
) => Promise<void>

/** One address is one connection, also for an API that was found from it. */
function isAddressOf({ url, api }: Connection, address: string): boolean {
  return [url, api?.documentUrl, api?.typedUrl].includes(address)
}

/** One piece of work per connection at a time, each with the row as it then is. Never rejects. */
function createEnqueue(work: Work): Enqueue {
  const { store, log } = work.parts
  const last = new Map<string, Promise<void>>()
  return (connectionId, run) => {
    const step = async (): Promise<void> => {
      const connection = store.connections.load(connectionId)
      if (connection !== null) await runGuarded(work, connection, run)
    }
    const mine = (last.get(connectionId) ?? Promise.resolve())
      .then(step)
      .catch((error: unknown) => log('error', 'A connection could not be saved', error))
    last.set(connectionId, mine)
    return mine
  }
}

/** A token for a connection that was removed while somebody decided. */
async function dropUnowned(
  parts: ConnectionParts,
  connectionId: string,
  end: DeferralEnd,
): Promise<void> {
  try {
    if (parts.store.connections.load(connectionId) !== null) return
    await dropLate(parts, end)
  } catch (error) {
    // The store may be closed by now: the wait ended while the app did.
    parts.log('error', 'A grant that nobody owns could not be dropped', error)
  }
}
