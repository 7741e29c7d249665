// Proves that a database of an earlier version comes up whole, whatever stands in its damaged rows.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countDecisions, searchActivity } from '../../main/store/activity-search.ts'
import { Database } from '../../main/store/database.ts'
import { migrate } from '../../main/store/migrations.ts'
import type { ActivitySearch } from '../../main/store/repositories.ts'
import { schemaVersion1 } from '../../main/store/schema-version-1.ts'
import { schemaVersion2 } from '../../main/store/schema-version-2.ts'

let folder = ''
let database: Database

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'countersign-older-'))
  database = new Database(path.join(folder, 'countersign.db'))
  database.execute(`${schemaVersion1}${schemaVersion2} PRAGMA user_version = 2`)
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const row = { atMs: 5, kind: 'call_ended', callId: 'c', connectionId: 'bank' }
const damaged = [
  '{"atMs":',
  '"x"',
  '[]',
  '7',
  'null',
  JSON.stringify({ ...row, detailJson: 'no JSON' }),
  JSON.stringify({ ...row, detailJson: '7' }),
  JSON.stringify({ ...row, detailJson: { state: 'done' } }),
  JSON.stringify({ ...row, detailJson: '{"state":["done"],"by":{}}' }),
  JSON.stringify({ ...row, kind: 'call_approved', detailJson: '{' }),
  JSON.stringify({ ...row, kind: ['call_ended'], atMs: 'x', connectionId: 7, detailJson: '{}' }),
  JSON.stringify({ ...row, kind: 'call_received', atMs: { a: 1 }, detailJson: '{}' }),
]

test('[STO-01] [STO-05] comes up with every row, however many of them are damaged', () => {
  const sound = JSON.stringify({ ...row, detailJson: '{"state":"expired","by":null}' })
  for (const [at, json] of [...damaged, sound].entries()) {
    const sequence = at + 1
    const id = `id${String(at)}`
    database.run('INSERT INTO activity VALUES (?, ?, ?)', sequence, 'c', json)
    database.run('INSERT INTO interactions VALUES (?, 1, ?, ?)', id, sequence, json)
    database.run(
      `INSERT INTO calls VALUES (?, 'a', 't', 'bank', 'pay', 0, ?, NULL, ?)`,
      at === 0 ? 'c' : id,
      sequence,
      json,
    )
    database.run('INSERT INTO connections VALUES (?, ?, ?)', at === 5 ? 'bank' : id, 1, json)
    database.run('INSERT INTO agents VALUES (?, ?)', at === 5 ? 'a' : id, json)
  }
  const wrongTypes = '{"callId":[1],"expiresAtMs":"soon","state":{}}'
  database.run('INSERT INTO interactions VALUES (?, 1, 1, ?)', 'types', wrongTypes)
  // Dies if: a column takes what is of another type, or reads a text that is no JSON; the app would never start again.
  migrate(database, () => undefined)
  const count = damaged.length + 1
  expect(database.get('SELECT count(*) AS n FROM activity')?.['n']).toBe(count)
  expect(database.get('SELECT count(*) AS n FROM interactions')?.['n']).toBe(count + 1)
  expect(database.get('PRAGMA quick_check')?.['quick_check']).toBe('ok')
  const decided = countDecisions(database, 0, 10).map(({ kind, by, count: n }) => [kind, by, n])
  expect(new Set(decided)).toEqual(
    new Set([
      ['call_approved', null, 1],
      ['call_ended', null, 1],
    ]),
  )
  const everything: ActivitySearch = {
    agentId: null,
    connectionId: null,
    outcome: 'expired',
    fromMs: null,
    toMs: null,
    kinds: null,
    terms: [],
    without: [],
    beforeSequence: null,
    limit: 100,
  }
  expect(searchActivity(database, everything)).toHaveLength(count)
})

test('[STO-04] a step that fails leaves the version before it as it was', () => {
  database.execute('CREATE TABLE rules (mine TEXT)')
  expect(() => migrate(database, () => undefined)).toThrow()
  // Dies if: a step is not one transaction; half of it would stop the next start.
  expect(database.get('PRAGMA user_version')?.['user_version']).toBe(2)
  database.execute('DROP TABLE rules')
  migrate(database, () => undefined)
  expect(database.get('PRAGMA user_version')?.['user_version']).toBe(4)
})
