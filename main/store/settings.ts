// Keeps the settings; what cannot be read falls back to the defaults, which allow no more.
import { defaultSettings, settingsSchema } from '../../shared/model/settings.ts'
import type { Database } from './database.ts'
import type { Store } from './repositories.ts'
import type { ParseRow } from './rows.ts'

export function createSettingsRepository(database: Database, parse: ParseRow): Store['settings'] {
  return {
    load: () => parse(settingsSchema, database.get('SELECT * FROM settings')) ?? defaultSettings,
    save: (settings) => {
      database.run(
        'INSERT OR REPLACE INTO settings (one, json) VALUES (1, ?)',
        JSON.stringify(settings),
      )
    },
  }
}
