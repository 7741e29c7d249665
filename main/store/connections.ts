// Keeps connections and the tools each one offered.
import {
  connectionSchema,
  toolSchema,
  type Connection,
  type Tool,
} from '../../shared/model/connection.ts'
import type { Database } from './database.ts'
import { ReadCache } from './read-cache.ts'
import type { Store } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'

export function createConnectionRepository(
  database: Database,
  parse: ParseRow,
): Store['connections'] {
  const one = new ReadCache<Connection | null>(database)
  const tools = new ReadCache<readonly Tool[]>(database)
  const listAllTools = (connectionId: string): readonly Tool[] =>
    tools.read(connectionId, () => findTools(database, parse, connectionId))
  return {
    save: (connection) => {
      // The words of the activity are those of the time.
      database.catchUp()
      one.forget(connection.id)
      database.run(
        `INSERT INTO connections (id, added_at_ms, json) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET json = excluded.json`,
        connection.id,
        connection.addedAtMs,
        JSON.stringify(connection),
      )
    },
    load: (connectionId) =>
      one.read(connectionId, () =>
        parse(
          connectionSchema,
          database.get('SELECT * FROM connections WHERE id = ?', connectionId),
        ),
      ),
    list: () =>
      parseRows(
        parse,
        connectionSchema,
        database.all('SELECT * FROM connections ORDER BY added_at_ms, rowid'),
      ),
    remove: (connectionId) => {
      database.catchUp()
      one.forget(connectionId)
      tools.forget(connectionId)
      removeConnection(database, connectionId)
    },
    saveTools: (connectionId, offered) => {
      tools.forget(connectionId)
      replaceTools(database, connectionId, offered)
    },
    listTools: (connectionId) => listAllTools(connectionId).filter(isOffered),
    listAllTools: (connectionId) => [...listAllTools(connectionId)],
  }
}

const isOffered = ({ hidden, gone }: Tool): boolean => hidden === undefined && gone !== true

function findTools(database: Database, parse: ParseRow, connectionId: string): Tool[] {
  const rows = database.all(
    'SELECT * FROM tools WHERE connection_id = ? ORDER BY position',
    connectionId,
  )
  return parseRows(parse, toolSchema, rows)
}

/** Its grants go with it: nobody could use or list them any more. */
function removeConnection(database: Database, connectionId: string): void {
  database.transaction(() => {
    database.run('DELETE FROM grants WHERE connection_id = ?', connectionId)
    database.run('DELETE FROM connections WHERE id = ?', connectionId)
  })
}

function replaceTools(database: Database, connectionId: string, tools: readonly Tool[]): void {
  database.transaction(() => {
    database.run('DELETE FROM tools WHERE connection_id = ?', connectionId)
    for (const [position, tool] of tools.entries()) {
      database.run(
        'INSERT OR REPLACE INTO tools (connection_id, name, position, json) VALUES (?, ?, ?, ?)',
        connectionId,
        tool.name,
        position,
        JSON.stringify(tool),
      )
    }
  })
}
