// Turns what SQLite reports into our own errors, and tells a disk that fails from one that is full.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'

const sqliteLogicError = 1
const sqliteReadOnly = 8
const sqliteIoError = 10
const sqliteFull = 13
const sqliteCannotOpen = 14
const damagedCodes: ReadonlySet<number> = new Set([11, 26])
const failingDiskCodes: ReadonlySet<number> = new Set([
  sqliteReadOnly,
  sqliteIoError,
  sqliteCannotOpen,
])

/** What SQLite threw, as `store/full`, `store/corrupt` or `store/failed`; one of ours stays as it is. */
export function toStoreError(cause: unknown): CountersignError {
  if (cause instanceof CountersignError) return cause
  const code = readSqliteCode(cause)
  if (code === sqliteFull) return new CountersignError('store/full', text('store.full'), { cause })
  if (code !== null && damagedCodes.has(code)) {
    return new CountersignError('store/corrupt', text('store.corrupt'), { cause })
  }
  return new CountersignError('store/failed', text('store.failed'), { cause })
}

/** True when the disk itself failed: what is on it is then not known before it was written anew. */
export function isDiskFailure({ cause }: CountersignError): boolean {
  const code = readSqliteCode(cause)
  return code !== null && failingDiskCodes.has(code)
}

/** True when SQLite could not carry out a statement that is sound: what it works on is not. */
export function isLogicError({ cause }: CountersignError): boolean {
  return readSqliteCode(cause) === sqliteLogicError
}

/** Primary result code (https://sqlite.org/rescode.html): the low byte of the extended one. */
function readSqliteCode(cause: unknown): number | null {
  const extended = cause instanceof Error && 'errcode' in cause ? cause.errcode : null
  return typeof extended === 'number' ? extended & 0xff : null
}
