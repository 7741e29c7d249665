// Keeps rules: what the person decided for calls to come, and how often each was used.
import { ruleSchema, type Rule } from '../../shared/model/rule.ts'
import type { Database, Row } from './database.ts'
import type { RuleRepository } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'

export function createRuleRepository(database: Database, parse: ParseRow): RuleRepository {
  const readAll = (rows: readonly Row[]): Rule[] => parseRows(parse, ruleSchema, rows)
  const load = (ruleId: string): Rule | null =>
    parse(ruleSchema, database.get('SELECT * FROM rules WHERE id = ?', ruleId))
  const save = (rule: Rule): void => saveRule(database, rule)
  return {
    save,
    load,
    listStanding: () =>
      readAll(
        database.all(
          `SELECT * FROM rules WHERE state IN ('active', 'paused') ORDER BY created_at_ms, rowid`,
        ),
      ),
    listActive: ({ agentId, connectionId, tool }) =>
      readAll(
        database.all(
          `SELECT * FROM rules WHERE state = 'active' AND agent_id = ? AND connection_id = ? AND tool = ?
           ORDER BY created_at_ms, rowid`,
          agentId,
          connectionId,
          tool,
        ),
      ),
    list: (limit) =>
      readAll(
        database.all('SELECT * FROM rules ORDER BY created_at_ms DESC, rowid DESC LIMIT ?', limit),
      ),
    use: (ruleId, atMs) =>
      database.transaction(() => {
        const rule = load(ruleId)
        if (rule?.state !== 'active' || atMs >= rule.expiresAtMs) return false
        if (rule.maxUses !== null && rule.uses >= rule.maxUses) return false
        save({ ...rule, uses: rule.uses + 1, lastUsedAtMs: atMs })
        return true
      }),
  }
}

function saveRule(database: Database, rule: Rule): void {
  database.run(
    `INSERT INTO rules (id, state, agent_id, connection_id, tool, created_at_ms, json)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, json = excluded.json`,
    rule.id,
    rule.state,
    rule.agentId,
    rule.connectionId,
    rule.tool,
    rule.createdAtMs,
    JSON.stringify(rule),
  )
}
