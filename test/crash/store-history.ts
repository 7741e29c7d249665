// Judges a folder that the store's own process wrote: what it said was kept is there, what it said was not is not.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chainStart, hashActivity } from '../../main/store/activity-chain.ts'
import { Database } from '../../main/store/database.ts'
import { openStore } from '../../main/store/open-store.ts'
import type { Store } from '../../main/store/repositories.ts'
import { Secret } from '../../shared/model/secret.ts'

/** By its lines so far. `unknown`: begun, or refused by a failing disk: there or not, but whole. */
export interface Said {
  readonly kept: ReadonlySet<string>
  readonly refused: ReadonlySet<string>
  readonly begun: ReadonlySet<string>
}

export function readSaid(lines: readonly string[]): Said {
  const words = lines.map((line) => line.split(' '))
  const ids = (isSo: (word: readonly string[]) => boolean): Set<string> =>
    new Set(words.filter(isSo).flatMap(([, id]) => (id?.startsWith('call-') ? [id] : [])))
  return {
    kept: ids(([word]) => word === 'kept'),
    refused: ids(([word, , code]) => word === 'refused' && code !== 'store/read_only'),
    begun: ids(([word]) => word === 'begun'),
  }
}

/** Contradictions in plain words; empty when there are none. */
export function judgeFolder(folder: string, said: Said): string[] {
  if (!existsSync(path.join(folder, 'countersign.db'))) {
    return said.kept.size === 0 ? [] : ['the database is gone']
  }
  const problems = checkIntegrity(path.join(folder, 'countersign.db'))
  if (problems.length > 0) return problems
  const { store, recoveredFrom } = openStore({
    folder,
    vault: {
      keyId: 'keychain-test',
      seal: () => Promise.reject(new Error('not used')),
      open: () => Promise.resolve(new Secret('')),
    },
    clock: { nowMs: () => 2 },
    log: () => {},
  })
  try {
    if (recoveredFrom !== null) return ['the database was damaged']
    return [...checkCalls(store, said), ...checkChain(store)]
  } finally {
    store.close()
  }
}

function checkIntegrity(file: string): string[] {
  try {
    const database = new Database(file)
    const rows = database.all('PRAGMA integrity_check(5)')
    database.close()
    const lines = rows.map((row) => String(row['integrity_check']))
    return lines.filter((line) => line !== 'ok').map((line) => `integrity: ${line}`)
  } catch (error) {
    return [`it does not open: ${String(error)}`]
  }
}

function checkCalls(store: Store, { kept, refused, begun }: Said): string[] {
  const found = new Map(store.calls.listAlive().map((call) => [call.id, call]))
  const lost = [...kept].filter((id) => found.get(id)?.approvalSpentAtMs !== 5)
  const back = [...refused].filter((id) => found.has(id))
  const unheard = [...found.keys()].filter((id) => !begun.has(id))
  return [
    ...lost.map((id) => `${id} is lost`),
    ...back.map((id) => `${id} was said not to be kept, and is`),
    ...unheard.map((id) => `${id} was never begun`),
  ]
}

function checkChain(store: Store): string[] {
  const rows = store.activity.listAfter(0, 1_000_000)
  if (rows.some(({ kind }) => kind === 'store_recovered')) return ['a new database was begun']
  const half = rows.length === store.calls.listAlive().length ? [] : ['a transaction is half there']
  let previous = chainStart
  for (const { hash, ...row } of rows) {
    if (hashActivity(previous, row) !== hash) return [...half, `chain: row ${String(row.sequence)}`]
    previous = hash
  }
  return half
}
