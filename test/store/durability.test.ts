// Proves that what need not wait for the disk leaves everything after it waiting as before.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { durabilityOf } from '../../main/agent/call-steps.ts'
import { Database } from '../../main/store/database.ts'

let folder = ''
let database: Database
let unflushed = 0

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'countersign-durability-'))
  database = new Database(path.join(folder, 'countersign.db'))
  database.execute('CREATE TABLE notes (words TEXT NOT NULL)')
  unflushed = 0
  database.onUnflushed(() => (unflushed += 1))
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const full = 2
const normal = 1
const level = (): unknown => database.get('PRAGMA synchronous')?.['synchronous']
const write = (): unknown => {
  database.run('INSERT INTO notes VALUES (?)', 'x')
  return level()
}

test('[STO-13] only a transaction that says so leaves the disk for later', () => {
  expect(database.transaction(write)).toBe(full)
  expect(unflushed).toBe(0)
  expect(database.transaction(write, 'soon')).toBe(normal)
  expect(unflushed).toBe(1)
  // Dies if: what comes after a read is not flushed any more either, in a transaction or by itself.
  expect(database.transaction(write)).toBe(full)
  expect(database.transaction(write, 'soon')).toBe(normal)
  expect(write()).toBe(full)
})

test('[STO-13] one that fails rolls back and leaves the next ones waiting for the disk', () => {
  const fail = (): never => {
    write()
    throw new Error('no')
  }
  expect(() => database.transaction(fail, 'soon')).toThrow('no')
  expect(database.all('SELECT * FROM notes')).toEqual([])
  expect(database.transaction(write)).toBe(full)
})

test('[STO-13] inside another one it waits as that one does', () => {
  // Dies if: a step that joins an approval takes the disk away from it.
  const inner = (): unknown => database.transaction(write, 'soon')
  expect(database.transaction(inner)).toBe(full)
  expect(unflushed).toBe(0)
})

test('[STO-13] a flush writes something, and nothing of what is kept changes', () => {
  database.transaction(write, 'soon')
  database.flush()
  expect(database.all('SELECT words FROM notes')).toEqual([{ words: 'x' }])
  database.close()
  expect(() => database.flush()).not.toThrow()
  database = new Database(path.join(folder, 'countersign.db'))
})

test('[STO-13] only reads that trust alone lets run need not wait', () => {
  expect(durabilityOf({ risk: 'low', decidedBy: null })).toBe('soon')
  expect(durabilityOf({ risk: 'low', decidedBy: 'policy' })).toBe('soon')
  // Dies if: what a person, a rule or a plan decided, or what changes something, is lost with the power.
  for (const decidedBy of ['person', 'rule', 'plan'] as const)
    expect(durabilityOf({ risk: 'low', decidedBy })).toBe('now')
  for (const risk of ['elevated', 'high'] as const)
    expect(durabilityOf({ risk, decidedBy: 'policy' })).toBe('now')
  expect(durabilityOf(null)).toBe('now')
  // Dies if: a call that somebody ended is sent again when the power comes back.
  for (const event of ['approved', 'denied', 'cancelled'] as const)
    expect(durabilityOf({ risk: 'low', decidedBy: 'policy' }, event)).toBe('now')
  expect(durabilityOf({ risk: 'low', decidedBy: 'policy' }, 'dispatch')).toBe('soon')
})
