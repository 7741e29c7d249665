// Keeps the words of the activity up with its rows: at once with what is durable at once, else some rows later, together.
import { isCountersignError } from '../../shared/errors.ts'
import { indexActivityWords, indexActivityWordsEnd } from './activity-words.ts'
import type { Database } from './database.ts'

export interface ActivityIndex {
  /** A row was appended, in the transaction that is open. */
  onAppended(sequence: number): void
  /** Everything that was appended can be found from here on. */
  catchUp(): void
}

/** One index step for many rows costs little more than for one; so many do not hold up anything else. */
const mostBehind = 32

/** An index that is damaged finds less; the record itself goes on. */
export function createActivityIndex(database: Database): ActivityIndex {
  let last: number | null = null
  /** Up to this row; null where it must be asked of the index. */
  let indexedTo: number | null = null
  database.onRolledBack(() => {
    last = null
    indexedTo = null
  })
  const catchUp = (): void => {
    if (last !== null && last === indexedTo) return
    try {
      const from = indexedTo ?? findIndexedTo(database)
      const to = last ?? findLast(database)
      if (from < to) index(database, from, to)
      last = to
      indexedTo = to
    } catch (error) {
      if (isCountersignError(error, 'store/full')) throw error
      indexedTo = last
    }
  }
  database.onCatchUp(catchUp)
  return {
    catchUp,
    onAppended(sequence) {
      last = sequence
      const behind = indexedTo === null ? mostBehind : sequence - indexedTo
      if (behind >= mostBehind || !database.isWithinSoon()) catchUp()
    },
  }
}

/** After a start, rows without words may be looked at again. */
function findIndexedTo(database: Database): number {
  const row = database.get('SELECT rowid AS last FROM activity_words ORDER BY rowid DESC LIMIT 1')
  return Number(row?.['last'] ?? 0)
}

function findLast(database: Database): number {
  return Number(database.get('SELECT max(sequence) AS last FROM activity')?.['last'] ?? 0)
}

function index(database: Database, after: number, to: number): void {
  database.run(
    `${indexActivityWords} AND a.sequence > ? AND a.sequence <= ?${indexActivityWordsEnd}`,
    after,
    to,
  )
}
