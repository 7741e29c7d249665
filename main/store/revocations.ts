// Keeps revocations that a server has not confirmed, their tokens sealed, until it does or we give up.
import { revocationSchema, type Revocation } from '../../shared/model/revocation.ts'
import type { Database, Row } from './database.ts'
import type { RevocationRepository } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'
import { openOrNull, sealedState, type Sealer } from './sealer.ts'

interface RevocationContext {
  readonly database: Database
  readonly parse: ParseRow
  readonly sealer: Sealer
}

const factsSchema = revocationSchema.omit({ token: true })

export function createRevocationRepository(context: RevocationContext): RevocationRepository {
  const { database, parse, sealer } = context
  const listRows = (): Row[] =>
    database.all('SELECT * FROM revocations ORDER BY queued_at_ms, rowid')
  return {
    seal: async (revocation) => ({
      noun: revocation,
      sealed: {
        token: revocation.token ? await sealer.seal(revocation.token, place(revocation.id)) : null,
      },
    }),
    add: ({ noun, sealed }) => {
      const { token: _token, ...facts } = noun
      database.run(
        'INSERT INTO revocations (id, queued_at_ms, token_sealed, json) VALUES (?, ?, ?, ?)',
        noun.id,
        noun.queuedAtMs,
        sealed['token'] ?? '',
        JSON.stringify(facts),
      )
    },
    saveFacts: ({ token: _token, ...facts }) => {
      const json = JSON.stringify(facts)
      database.run('UPDATE revocations SET json = ? WHERE id = ?', json, facts.id)
    },
    listFacts: () =>
      parseRows(parse, factsSchema, listRows()).map((facts) => ({ ...facts, token: null })),
    load: async (revocationId) => {
      const row = database.get('SELECT * FROM revocations WHERE id = ?', revocationId)
      return row === null ? null : open(context, row)
    },
    remove: (revocationId) => {
      database.run('DELETE FROM revocations WHERE id = ?', revocationId)
      database.noteWiped()
    },
  }
}

/** Removes revocations whose token was sealed in memory by a process that has ended. Returns how many. */
export function removeLostRevocations(database: Database, keyId: string): number {
  const lost = database
    .all('SELECT id, token_sealed FROM revocations')
    .filter((row) => sealedState(String(row['token_sealed']), keyId) === 'lost')
  for (const row of lost) database.run('DELETE FROM revocations WHERE id = ?', String(row['id']))
  return lost.length
}

async function open(context: RevocationContext, row: Row): Promise<Revocation | null> {
  const facts = context.parse(factsSchema, row)
  if (facts === null) return null
  const sealed = String(row['token_sealed'])
  return { ...facts, token: await openOrNull(context.sealer, sealed, place(facts.id)) }
}

function place(row: string) {
  return { table: 'revocations', row, column: 'token' }
}
