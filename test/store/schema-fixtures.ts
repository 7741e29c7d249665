// Databases of every released version of the schema, with rows in every table that a later step touches.
import { Database } from '../../main/store/database.ts'
import { schemaVersion1 } from '../../main/store/schema-version-1.ts'
import { schemaVersion2 } from '../../main/store/schema-version-2.ts'
import { schemaVersion3 } from '../../main/store/schema-version-3.ts'
import { schemaVersion4 } from '../../main/store/schema-version-4.ts'
import { buildCall, buildDeferral } from './nouns.ts'

const steps = [schemaVersion1, schemaVersion2, schemaVersion3, schemaVersion4]
export const presentVersion = steps.length
/** Each was released once: a person may come from any of them. */
export const olderVersions: readonly number[] = [1, 2, 3]

/** Writes a database as that version left it. */
export function writeFixture(file: string, version: number): void {
  const database = new Database(file)
  database.execute(steps.slice(0, version).join('\n'))
  database.execute(`PRAGMA user_version = ${String(version)}`)
  for (let number = 0; number < 20; number += 1) writeRows(database, number)
  database.close()
}

function writeRows(database: Database, number: number): void {
  const id = `call-${String(number)}`
  const call = buildCall({ id, state: 'approved' })
  database.run(
    `INSERT INTO calls (id, agent_id, task_id, connection_id, tool, ended, received_at_ms, json)
     VALUES (?, 'agent-1', 'task-1', 'connection-1', 'pay', 0, ?, ?)`,
    id,
    number,
    JSON.stringify(call),
  )
  const { deferralCode: _code, ...deferral } = buildDeferral({
    id: `deferral-${String(number)}`,
    callId: id,
  })
  database.run(
    'INSERT INTO deferrals (id, call_id, ended, started_at_ms, code_sealed, json) VALUES (?, ?, 0, ?, NULL, ?)',
    deferral.id,
    id,
    number,
    JSON.stringify(deferral),
  )
  const row = { sequence: number + 1, atMs: number, kind: 'call_sent', callId: id, taskId: null }
  const rest = { connectionId: null, detailJson: '{}', hash: '0'.repeat(64) }
  database.run(
    'INSERT INTO activity (sequence, call_id, json) VALUES (?, ?, ?)',
    number + 1,
    id,
    JSON.stringify({ ...row, ...rest }),
  )
}
