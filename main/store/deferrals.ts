// Keeps deferrals: facts as JSON, the deferral code sealed beside them until the end.
import { deferralSchema, endedDeferralStates, type Deferral } from '../../shared/model/deferral.ts'
import type { Database, Row } from './database.ts'
import type { DeferralRepository } from './repositories.ts'
import { parseRows, type ParseRow } from './rows.ts'
import { openOrNull, sealedState, type Sealer } from './sealer.ts'

interface DeferralContext {
  readonly database: Database
  readonly parse: ParseRow
  readonly sealer: Sealer
}

export function createDeferralRepository(context: DeferralContext): DeferralRepository {
  const { database, parse, sealer } = context
  return {
    seal: async (deferral) => ({
      noun: deferral,
      sealed: {
        deferralCode: deferral.deferralCode
          ? await sealer.seal(deferral.deferralCode, place(deferral.id))
          : null,
      },
    }),
    write: ({ noun, sealed }) => writeDeferral(database, noun, sealed['deferralCode'] ?? null),
    load: (deferralId) =>
      openDeferral(context, database.get('SELECT * FROM deferrals WHERE id = ?', deferralId)),
    listAlive: async () => {
      const rows = database.all('SELECT * FROM deferrals WHERE ended = 0 ORDER BY started_at_ms')
      const opened = await Promise.all(rows.map((row) => openDeferral(context, row)))
      return opened.filter((deferral) => deferral !== null)
    },
    listAllFacts: () =>
      parseRows(
        parse,
        deferralSchema,
        database.all('SELECT * FROM deferrals ORDER BY started_at_ms DESC'),
      ),
    loadFacts: (deferralId) =>
      parse(deferralSchema, database.get('SELECT * FROM deferrals WHERE id = ?', deferralId)),
    codeState: (deferralId) => {
      const row = database.get('SELECT code_sealed FROM deferrals WHERE id = ?', deferralId)
      const sealed = row?.['code_sealed']
      return typeof sealed === 'string' ? sealedState(sealed, sealer.keyId) : 'none'
    },
  }
}

/** An ended deferral keeps no code, whatever it was given. */
function writeDeferral(database: Database, deferral: Deferral, codeSealed: string | null): void {
  const ended = endedDeferralStates.has(deferral.state)
  database.run(
    `INSERT INTO deferrals (id, call_id, ended, started_at_ms, code_sealed, json)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       ended = excluded.ended, code_sealed = excluded.code_sealed, json = excluded.json`,
    deferral.id,
    deferral.callId,
    ended ? 1 : 0,
    deferral.startedAtMs,
    ended ? null : codeSealed,
    JSON.stringify({ ...deferral, deferralCode: null }),
  )
}

async function openDeferral(context: DeferralContext, row: Row | null): Promise<Deferral | null> {
  const deferral = context.parse(deferralSchema, row)
  const sealed = row?.['code_sealed']
  if (deferral === null || typeof sealed !== 'string') return deferral
  return { ...deferral, deferralCode: await openOrNull(context.sealer, sealed, place(deferral.id)) }
}

function place(row: string) {
  return { table: 'deferrals', row, column: 'code' }
}
