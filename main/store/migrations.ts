// Brings a database to the present schema: one step per version, each in its own transaction.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Database } from './database.ts'
import { schemaVersion1 } from './schema-version-1.ts'
import { schemaVersion2 } from './schema-version-2.ts'
import { schemaVersion3 } from './schema-version-3.ts'
import { schemaVersion4 } from './schema-version-4.ts'

/** The step at position n leads from version n to n + 1. */
const steps: readonly string[] = [schemaVersion1, schemaVersion2, schemaVersion3, schemaVersion4]

/**
 * Throws `store/failed` and changes nothing when the database is of a newer version. `keepCopy` runs before the first
 * step of a database that holds something.
 */
export function migrate(database: Database, keepCopy: (version: number) => void): void {
  const version = readVersion(database)
  if (version > steps.length) {
    throw new CountersignError('store/failed', text('store.newer_version'), { detail: { version } })
  }
  if (version > 0 && version < steps.length) keepCopy(version)
  for (const [offset, step] of steps.slice(version).entries()) {
    database.transaction(() => {
      database.execute(step)
      database.execute(`PRAGMA user_version = ${version + offset + 1}`)
    })
  }
}

function readVersion(database: Database): number {
  return Number(database.get('PRAGMA user_version')?.['user_version'] ?? 0)
}
