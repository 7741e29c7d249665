// Opens one SQLite connection as the store wants it, and settles what a failed write left behind.
import { DatabaseSync } from '@photostructure/sqlite'
import { toStoreError } from './store-error.ts'

export type Connection = InstanceType<typeof DatabaseSync>

/** Extended codes (https://sqlite.org/rescode.html): no room, or no way, for the memory shared between processes. */
const sharedMemoryFailures: ReadonlySet<unknown> = new Set([4618, 4874, 5130, 5386])

/** Throws what SQLite throws. A commit is on the disk when it returns (`synchronous=FULL`). */
export function openConnection(file: string): Connection {
  try {
    return openWith(file, '')
  } catch (error) {
    if (!lacksSharedMemory(error)) throw error
    // On a full disk the person must still see what is asked, and free space: alone we need no shared memory.
    return openWith(file, 'PRAGMA locking_mode = EXCLUSIVE;')
  }
}

function lacksSharedMemory(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && sharedMemoryFailures.has(error.errcode)
}

/**
 * Whether SQLite finds anything wrong with the file and its log. Changes neither: a connection that may write would copy
 * the log into the file, or delete it, with its end. `unknown` where nothing can be looked at so, as on a full disk.
 */
export function checkUnchanged(file: string): 'sound' | 'damaged' | 'unknown' {
  let connection: Connection | null = null
  try {
    connection = new DatabaseSync(file, { readOnly: true, timeout: 5000, defensive: true })
    return quickCheck(connection) === 'ok' ? 'sound' : 'damaged'
  } catch (error) {
    return toStoreError(error).code === 'store/corrupt' ? 'damaged' : 'unknown'
  } finally {
    connection?.close()
  }
}

function quickCheck(connection: Connection): string {
  const found = connection.prepare('PRAGMA quick_check(1)').get() as Record<string, unknown>
  return String(found['quick_check'])
}

function openWith(file: string, first: string): Connection {
  const connection = new DatabaseSync(file, { timeout: 5000, defensive: true })
  try {
    connection.exec(`
      ${first}
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA journal_size_limit = 4194304;
    `)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/**
 * Makes the failure of a transaction true, and gives a new connection to a file that was read and found sound.
 * Throws while the disk does not take it: whether the transaction will be there after a crash is then not known.
 */
export function settle(file: string, failed: Connection): Connection {
  failed.exec('PRAGMA synchronous = FULL')
  // After a failed flush the system may hold pages for clean that never reached the disk: all are written anew from
  // what was committed, and the frames of the failed transaction, which a crash would replay, are cut off.
  emptyLog(failed)
  // A file that was cut may come back after a loss of power; under a new salt its old frames are void.
  rewriteHeader(failed)
  const connection = openConnection(file)
  try {
    const found = quickCheck(connection)
    if (found !== 'ok') throw new Error(found)
  } catch (error) {
    connection.close()
    throw error
  }
  failed.close()
  return connection
}

/** Copies the write-ahead log into the database, flushes that, and cuts the log to nothing. */
export function emptyLog(connection: Connection): void {
  const done = connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as Record<
    string,
    unknown
  >
  if (done['busy'] !== 0) throw new Error('The write-ahead log could not be emptied')
}

/** One durable transaction that changes nothing. */
export function rewriteHeader(connection: Connection): void {
  const { user_version: version } = connection.prepare('PRAGMA user_version').get() as Record<
    string,
    unknown
  >
  connection.exec(`PRAGMA user_version = ${Number(version)}`)
}
