// Keeps rules: what the person decided for calls to come, and how often each was used.
import { toolSchema } from '../../shared/model/connection.ts'
import { ruleSchema, type Rule } from '../../shared/model/rule.ts'
import type { Database, Row } from './database.ts'
import { ReadCache } from './read-cache.ts'
import type { RuleRepository } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'

export function createRuleRepository(database: Database, parse: ParseRow): RuleRepository {
  const readAll = (rows: readonly Row[]): Rule[] => parseRows(parse, ruleSchema, rows)
  const load = (ruleId: string): Rule | null =>
    parse(ruleSchema, database.get('SELECT * FROM rules WHERE id = ?', ruleId))
  const active = new ReadCache<readonly Rule[] | null>(database)
  const save = (rule: Rule): void => {
    active.clear()
    saveRule(database, rule)
  }
  const findActive = (...about: readonly [agentId: string, connectionId: string, tool: string]) => {
    const rows = database.all(
      `SELECT * FROM rules WHERE state = 'active' AND agent_id = ? AND connection_id = ? AND tool = ?
       ORDER BY created_at_ms, rowid`,
      ...about,
    )
    const rules = readAll(rows)
    return rules.length === rows.length ? rules : null
  }
  return {
    save,
    load,
    listStanding: () =>
      readAll(
        database.all(
          `SELECT * FROM rules WHERE state IN ('active', 'paused') ORDER BY created_at_ms, rowid`,
        ),
      ),
    listActive: ({ agentId, connectionId, tool }) => {
      const about = [agentId, connectionId, tool] as const
      const rules = active.read(JSON.stringify(about), () => findActive(...about))
      return rules === null ? null : [...rules]
    },
    ...keepDefinitions(database, parse),
    list: (limit) =>
      readAll(
        database.all('SELECT * FROM rules ORDER BY created_at_ms DESC, rowid DESC LIMIT ?', limit),
      ),
    use: (ruleId, atMs) =>
      database.transaction(() => {
        const rule = load(ruleId)
        if (rule === null || !mayUse(rule, atMs)) return false
        save({ ...rule, uses: rule.uses + 1, lastUsedAtMs: atMs })
        return true
      }),
  }
}

function mayUse(rule: Rule, atMs: number): boolean {
  if (rule.state !== 'active' || atMs >= rule.expiresAtMs) return false
  // A clock that was set back says nothing about the end of a rule.
  if (atMs < Math.max(rule.createdAtMs, rule.lastUsedAtMs ?? 0)) return false
  return rule.maxUses === null || rule.uses < rule.maxUses
}

function keepDefinitions(
  database: Database,
  parse: ParseRow,
): Pick<RuleRepository, 'saveDefinition' | 'loadDefinition'> {
  return {
    saveDefinition: (tool) =>
      database.run(
        'INSERT INTO tool_definitions (hash, json) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING',
        tool.definitionHash,
        JSON.stringify(tool),
      ),
    loadDefinition: (definitionHash) =>
      parse(
        toolSchema,
        database.get(
          'SELECT hash AS id, json FROM tool_definitions WHERE hash = ?',
          definitionHash,
        ),
      ),
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
