// Keeps the settings: the defaults until some are saved, the narrowest when what was saved cannot be read.
import {
  defaultSettings,
  narrowestSettings,
  settingsSchema,
  type Settings,
} from '../../shared/model/settings.ts'
import type { Database } from './database.ts'
import { ReadCache } from './read-cache.ts'
import type { Store } from './repositories.ts'
import type { ParseRow } from './rows.ts'

export function createSettingsRepository(database: Database, parse: ParseRow): Store['settings'] {
  const cache = new ReadCache<Settings>(database)
  const find = (): Settings => {
    const row = database.get('SELECT * FROM settings')
    return row === null ? defaultSettings : (parse(settingsSchema, row) ?? narrowestSettings)
  }
  return {
    load: () => cache.read('', find),
    save: (settings) => {
      cache.clear()
      database.run(
        'INSERT OR REPLACE INTO settings (one, json) VALUES (1, ?)',
        JSON.stringify(settings),
      )
    },
  }
}
