// Keeps the activity log: append-only, hash-chained, searchable.
import canonicalize from 'canonicalize'
import { isCountersignError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/model/ports.ts'
import { activitySchema, type Activity } from '../../shared/model/activity.ts'
import { chainStart, hashActivity } from './activity-chain.ts'
import { countDecisions, findSpan, searchActivity } from './activity-search.ts'
import { indexActivityWords, indexActivityWordsEnd } from './activity-words.ts'
import type { Database, Row } from './database.ts'
import type { ActivityRepository } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'

interface ActivityContext {
  readonly database: Database
  readonly parse: ParseRow
  readonly clock: Pick<Clock, 'nowMs'>
}

type Entry = Parameters<ActivityRepository['append']>[0]

export function createActivityRepository(context: ActivityContext): ActivityRepository {
  const { database, parse } = context
  const readAll = (rows: readonly Row[]): Activity[] => parseRows(parse, activitySchema, rows)
  const readOne = (row: Row | null): Activity | null => parse(activitySchema, row)
  return {
    append: (entry) => append(context, entry),
    list: ({ beforeSequence, limit }) =>
      readAll(
        database.all(
          'SELECT * FROM activity WHERE sequence < ? ORDER BY sequence DESC LIMIT ?',
          beforeSequence ?? Number.MAX_SAFE_INTEGER,
          limit,
        ),
      ),
    search: (search) => readAll(searchActivity(database, search)),
    listByCall: (callId) =>
      readAll(database.all('SELECT * FROM activity WHERE call_id = ? ORDER BY sequence', callId)),
    listAfter: (sequence, limit) =>
      readAll(
        database.all(
          'SELECT * FROM activity WHERE sequence > ? ORDER BY sequence LIMIT ?',
          sequence,
          limit,
        ),
      ),
    load: (sequence) =>
      readOne(database.get('SELECT * FROM activity WHERE sequence = ?', sequence)),
    last: () => readOne(database.get('SELECT * FROM activity ORDER BY sequence DESC LIMIT 1')),
    lastOfKind: (kind) =>
      readOne(
        database.get(
          'SELECT * FROM activity WHERE sequence = (SELECT max(sequence) FROM activity WHERE kind = ?)',
          kind,
        ),
      ),
    listOfKind: (kind) =>
      readAll(database.all('SELECT * FROM activity WHERE kind = ? ORDER BY sequence', kind)),
    findSpan: (range) => findSpan(database, range),
    countDecisions: (fromMs, toMs) => countDecisions(database, fromMs, toMs),
  }
}

function append({ database, clock }: ActivityContext, entry: Entry): Activity {
  return database.transaction(() => {
    const last = database.get(
      `SELECT sequence, json ->> 'hash' AS hash FROM activity ORDER BY sequence DESC LIMIT 1`,
    )
    const { detail, ...facts } = entry
    const content = {
      sequence: Number(last?.['sequence'] ?? 0) + 1,
      atMs: clock.nowMs(),
      ...facts,
      detailJson: String(canonicalize(makeWellFormed(detail))),
    }
    const hash = hashActivity(last === null ? chainStart : String(last['hash']), content)
    const activity: Activity = { ...content, hash }
    database.run(
      'INSERT INTO activity (sequence, call_id, json) VALUES (?, ?, ?)',
      activity.sequence,
      activity.callId,
      JSON.stringify(activity),
    )
    indexWords(database, activity.sequence)
    return activity
  })
}

/** Half a character, as a page may send it, has no canonical form. */
function makeWellFormed(detail: Entry['detail']): unknown {
  const replace = (_name: string, value: unknown): unknown =>
    typeof value === 'string' ? value.replaceAll(/\p{Cs}/gu, '\u{FFFD}') : value
  return JSON.parse(JSON.stringify(detail, replace))
}

/** An index that is damaged finds less; the record itself goes on. */
function indexWords(database: Database, sequence: number): void {
  try {
    database.run(`${indexActivityWords} AND a.sequence = ?${indexActivityWordsEnd}`, sequence)
  } catch (error) {
    if (isCountersignError(error, 'store/full')) throw error
  }
}
