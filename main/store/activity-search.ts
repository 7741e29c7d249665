// Finds rows of the activity: by words, kind, agent, connection, outcome and time, newest first; and counts decisions.
import { readMember } from './json-column.ts'
import type { Database, Row, Value } from './database.ts'
import type { ActivitySearch, ActivityTerm, DecisionCount } from './repositories.ts'
import type { ActivityKind } from '../../shared/model/activity.ts'

interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

/** Rows of the table, newest first. */
export function searchActivity(database: Database, search: ActivitySearch): Row[] {
  const { beforeSequence, limit } = search
  const conditions = [
    { sql: 'sequence < ?', values: [beforeSequence ?? Number.MAX_SAFE_INTEGER] },
    ...buildConditions(search),
  ]
  const where = conditions.map(({ sql }) => `(${sql})`).join(' AND ')
  return database.all(
    `SELECT * FROM activity WHERE ${where} ORDER BY sequence DESC LIMIT ?`,
    ...conditions.flatMap(({ values }) => values),
    limit,
  )
}

function buildConditions(search: ActivitySearch): Condition[] {
  const { agentId, connectionId, outcome, fromMs, toMs, kinds, terms, without } = search
  const ended = 'call_id IN (SELECT call_id FROM activity WHERE outcome = ?)'
  const given = (sql: string, value: Value): Condition[] =>
    value === null ? [] : [{ sql, values: [value] }]
  return [
    ...(kinds === null ? [] : [isKind(kinds)]),
    ...(without.length === 0 ? [] : [isOther(without)]),
    ...terms.map(hasTerm),
    ...(agentId === null ? [] : [isOfAgent(agentId)]),
    ...given('connection_id = ?', connectionId),
    ...given(ended, outcome),
    ...given('at_ms >= ?', fromMs),
    ...given('at_ms < ?', toMs),
  ]
}

/** Kinds of rows about an agent itself. */
const aboutAgents: readonly ActivityKind[] = [
  'agent_added',
  'agent_changed',
  'agent_paused',
  'agent_resumed',
  'agent_revoked',
  'widened',
  'narrowed',
]

/** Its calls, and what was done with the agent itself. */
function isOfAgent(agentId: string): Condition {
  const { sql, values } = isAboutAgents([agentId])
  return {
    sql: `call_id IN (SELECT id FROM calls WHERE agent_id = ?) OR ${sql}`,
    values: [agentId, ...values],
  }
}

/** By the kind of the row first, which has an index. */
function isAboutAgents(agentIds: readonly string[]): Condition {
  const { sql, values } = isKind(aboutAgents)
  const named = readMember(`(${readMember('json', 'detailJson')})`, 'agentId')
  return {
    sql: `(${sql} AND ${named} IN (${agentIds.map(() => '?').join(', ')}))`,
    values: [...values, ...agentIds],
  }
}

function isKind(kinds: readonly ActivityKind[]): Condition {
  return { sql: `kind IN (${kinds.map(() => '?').join(', ')})`, values: [...kinds] }
}

/** By no index: nearly every row is of another kind. */
function isOther(kinds: readonly ActivityKind[]): Condition {
  const { sql, values } = isKind(kinds)
  return { sql: `NOT (+${sql})`, values }
}

/** The whole story of a call is found by any of its words. */
function hasTerm({ term, kinds, agentIds = [] }: ActivityTerm): Condition {
  const match = buildMatch(term)
  const found = 'FROM activity_words WHERE activity_words MATCH ?'
  return joinOr([
    ...(match === null
      ? []
      : [
          { sql: `sequence IN (SELECT rowid ${found})`, values: [match] },
          { sql: `call_id IN (SELECT call_id ${found})`, values: [match] },
        ]),
    isKind(kinds),
    ...(agentIds.length === 0 ? [] : [isAboutAgents(agentIds)]),
  ])
}

function joinOr(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => sql).join(' OR '),
    values: conditions.flatMap(({ values }) => values),
  }
}

/** Every part of the term as the beginning of a word; null where it has neither letter nor digit. */
function buildMatch(term: string): string | null {
  const parts = term.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return parts.length === 0 ? null : parts.map((part) => `"${part}"*`).join(' ')
}

/** By local day. */
export function countDecisions(database: Database, fromMs: number, toMs: number): DecisionCount[] {
  const rows = database.all(
    `SELECT date(at_ms / 1000, 'unixepoch', 'localtime') AS day, kind,
       ${readMember(`(${readMember('json', 'detailJson')})`, 'by')} AS decided_by, count(*) AS n
     FROM activity
     WHERE kind IN ('call_approved', 'call_denied', 'call_ended') AND at_ms >= ? AND at_ms < ?
       AND (kind <> 'call_ended' OR outcome = 'expired')
     GROUP BY 1, 2, 3`,
    fromMs,
    toMs,
  )
  return rows.map((row) => ({
    day: String(row['day']),
    kind: String(row['kind']) as ActivityKind,
    by: typeof row['decided_by'] === 'string' ? row['decided_by'] : null,
    count: Number(row['n']),
  }))
}

export function findSpan(
  database: Database,
  { fromMs, toMs }: { fromMs: number | null; toMs: number | null },
): { first: number; last: number } {
  const row = database.get(
    'SELECT min(sequence) AS first, max(sequence) AS last FROM activity WHERE at_ms >= ? AND at_ms < ?',
    fromMs ?? -Number.MAX_VALUE,
    toMs ?? Number.MAX_VALUE,
  )
  if (typeof row?.['first'] === 'number') return { first: row['first'], last: Number(row['last']) }
  const end = database.get('SELECT max(sequence) AS last FROM activity')
  const after = Number(end?.['last'] ?? 0) + 1
  return { first: after, last: after - 1 }
}
