// Keeps plans: the calls an agent laid out, and what became of each.
import { planSchema, type Plan } from '../../shared/model/plan.ts'
import type { Database } from './database.ts'
import { ReadCache } from './read-cache.ts'
import type { Store } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'

export function createPlanRepository(database: Database, parse: ParseRow): Store['plans'] {
  const ofTask = new ReadCache<readonly Plan[]>(database, weighPlans)
  return {
    save: (plan) => {
      ofTask.forget(plan.taskId)
      database.run(
        `INSERT INTO plans (id, task_id, state, created_at_ms, json) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, json = excluded.json`,
        plan.id,
        plan.taskId,
        plan.state,
        plan.createdAtMs,
        JSON.stringify(plan),
      )
    },
    load: (planId) => parse(planSchema, database.get('SELECT * FROM plans WHERE id = ?', planId)),
    listByTask: (taskId) => [
      ...ofTask.read(taskId, () =>
        parseRows(
          parse,
          planSchema,
          database.all(
            'SELECT * FROM plans WHERE task_id = ? ORDER BY created_at_ms, rowid',
            taskId,
          ),
        ),
      ),
    ],
    listStanding: () =>
      parseRows(
        parse,
        planSchema,
        database.all(
          `SELECT * FROM plans WHERE state IN ('asked', 'approved') ORDER BY created_at_ms, rowid`,
        ),
      ),
  }
}

/** What an agent lays out may be long. */
function weighPlans(plans: readonly Plan[]): number {
  const entries = plans.flatMap(({ calls }) => calls)
  return entries.reduce((sum, { argumentsJson, why }) => sum + argumentsJson.length + why.length, 0)
}
