// Keeps grants, their tokens sealed one by one.
import { grantSchema, type Grant } from '../../shared/model/grant.ts'
import type { Database, Row } from './database.ts'
import type { GrantFacts, GrantRepository } from './repositories.ts'
import type { ParseRow } from './rows.ts'
import { openOrNull, sealedState, type Sealer } from './sealer.ts'

interface GrantContext {
  readonly database: Database
  readonly parse: ParseRow
  readonly sealer: Sealer
}

const factsSchema = grantSchema.omit({ accessToken: true, refreshToken: true })

export function createGrantRepository(context: GrantContext): GrantRepository {
  const { database } = context
  return {
    seal: async (grant) => ({
      noun: grant,
      sealed: {
        accessToken: await context.sealer.seal(grant.accessToken, place(grant.id, 'access_token')),
        refreshToken: grant.refreshToken
          ? await context.sealer.seal(grant.refreshToken, place(grant.id, 'refresh_token'))
          : null,
      },
    }),
    write: ({ noun, sealed }) => writeGrant(database, noun, sealed),
    load: (grantId) =>
      openGrant(context, database.get('SELECT * FROM grants WHERE id = ?', grantId)),
    listStanding: (connectionId) =>
      openGrants(
        context,
        database.all(
          `SELECT * FROM grants WHERE connection_id = ? AND purpose = 'standing'
           ORDER BY obtained_at_ms DESC, rowid DESC`,
          connectionId,
        ),
      ),
    listAll: () =>
      openGrants(context, database.all('SELECT * FROM grants ORDER BY obtained_at_ms DESC')),
    listAllFacts: () =>
      database
        .all('SELECT * FROM grants ORDER BY obtained_at_ms DESC, rowid DESC')
        .flatMap((row) => readFacts(context.parse, row)),
    listFacts: (connectionId) =>
      database
        .all(
          'SELECT * FROM grants WHERE connection_id = ? ORDER BY obtained_at_ms DESC, rowid DESC',
          connectionId,
        )
        .flatMap((row) => readFacts(context.parse, row)),
    has: (grantId) => database.get('SELECT id FROM grants WHERE id = ?', grantId) !== null,
    remove: (grantId) => {
      database.run('DELETE FROM grants WHERE id = ?', grantId)
      database.noteWiped()
    },
  }
}

/** Removes grants whose key ended with an earlier process. Returns how many. */
export function removeLostGrants(database: Database, keyId: string): number {
  const lost = database
    .all('SELECT id, access_token_sealed FROM grants')
    .filter((row) => sealedState(String(row['access_token_sealed']), keyId) === 'lost')
  for (const row of lost) database.run('DELETE FROM grants WHERE id = ?', String(row['id']))
  return lost.length
}

function writeGrant(
  database: Database,
  grant: Grant,
  sealed: Readonly<Record<string, string | null>>,
): void {
  const { accessToken: _access, refreshToken: _refresh, ...facts } = grant
  database.run(
    `INSERT OR REPLACE INTO grants
       (id, connection_id, purpose, obtained_at_ms, access_token_sealed, refresh_token_sealed, json)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    grant.id,
    grant.connectionId,
    grant.purpose,
    grant.obtainedAtMs,
    sealed['accessToken'] ?? null,
    sealed['refreshToken'] ?? null,
    JSON.stringify(facts),
  )
}

function readFacts(parse: ParseRow, row: Row): GrantFacts[] {
  const facts = parse(factsSchema, row)
  if (facts === null) return []
  return [{ ...facts, hasRefreshToken: typeof row['refresh_token_sealed'] === 'string' }]
}

async function openGrants(context: GrantContext, rows: readonly Row[]): Promise<Grant[]> {
  const grants = await Promise.all(rows.map((row) => openGrant(context, row)))
  return grants.filter((grant) => grant !== null)
}

async function openGrant(context: GrantContext, row: Row | null): Promise<Grant | null> {
  const facts = context.parse(factsSchema, row)
  if (facts === null || row === null) return null
  const accessToken = await openOrNull(
    context.sealer,
    String(row['access_token_sealed']),
    place(facts.id, 'access_token'),
  )
  if (accessToken === null) return null
  const sealedRefresh = row['refresh_token_sealed']
  const refreshToken =
    typeof sealedRefresh === 'string'
      ? await openOrNull(context.sealer, sealedRefresh, place(facts.id, 'refresh_token'))
      : null
  return { ...facts, accessToken, refreshToken }
}

function place(row: string, column: string) {
  return { table: 'grants', row, column }
}
