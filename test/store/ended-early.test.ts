// Proves that a transaction which SQLite ended by itself keeps nothing, even where the error that ended it was passed over.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Database } from '../../main/store/database.ts'
import { isCountersignError } from '../../shared/errors.ts'

// Dies if: a write asks the connection alone whether a transaction is open; it would be kept by itself.
test('[CRS-03] after SQLite has rolled back, no later write of the transaction is kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-ended-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const database = new Database(join(folder, 'some.db'))
  database.execute('CREATE TABLE kept (word TEXT)')
  const half = (): void => {
    database.run('INSERT INTO kept VALUES (?)', 'before')
    // As a full or failing disk does in the middle of a statement.
    database.execute('ROLLBACK')
    database.transaction(() => database.run('INSERT INTO kept VALUES (?)', 'after'))
  }
  expect(() => database.transaction(half)).toThrow(/could not save this/)
  expect(database.all('SELECT * FROM kept')).toEqual([])
  try {
    database.transaction(() => {
      database.execute('ROLLBACK')
      database.run('INSERT INTO kept VALUES (?)', 'alone')
    })
  } catch (error) {
    expect(isCountersignError(error, 'store/failed')).toBe(true)
  }
  expect(database.all('SELECT * FROM kept')).toEqual([])
  database.run('INSERT INTO kept VALUES (?)', 'well')
  expect(database.all('SELECT word FROM kept')).toEqual([{ word: 'well' }])
  database.close()
})
