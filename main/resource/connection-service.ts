// Adds, signs in, refreshes and removes connections, and tells how far each of these has come.
import type { Connection } from '../../shared/model/connection.ts'
import type { DeferralEnd } from '../deferral/end.ts'
import { parseServerUrl } from '../http/server-url.ts'
import type { ConnectionParts } from './connection-parts.ts'
import {
  connect,
  createConnection,
  endSignIn,
  isDiscovered,
  readTools,
  remove,
  runGuarded,
  signInAgain,
  type Work,
} from './connection-work.ts'
import { goOn } from './go-on.ts'
import { createProgress, type ProgressStep } from './progress.ts'

export interface ConnectionService {
  /**
   * Adds the server (or returns the connection that has this address already) and connects in the background.
   * Throws `ipc/bad_input` for what is no address. `finished` never rejects: the connection's status tells.
   */
  add(input: string): { connectionId: string; finished: Promise<void> }
  /** Obtains a standing grant and reads the tools; connects first where that never succeeded. Never rejects. */
  signIn(connectionId: string): Promise<void>
  /** Reads the tools again, and connects first where that never succeeded. Never rejects. */
  refreshTools(connectionId: string): Promise<void>
  /** Revokes its tokens at the server, best effort, and deletes everything held of it. */
  remove(connectionId: string): Promise<void>
  /** Steps of what is under way, newest last; empty when nothing is. */
  progressOf(connectionId: string): readonly ProgressStep[]
  /** A deferred sign-in has ended: its grant is there already, or the words why there is none. Never throws. */
  onDeferralEnd(end: DeferralEnd): void
  /** After a start of the app: goes on where an earlier process stopped, and says which sign-ins are over. */
  start(): void
}

/** See `ConnectionService`. One piece of work per connection at a time; a second one waits for the first. */
export function createConnectionService(parts: ConnectionParts): ConnectionService {
  const { store } = parts
  const progress = createProgress(parts.onChanged)
  const last = new Map<string, Promise<void>>()
  const work: Work = { parts, progress, browsers: new Map() }

  const enqueue = (connectionId: string, run: (connection: Connection) => Promise<void>) => {
    const step = async (): Promise<void> => {
      const connection = store.connections.load(connectionId)
      if (connection !== null) await runGuarded(work, connection, run)
    }
    const mine = (last.get(connectionId) ?? Promise.resolve())
      .then(step)
      .catch((error: unknown) => parts.log('error', 'A connection could not be saved', error))
    last.set(connectionId, mine)
    return mine
  }
  const byState =
    (run: (work: Work, connection: Connection) => Promise<void>) => (connection: Connection) =>
      isDiscovered(connection) ? run(work, connection) : connect(work, connection)

  return {
    add: (input) => {
      const url = parseServerUrl(input).href
      const known = store.connections.list().find((connection) => connection.url === url)
      const connection = known ?? createConnection(parts, url)
      const connectionId = connection.id
      return {
        connectionId,
        finished: enqueue(connectionId, (now) =>
          now.status === 'ready' ? readTools(work, now) : connect(work, now),
        ),
      }
    },
    signIn: (connectionId) => {
      // Asking again opens the browser again, instead of waiting for a tab that may be closed.
      work.browsers.get(connectionId)?.abort()
      return enqueue(connectionId, byState(signInAgain))
    },
    refreshTools: (connectionId) => enqueue(connectionId, byState(readTools)),
    remove: (connectionId) => remove(work, connectionId),
    progressOf: (connectionId) => progress.list(connectionId),
    onDeferralEnd: (end) =>
      void enqueue(end.deferral.connectionId, (one) => endSignIn(work, one, end)),
    start: () => {
      for (const { id } of store.connections.list()) void enqueue(id, (one) => goOn(work, one))
    },
  }
}
