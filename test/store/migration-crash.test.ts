// Proves that the step from any released schema to the present one may be cut off anywhere; COUNT sets at how many writes.
// prove: 100000
import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabaseFile } from '../../main/store/database-file.ts'
import { Database } from '../../main/store/database.ts'
import { isCountersignError } from '../../shared/errors.ts'
import { killAt, listPoints, pickPoints, record, whyNoStrace } from '../crash/strace.ts'
import { createSeededRandom } from '../flows/seeded.ts'
import { olderVersions, presentVersion, writeFixture } from './schema-fixtures.ts'

const wanted = Number(process.env['COUNT'] ?? 3)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const missing = whyNoStrace()
const child = join(import.meta.dirname, 'migration-child.ts')

function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-step-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function run(folder: string, under: readonly string[]): string {
  const [program, ...rest] = [...under, process.execPath, child, folder] as const
  if (program === undefined) throw new Error('There is nothing to run')
  return spawnSync(program, rest, { encoding: 'utf8' }).stdout.trim()
}

/** What must be there after any number of steps. */
function checkRows(database: Database): void {
  expect(database.get('PRAGMA user_version')?.['user_version']).toBe(presentVersion)
  expect(database.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  for (const table of ['calls', 'deferrals', 'activity']) {
    expect(database.get(`SELECT count(*) AS n FROM ${table}`)?.['n']).toBe(20)
  }
}

// Dies if: a step of the schema is changed after its release.
test.each(olderVersions)('[CRS-17] a profile of version %i comes up with every row', (version) => {
  const folder = openFolder()
  const file = join(folder, 'countersign.db')
  writeFixture(file, version)
  const before = readFileSync(file)
  const { database, recoveredFrom } = openDatabaseFile(folder, 1)
  expect(recoveredFrom).toBeNull()
  checkRows(database)
  database.close()
  expect(readFileSync(`${file}.version-${String(version)}`).equals(before)).toBe(true)
})

// Dies if: a step and its version are two transactions, or a copy that is half written counts as one.
test.each(olderVersions)(
  '[CRS-17] killed at any write of the way from version %i, the next start goes on with every row',
  { timeout: 60_000 + wanted * 3 * 3_000 },
  (version) => {
    if (missing !== null) return
    const fixture = openFolder()
    writeFixture(join(fixture, 'countersign.db'), version)
    const start = (): string => {
      const folder = openFolder()
      copyFileSync(join(fixture, 'countersign.db'), join(folder, 'countersign.db'))
      return folder
    }
    const trace = join(fixture, 'trace')
    expect(run(start(), record(trace))).toBe('open')
    const points = pickPoints(listPoints(trace), wanted, createSeededRandom(seed)())
    for (const point of points) {
      const folder = start()
      run(folder, killAt(point))
      const { database, recoveredFrom } = openDatabaseFile(folder, 1)
      expect(recoveredFrom, `SEED=${seed} ${JSON.stringify(point)}`).toBeNull()
      checkRows(database)
      database.close()
    }
  },
)

// Dies if: the copy is made after the first step, or not at all.
test('[CRS-17] a disk without room for the copy changes nothing, and says so', ({ skip }) => {
  const disk = mountSmallDisk()
  if (disk === null) return skip('a full disk needs the right to mount a small one')
  onTestFinished(() => void execFileSync('umount', ['-l', disk]))
  const file = join(disk, 'countersign.db')
  writeFixture(file, 2)
  const before = readFileSync(file)
  fill(join(disk, 'filler'))
  let failure: unknown = null
  try {
    openDatabaseFile(disk, 1)
  } catch (error) {
    failure = error
  }
  expect(isCountersignError(failure, 'store/full')).toBe(true)
  expect(String(failure)).toContain('nothing was changed')
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(disk).filter((name) => name.includes('version'))).toEqual([])
  rmSync(join(disk, 'filler'))
  const { database } = openDatabaseFile(disk, 1)
  checkRows(database)
  database.close()
})

// Dies if: a newer database is opened, copied or touched.
test('[CRS-17] an older app leaves a newer database byte for byte', () => {
  const folder = openFolder()
  const file = join(folder, 'countersign.db')
  writeFixture(file, presentVersion)
  const database = new Database(file)
  database.execute(`PRAGMA user_version = ${String(presentVersion + 1)}`)
  database.close()
  const before = readFileSync(file)
  expect(() => openDatabaseFile(folder, 1)).toThrow(/newer version of Countersign/)
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(existsSync(`${file}.version-${String(presentVersion + 1)}`)).toBe(false)
})

function mountSmallDisk(): string | null {
  const folder = openFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'pipe' })
    return folder
  } catch {
    return null
  }
}

function fill(file: string): void {
  for (let size = 64 * 1024; size >= 4096; size /= 2) {
    try {
      for (;;) writeFileSync(file, 'x'.repeat(size), { flag: 'a' })
    } catch {
      // Full at this size: try smaller pieces.
    }
  }
}
