// Keeps tool calls: where each journey stands, and whether its approval was spent.
import {
  callStateSchema,
  endedCallStates,
  toolCallSchema,
  type ToolCall,
} from '../../shared/model/tool-call.ts'
import type { Database, Row } from './database.ts'
import { ReadCache } from './read-cache.ts'
import type { CallRepository } from './repositories.ts'
import type { ParseRow } from './rows.ts'

export function createCallRepository(database: Database, parse: ParseRow): CallRepository {
  const read = (row: Row | null) => withSpending(parse(toolCallSchema, row), row)
  const readAll = (rows: readonly Row[]) => rows.flatMap((row) => read(row) ?? [])
  const cache = new ReadCache<ToolCall | null>(database, weighCall)
  return {
    save: (call) => saveKept(database, cache, call),
    load: (callId) =>
      cache.read(callId, () =>
        read(database.get('SELECT id, json, approval_spent_at_ms FROM calls WHERE id = ?', callId)),
      ),
    ...createAliveReaders(database, readAll),
    listByTask: (taskId) =>
      readAll(
        database.all(
          'SELECT id, json, approval_spent_at_ms FROM calls WHERE task_id = ? ORDER BY received_at_ms, rowid',
          taskId,
        ),
      ),
    listAlike: ({ agentId, connectionId, tool, limit }) =>
      readAll(
        database.all(
          `SELECT id, json, approval_spent_at_ms FROM calls WHERE ended = 1 AND agent_id = ? AND connection_id = ? AND tool = ?
           ORDER BY received_at_ms DESC, rowid DESC LIMIT ?`,
          agentId,
          connectionId,
          tool,
          limit,
        ),
      ),
    listLast: (agentId, limit) =>
      readAll(
        database.all(
          `SELECT id, json, approval_spent_at_ms FROM calls WHERE agent_id = ?
           ORDER BY received_at_ms DESC, rowid DESC LIMIT ?`,
          agentId,
          limit,
        ),
      ),
    spendApproval: (callId, atMs) => {
      cache.forget(callId)
      const sql =
        'UPDATE calls SET approval_spent_at_ms = ? WHERE id = ? AND approval_spent_at_ms IS NULL'
      return database.run(sql, atMs, callId) === 1
    },
  }
}

/** What an agent and a server say may be a megabyte each. */
function weighCall(call: ToolCall | null): number {
  if (call === null) return 0
  const { argumentsJson, why, editedFromJson, resultText, resultJson } = call
  return [argumentsJson, why, editedFromJson, resultText, resultJson].reduce(
    (sum, part) => sum + (part?.length ?? 0),
    0,
  )
}

/** Calls that have not ended, by what is asked of them: never all of them where a few are meant. */
function createAliveReaders(
  database: Database,
  readAll: (rows: readonly Row[]) => ToolCall[],
): Pick<CallRepository, 'listAlive' | 'listNotAsking' | 'listAliveStates' | 'countHeld'> {
  return {
    listAlive: () =>
      readAll(
        database.all(
          'SELECT id, json, approval_spent_at_ms FROM calls WHERE ended = 0 ORDER BY received_at_ms, rowid',
        ),
      ),
    listNotAsking: () =>
      readAll(
        database.all(
          `SELECT id, json, approval_spent_at_ms FROM calls WHERE ended = 0 AND state <> 'asking' ORDER BY received_at_ms, rowid`,
        ),
      ),
    listAliveStates: (taskId) =>
      database
        .all('SELECT id, state FROM calls WHERE task_id = ? AND ended = 0', taskId)
        .flatMap((row) => {
          const state = callStateSchema.safeParse(row['state'])
          return state.success ? [{ id: String(row['id']), state: state.data }] : []
        }),
    countHeld: (agentId) =>
      Number(
        database.get(
          `SELECT count(*) AS n FROM calls WHERE agent_id = ? AND state IN ('received', 'asking')`,
          agentId,
        )?.['n'] ?? 0,
      ),
  }
}

function saveKept(database: Database, cache: ReadCache<ToolCall | null>, call: ToolCall): void {
  const before = cache.peek(call.id)
  cache.forget(call.id)
  const json = saveCall(database, call)
  if (!before) return
  const written = JSON.parse(json) as ToolCall
  cache.keep(call.id, { ...written, approvalSpentAtMs: spentOf(before, call) })
}

/** The column is the truth: saving a copy loaded before the spending must not give the approval back. */
const spentOf = (before: ToolCall, call: ToolCall): number | null =>
  before.approvalSpentAtMs ?? call.approvalSpentAtMs

/** See `spentOf`. Returns what was written, which says nothing sure of the spending. */
function saveCall(database: Database, call: ToolCall): string {
  const json = JSON.stringify(call)
  database.run(
    `INSERT INTO calls
       (id, agent_id, task_id, connection_id, tool, ended, received_at_ms, approval_spent_at_ms, json)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       ended = excluded.ended,
       approval_spent_at_ms = coalesce(approval_spent_at_ms, excluded.approval_spent_at_ms),
       json = excluded.json`,
    call.id,
    call.agentId,
    call.taskId,
    call.connectionId,
    call.tool,
    endedCallStates.has(call.state) ? 1 : 0,
    call.receivedAtMs,
    call.approvalSpentAtMs,
    json,
  )
  return json
}

function withSpending(call: ToolCall | null, row: Row | null): ToolCall | null {
  if (call === null || row === null) return null
  const spentAtMs = row['approval_spent_at_ms']
  return { ...call, approvalSpentAtMs: typeof spentAtMs === 'number' ? spentAtMs : null }
}
