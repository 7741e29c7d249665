// Keeps the settings: the defaults until some are saved, the narrowest when what was saved cannot be read.
import { defaultSettings, narrowestSettings, settingsSchema } from '../../shared/model/settings.ts'
import type { Database } from './database.ts'
import type { Store } from './repositories.ts'
import type { ParseRow } from './rows.ts'

export function createSettingsRepository(database: Database, parse: ParseRow): Store['settings'] {
  return {
    load: () => {
      const row = database.get('SELECT * FROM settings')
      return row === null ? defaultSettings : (parse(settingsSchema, row) ?? narrowestSettings)
    },
    save: (settings) => {
      database.run(
        'INSERT OR REPLACE INTO settings (one, json) VALUES (1, ?)',
        JSON.stringify(settings),
      )
    },
  }
}
