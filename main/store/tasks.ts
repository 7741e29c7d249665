// Keeps agents, their tasks, and the steps of each task in order.
import { agentSchema, type Agent } from '../../shared/model/agent.ts'
import { taskSchema, taskStepSchema, type Task, type TaskStep } from '../../shared/model/task.ts'
import type { Database } from './database.ts'
import { ReadCache } from './read-cache.ts'
import type { Store } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'

type Tasks = Store['tasks']

export function createTaskRepository(database: Database, parse: ParseRow): Tasks {
  return {
    ...buildAgentRows(database, parse),
    ...buildTaskRows(database, parse),
    ...buildStepRows(database, parse),
  }
}

function buildAgentRows(
  database: Database,
  parse: ParseRow,
): Pick<Tasks, 'saveAgent' | 'loadAgent' | 'listAgents'> {
  const one = new ReadCache<Agent | null>(database)
  const all = new ReadCache<readonly Agent[]>(database)
  return {
    saveAgent: (agent) => {
      // The words of the activity are those of the time.
      database.catchUp()
      one.forget(agent.id)
      all.clear()
      database.run(
        'INSERT OR REPLACE INTO agents (id, json) VALUES (?, ?)',
        agent.id,
        JSON.stringify(agent),
      )
    },
    loadAgent: (agentId) =>
      one.read(agentId, () =>
        parse(agentSchema, database.get('SELECT * FROM agents WHERE id = ?', agentId)),
      ),
    listAgents: () => [
      ...all.read('', () =>
        parseRows(parse, agentSchema, database.all('SELECT * FROM agents ORDER BY id')),
      ),
    ],
  }
}

function buildTaskRows(
  database: Database,
  parse: ParseRow,
): Pick<Tasks, 'save' | 'load' | 'list' | 'listUnfinished'> {
  const cache = new ReadCache<Task | null>(database)
  return {
    save: (task) => {
      cache.forget(task.id)
      database.run(
        `INSERT INTO tasks (id, created_at_ms, json) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET json = excluded.json`,
        task.id,
        task.createdAtMs,
        JSON.stringify(task),
      )
    },
    load: (taskId) =>
      cache.read(taskId, () =>
        parse(taskSchema, database.get('SELECT * FROM tasks WHERE id = ?', taskId)),
      ),
    list: (limit, before) => {
      const newest = 'ORDER BY created_at_ms DESC, rowid DESC LIMIT ?'
      const rows =
        before === undefined
          ? database.all(`SELECT * FROM tasks ${newest}`, limit)
          : database.all(
              `SELECT * FROM tasks WHERE (created_at_ms, rowid) <
               (SELECT created_at_ms, rowid FROM tasks WHERE id = ?) ${newest}`,
              before,
              limit,
            )
      return parseRows(parse, taskSchema, rows)
    },
    listUnfinished: () =>
      parseRows(
        parse,
        taskSchema,
        database.all(
          `SELECT * FROM tasks WHERE json_extract(json, '$.endedAtMs') IS NULL
           AND json_extract(json, '$.kind') IS NOT 'gateway' ORDER BY created_at_ms, rowid`,
        ),
      ),
  }
}

function buildStepRows(
  database: Database,
  parse: ParseRow,
): Pick<Tasks, 'appendStep' | 'saveStep' | 'listLastSteps' | 'listSteps'> {
  return {
    appendStep: (step) => appendStep(database, step),
    saveStep: (step) => {
      database.run(
        'UPDATE task_steps SET json = ? WHERE task_id = ? AND position = ?',
        JSON.stringify(step),
        step.taskId,
        step.position,
      )
    },
    listLastSteps: (taskId, limit) =>
      parseRows(
        parse,
        taskStepSchema,
        database.all(
          'SELECT * FROM task_steps WHERE task_id = ? ORDER BY position DESC LIMIT ?',
          taskId,
          limit,
        ),
      ).toReversed(),
    listSteps: (taskId) =>
      parseRows(
        parse,
        taskStepSchema,
        database.all('SELECT * FROM task_steps WHERE task_id = ? ORDER BY position', taskId),
      ),
  }
}

function appendStep(database: Database, step: Omit<TaskStep, 'position'>): TaskStep {
  return database.transaction(() => {
    const row = database.get(
      'SELECT coalesce(max(position) + 1, 0) AS next FROM task_steps WHERE task_id = ?',
      step.taskId,
    )
    const appended: TaskStep = { ...step, position: Number(row?.['next']) }
    database.run(
      'INSERT INTO task_steps (task_id, position, json) VALUES (?, ?, ?)',
      appended.taskId,
      appended.position,
      JSON.stringify(appended),
    )
    return appended
  })
}
