// Keeps the activity log: append-only, hash-chained.
import canonicalize from 'canonicalize'
import type { Clock } from '../../shared/model/ports.ts'
import { activitySchema, type Activity } from '../../shared/model/activity.ts'
import { chainStart, hashActivity } from './activity-chain.ts'
import type { Database } from './database.ts'
import type { Store } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'

interface ActivityContext {
  readonly database: Database
  readonly parse: ParseRow
  readonly clock: Pick<Clock, 'nowMs'>
}

type Entry = Parameters<Store['activity']['append']>[0]

export function createActivityRepository(context: ActivityContext): Store['activity'] {
  const { database, parse } = context
  return {
    append: (entry) => append(context, entry),
    list: ({ beforeSequence, limit }) =>
      parseRows(
        parse,
        activitySchema,
        database.all(
          'SELECT * FROM activity WHERE sequence < ? ORDER BY sequence DESC LIMIT ?',
          beforeSequence ?? Number.MAX_SAFE_INTEGER,
          limit,
        ),
      ),
    listByCall: (callId) =>
      parseRows(
        parse,
        activitySchema,
        database.all('SELECT * FROM activity WHERE call_id = ? ORDER BY sequence', callId),
      ),
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
      detailJson: String(canonicalize(detail)),
    }
    const hash = hashActivity(last === null ? chainStart : String(last['hash']), content)
    const activity: Activity = { ...content, hash }
    database.run(
      'INSERT INTO activity (sequence, call_id, json) VALUES (?, ?, ?)',
      activity.sequence,
      activity.callId,
      JSON.stringify(activity),
    )
    return activity
  })
}
