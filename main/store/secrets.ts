// Keeps named secrets that belong to no other noun, each sealed.
import type { Database } from './database.ts'
import type { SecretRepository } from './repositories.ts'
import { openOrNull, sealedState, type Sealer } from './sealer.ts'

export function createSecretRepository(database: Database, sealer: Sealer): SecretRepository {
  return {
    save: async (name, value) => {
      const sealed = await sealer.seal(value, place(name))
      database.run(
        'INSERT OR REPLACE INTO secrets (name, value_sealed) VALUES (?, ?)',
        name,
        sealed,
      )
    },
    load: async (name) => {
      const row = database.get('SELECT value_sealed FROM secrets WHERE name = ?', name)
      return row === null ? null : openOrNull(sealer, String(row['value_sealed']), place(name))
    },
    remove: (name) => {
      database.run('DELETE FROM secrets WHERE name = ?', name)
      database.noteWiped()
    },
  }
}

/** Removes secrets whose key ended with an earlier process. */
export function removeLostSecrets(database: Database, keyId: string): void {
  for (const row of database.all('SELECT name, value_sealed FROM secrets')) {
    if (sealedState(String(row['value_sealed']), keyId) !== 'lost') continue
    database.run('DELETE FROM secrets WHERE name = ?', String(row['name']))
  }
}

function place(row: string) {
  return { table: 'secrets', row, column: 'value' }
}
