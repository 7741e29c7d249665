// The database file on disk: a private folder, private files, and a damaged file put aside instead of overwritten.
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import { checkUnchanged } from './connection.ts'
import { Database } from './database.ts'
import { migrate } from './migrations.ts'
import { dropCopies, keepCopy } from './older-copy.ts'
import { isLogicError } from './store-error.ts'

const companions = ['', '-wal', '-shm'] as const

export interface OpenedDatabase {
  readonly database: Database
  /** Where the damaged file was kept, or null when nothing was wrong. */
  readonly recoveredFrom: string | null
}

/** Makes the folder if needed (0700). Throws `store/failed` when it is a link, someone else's, or cannot be written. */
export function preparePrivateFolder(folder: string): void {
  inFolder(folder, () => makePrivate(folder))
}

/** What the system refuses comes out in words that help. */
function inFolder<Result>(folder: string, run: () => Result): Result {
  try {
    return run()
  } catch (cause) {
    if (isCountersignError(cause)) throw cause
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    const words = text('store.folder_unusable', { folder, reason })
    throw new CountersignError(reason === 'ENOSPC' ? 'store/full' : 'store/failed', words, {
      cause,
    })
  }
}

function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const facts = lstatSync(folder)
  const owner = process.getuid?.() ?? facts.uid
  if (!facts.isDirectory() || facts.uid !== owner) {
    throw new CountersignError('store/failed', text('store.folder_not_private', { folder }))
  }
  chmodSync(folder, 0o700)
  accessSync(folder, constants.W_OK | constants.X_OK)
}

/**
 * Opens and migrates `countersign.db`; a damaged one is put aside under its name and `nowMs`. Throws `store/full` or
 * `store/failed`; then nothing of it was lost.
 */
export function openDatabaseFile(folder: string, nowMs: number): OpenedDatabase {
  return inFolder(folder, () => openOrCreate(folder, nowMs))
}

function openOrCreate(folder: string, nowMs: number): OpenedDatabase {
  const file = join(folder, 'countersign.db')
  if (!existsSync(file)) {
    // A log without its database would be replayed into the new one.
    const aside = putAside(file, nowMs) ?? findAside(folder)
    return { database: createDatabase(file), recoveredFrom: aside }
  }
  const database = openSound(file)
  if (database) return { database, recoveredFrom: null }
  const aside = putAside(file, nowMs)
  return { database: createDatabase(file), recoveredFrom: aside }
}

/** The migrated database, or null when the file is damaged. Other failures are thrown. */
function openSound(file: string): Database | null {
  const facts = lstatSync(file)
  if (!facts.isFile() || facts.size === 0) return null
  for (const name of companions) makeFilePrivate(file + name)
  let database: Database | null = null
  try {
    // Before anything may write: what is damaged shall be kept as it was found.
    const found = checkUnchanged(file)
    if (found === 'damaged') return null
    database = new Database(file)
    if (found === 'unknown' && !isSound(database)) {
      database.close()
      return null
    }
    migrateWithCopy(database, file)
    return database
  } catch (error) {
    database?.close()
    if (isCountersignError(error, 'store/corrupt')) return null
    throw error
  }
}

/** Its search index tells of damage as an error of SQL: such a file cannot be worked with either. */
function isSound(database: Database): boolean {
  try {
    return database.get('PRAGMA quick_check(1)')?.['quick_check'] === 'ok'
  } catch (error) {
    if (isCountersignError(error) && isLogicError(error)) return false
    throw error
  }
}

/** Somebody's link, or a second name that they can open, would show them all that is written. */
function makeFilePrivate(file: string): void {
  const facts = lstatOrNull(file)
  if (facts === null) return
  if (!facts.isFile() || facts.nlink > 1) {
    throw new CountersignError('store/failed', text('store.file_not_private', { file }))
  }
  chmodSync(file, 0o600)
}

/** What the steps of the schema began with is kept until a start needs none of them. */
function migrateWithCopy(database: Database, file: string): void {
  let copied = false
  migrate(database, (version) => {
    database.emptyLog()
    keepCopy(file, version)
    copied = true
  })
  if (!copied) dropCopies(file)
}

/** Built under another name first, so that a `countersign.db` that exists was once complete. */
function createDatabase(file: string): Database {
  const unfinished = `${file}.new`
  for (const name of companions) rmSync(unfinished + name, { force: true })
  // SQLite gives its -wal and -shm the mode of the database.
  closeSync(openSync(unfinished, 'wx', 0o600))
  const database = new Database(unfinished)
  try {
    migrate(database, () => undefined)
    // Closing does so too, but says nothing when it fails, and what is in the log does not come along.
    database.emptyLog()
  } finally {
    database.close()
  }
  renameSync(unfinished, file)
  return new Database(file)
}

function putAside(file: string, nowMs: number): string | null {
  const found = companions.filter((name) => lstatOrNull(file + name) !== null)
  if (found.length === 0) return null
  const stamp = new Date(nowMs).toISOString().replaceAll(':', '-')
  let aside = `${file}.corrupt-${stamp}`
  for (let copy = 2; companions.some((name) => existsSync(aside + name)); copy += 1) {
    aside = `${file}.corrupt-${stamp}-${copy}`
  }
  for (const name of found) renameSync(file + name, aside + name)
  return aside
}

/** An earlier start put it aside and died before there was a new one: this one must tell. */
function findAside(folder: string): string | null {
  const mains = readdirSync(folder).filter((name) =>
    /^countersign\.db\.corrupt-.*(?<!-wal|-shm)$/.test(name),
  )
  const newest = mains.toSorted().at(-1)
  return newest === undefined ? null : join(folder, newest)
}

function lstatOrNull(path: string) {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null
}
