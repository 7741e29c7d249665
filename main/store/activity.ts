// Keeps the activity log: append-only, hash-chained, searchable.
import canonicalize from 'canonicalize'
import { isCountersignError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/model/ports.ts'
import { activitySchema, type Activity } from '../../shared/model/activity.ts'
import { hashActivity } from './activity-chain.ts'
import { createActivityIndex, type ActivityIndex } from './activity-index.ts'
import { countDecisions, findSpan, searchActivity } from './activity-search.ts'
import { createActivityTail, type ActivityTail } from './activity-tail.ts'
import type { Database, Row } from './database.ts'
import type { ActivityRepository } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'

interface ActivityContext {
  readonly database: Database
  readonly parse: ParseRow
  readonly clock: Pick<Clock, 'nowMs'>
}

interface Kept extends ActivityContext {
  readonly index: ActivityIndex
  readonly tail: ActivityTail
}

type Entry = Parameters<ActivityRepository['append']>[0]

export function createActivityRepository(context: ActivityContext): ActivityRepository {
  const { database, parse } = context
  const readAll = (rows: readonly Row[]): Activity[] => parseRows(parse, activitySchema, rows)
  const readOne = (row: Row | null): Activity | null => parse(activitySchema, row)
  const kept = {
    ...context,
    index: createActivityIndex(database),
    tail: createActivityTail(database),
  }
  return {
    append: (entry) => append(kept, entry),
    ...createReaders(database, readAll),
    search: (search) => {
      if (search.terms.length > 0) catchUpIfRoom(kept.index)
      return readAll(searchActivity(database, search))
    },
    listByCall: (callId) => [
      ...kept.tail.ofCall(callId, () =>
        readAll(database.all('SELECT * FROM activity WHERE call_id = ? ORDER BY sequence', callId)),
      ),
    ],
    load: (sequence) =>
      readOne(database.get('SELECT * FROM activity WHERE sequence = ?', sequence)),
    last: () => readOne(database.get('SELECT * FROM activity ORDER BY sequence DESC LIMIT 1')),
    lastOfKind: (kind) =>
      kept.tail.lastOfKind(kind, () =>
        readOne(
          database.get(
            'SELECT * FROM activity WHERE sequence = (SELECT max(sequence) FROM activity WHERE kind = ?)',
            kind,
          ),
        ),
      ),
  }
}

/** What a full disk has no room for is not found yet; everything else is. */
function catchUpIfRoom(index: ActivityIndex): void {
  try {
    index.catchUp()
  } catch (error) {
    if (!isCountersignError(error, 'store/full')) throw error
  }
}

/** Many rows, always as the file has them. */
function createReaders(
  database: Database,
  readAll: (rows: readonly Row[]) => Activity[],
): Pick<ActivityRepository, 'list' | 'listAfter' | 'listOfKind' | 'findSpan' | 'countDecisions'> {
  return {
    list: ({ beforeSequence, limit }) =>
      readAll(
        database.all(
          'SELECT * FROM activity WHERE sequence < ? ORDER BY sequence DESC LIMIT ?',
          beforeSequence ?? Number.MAX_SAFE_INTEGER,
          limit,
        ),
      ),
    listAfter: (sequence, limit) =>
      readAll(
        database.all(
          'SELECT * FROM activity WHERE sequence > ? ORDER BY sequence LIMIT ?',
          sequence,
          limit,
        ),
      ),
    listOfKind: (kind) =>
      readAll(database.all('SELECT * FROM activity WHERE kind = ? ORDER BY sequence', kind)),
    findSpan: (range) => findSpan(database, range),
    countDecisions: (fromMs, toMs) => countDecisions(database, fromMs, toMs),
  }
}

function append({ database, clock, index, tail }: Kept, entry: Entry): Activity {
  return database.transaction(() => {
    const end = tail.end()
    const { detail, ...facts } = entry
    const content = {
      sequence: end.sequence + 1,
      atMs: clock.nowMs(),
      ...facts,
      detailJson: String(canonicalize(makeWellFormed(detail))),
    }
    const activity: Activity = { ...content, hash: hashActivity(end.hash, content) }
    database.run(
      'INSERT INTO activity (sequence, call_id, json) VALUES (?, ?, ?)',
      activity.sequence,
      activity.callId,
      JSON.stringify(activity),
    )
    tail.onAppended(activity)
    index.onAppended(activity.sequence)
    return activity
  })
}

/** Half a character, as a page may send it, has no canonical form. */
function makeWellFormed(detail: Entry['detail']): unknown {
  const replace = (_name: string, value: unknown): unknown =>
    typeof value === 'string' ? value.replaceAll(/\p{Cs}/gu, '\u{FFFD}') : value
  return JSON.parse(JSON.stringify(detail, replace))
}
