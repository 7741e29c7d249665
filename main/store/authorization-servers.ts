// Keeps the authorization servers we have met, by issuer.
import { authorizationServerSchema } from '../../shared/model/authorization-server.ts'
import type { Database } from './database.ts'
import type { Store } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'

export function createAuthorizationServerRepository(
  database: Database,
  parse: ParseRow,
): Store['authorizationServers'] {
  return {
    save: (server) => {
      database.run(
        'INSERT OR REPLACE INTO authorization_servers (issuer, json) VALUES (?, ?)',
        server.issuer,
        JSON.stringify(server),
      )
    },
    load: (issuer) =>
      parse(
        authorizationServerSchema,
        database.get('SELECT * FROM authorization_servers WHERE issuer = ?', issuer),
      ),
    list: () =>
      parseRows(
        parse,
        authorizationServerSchema,
        database.all('SELECT * FROM authorization_servers ORDER BY issuer'),
      ),
    remove: (issuer) => {
      database.run('DELETE FROM authorization_servers WHERE issuer = ?', issuer)
    },
  }
}
