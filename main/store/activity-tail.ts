// Remembers what the next rows of the activity are built on: the last row, the last of a kind, and the rows of a call.
import type { Activity, ActivityKind } from '../../shared/model/activity.ts'
import { chainStart } from './activity-chain.ts'
import type { Database } from './database.ts'
import { ReadCache } from './read-cache.ts'

export interface ChainEnd {
  readonly sequence: number
  readonly hash: string
}

export interface ActivityTail {
  /** Where the chain ends; `sequence` is 0 before its first row. */
  end(): ChainEnd
  lastOfKind(kind: ActivityKind, find: () => Activity | null): Activity | null
  ofCall(callId: string, find: () => readonly Activity[]): readonly Activity[]
  onAppended(row: Activity): void
}

export function createActivityTail(database: Database): ActivityTail {
  const ends = new ReadCache<ChainEnd>(database)
  const kinds = new ReadCache<Activity | null>(database)
  const calls = new ReadCache<readonly Activity[]>(database)
  return {
    end: () => ends.read('', () => findEnd(database)),
    lastOfKind: (kind, find) => kinds.read(kind, find),
    ofCall: (callId, find) => calls.read(callId, find),
    onAppended(row) {
      ends.keep('', { sequence: row.sequence, hash: row.hash })
      kinds.keep(row.kind, row)
      if (row.callId === null) return
      // A call begins with this row.
      const earlier = row.kind === 'call_received' ? [] : calls.peek(row.callId)
      if (earlier !== undefined) calls.keep(row.callId, [...earlier, row])
    },
  }
}

function findEnd(database: Database): ChainEnd {
  const last = database.get(
    `SELECT sequence, json ->> 'hash' AS hash FROM activity ORDER BY sequence DESC LIMIT 1`,
  )
  if (last === null) return { sequence: 0, hash: chainStart }
  return { sequence: Number(last['sequence']), hash: String(last['hash']) }
}
