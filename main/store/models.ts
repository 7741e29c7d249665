// Keeps the language models that the person added; their keys are named secrets.
import { languageModelSchema } from '../../shared/model/language-model.ts'
import type { Database } from './database.ts'
import type { Store } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'

export function createModelRepository(database: Database, parse: ParseRow): Store['models'] {
  return {
    save: (model) => {
      database.run(
        `INSERT INTO models (id, added_at_ms, json) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET json = excluded.json`,
        model.id,
        model.addedAtMs,
        JSON.stringify(model),
      )
    },
    load: (modelId) =>
      parse(languageModelSchema, database.get('SELECT * FROM models WHERE id = ?', modelId)),
    list: () =>
      parseRows(
        parse,
        languageModelSchema,
        database.all('SELECT * FROM models ORDER BY added_at_ms, rowid'),
      ),
    remove: (modelId) => void database.run('DELETE FROM models WHERE id = ?', modelId),
  }
}
