// Keeps interactions: what a person was asked and how it was answered.
import { interactionSchema } from '../../shared/model/interaction.ts'
import type { Database } from './database.ts'
import type { InteractionRepository } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'

export function createInteractionRepository(
  database: Database,
  parse: ParseRow,
): InteractionRepository {
  return {
    save: (interaction) => {
      database.run(
        `INSERT INTO interactions (id, open, created_at_ms, json) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET open = excluded.open, json = excluded.json`,
        interaction.id,
        interaction.state === 'open' ? 1 : 0,
        interaction.createdAtMs,
        JSON.stringify(interaction),
      )
    },
    load: (interactionId) =>
      parse(
        interactionSchema,
        database.get('SELECT id, json FROM interactions WHERE id = ?', interactionId),
      ),
    listOpenOfCall: (callId) =>
      parseRows(
        parse,
        interactionSchema,
        database.all(
          'SELECT id, json FROM interactions WHERE call_id = ? AND open = 1 ORDER BY created_at_ms, rowid',
          callId,
        ),
      ),
    listByCall: (callId) =>
      parseRows(
        parse,
        interactionSchema,
        database.all(
          'SELECT id, json FROM interactions WHERE call_id = ? ORDER BY created_at_ms, rowid',
          callId,
        ),
      ),
    ...createOpenReaders(database, parse),
  }
}

/** What is open, by what is asked of it. */
function createOpenReaders(
  database: Database,
  parse: ParseRow,
): Pick<
  InteractionRepository,
  'countOpen' | 'listOpenIds' | 'listDue' | 'soonestExpiryMs' | 'listOpenWidenings' | 'listOpen'
> {
  return {
    countOpen: () =>
      Number(database.get('SELECT count(*) AS n FROM interactions WHERE open = 1')?.['n'] ?? 0),
    listOpenIds: () =>
      database
        .all('SELECT id FROM interactions WHERE open = 1 ORDER BY created_at_ms, rowid')
        .map((row) => String(row['id'])),
    listDue: (nowMs) =>
      parseRows(
        parse,
        interactionSchema,
        database.all(
          'SELECT id, json FROM interactions WHERE open = 1 AND expires_at_ms <= ? ORDER BY expires_at_ms',
          nowMs,
        ),
      ),
    soonestExpiryMs: () => {
      const row = database.get('SELECT min(expires_at_ms) AS at FROM interactions WHERE open = 1')
      return typeof row?.['at'] === 'number' ? row['at'] : null
    },
    listOpenWidenings: () =>
      parseRows(
        parse,
        interactionSchema,
        database.all(
          `SELECT id, json FROM interactions WHERE open = 1 AND json ->> 'kind' = 'widening'
           ORDER BY created_at_ms, rowid`,
        ),
      ),
    listOpen: () =>
      parseRows(
        parse,
        interactionSchema,
        database.all(
          'SELECT id, json FROM interactions WHERE open = 1 ORDER BY created_at_ms, rowid',
        ),
      ),
  }
}
