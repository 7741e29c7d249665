// Proves that every file of the profile belongs to its person alone, whatever was there before and whatever is written.
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFileLog } from '../../main/file-log.ts'
import { askReset } from '../../main/reset-data.ts'
import { Database } from '../../main/store/database.ts'
import { schemaVersion1 } from '../../main/store/schema-version-1.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { FakeKeychain, openTestVault } from '../vault/fake-keychain.ts'
import { buildCall, buildGrant } from './nouns.ts'
import { openIn } from './open.ts'

function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-mode-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Everything below the folder that somebody else could read or write, with its mode. */
function listOpen(folder: string): string[] {
  const names = ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]
  return names.flatMap((name) => {
    const { mode } = statSync(join(folder, name))
    return (mode & 0o077) === 0 ? [] : [`${name} ${(mode & 0o777).toString(8)}`]
  })
}

/** The process lets everybody read and write what it makes, unless it says otherwise. */
function openUmask(): void {
  const before = process.umask(0)
  onTestFinished(() => void process.umask(before))
}

// Dies if: a mode is left to the umask, for the folder, the database, its log and shared memory, a copy or the log file.
test('[CRS-13] under an open umask nobody else may read anything, after every step', async () => {
  openUmask()
  const vault = await openTestVault(new FakeKeychain())
  const folder = join(openFolder(), 'profile')
  const opened = openIn(folder, vault)
  expect(listOpen(folder)).toEqual([])
  createFileLog(folder, createVirtualClock())('info', 'a line')
  opened.store.grants.write(await opened.store.grants.seal(buildGrant()))
  expect(readdirSync(folder)).toContain('countersign.db-wal')
  expect(listOpen(folder)).toEqual([])
  opened.file.emptyLog()
  askReset(folder)
  expect(listOpen(folder)).toEqual([])
  const again = opened.reopen()
  again.store.calls.save(buildCall())
  expect(listOpen(folder)).toEqual([])
  again.store.close()
  writeFileSync(join(folder, 'countersign.db'), 'damaged '.repeat(1000))
  expect(openIn(folder, vault).recoveredFrom).not.toBeNull()
  expect(listOpen(folder)).toEqual([])
})

// Dies if: the copy made before a step of the schema is as open as the umask.
test('[CRS-13] [CRS-17] the copy kept before the schema changes is private too', async () => {
  openUmask()
  const vault = await openTestVault(new FakeKeychain())
  const folder = openFolder()
  const old = new Database(join(folder, 'countersign.db'))
  old.execute(`${schemaVersion1} PRAGMA user_version = 1`)
  old.close()
  chmodSync(join(folder, 'countersign.db'), 0o644)
  const opened = openIn(folder, vault)
  expect(existsSync(join(folder, 'countersign.db.version-1'))).toBe(true)
  expect(listOpen(folder)).toEqual([])
  opened.reopen()
  // Dies if: it is kept for ever; what is deleted later would stay in it.
  expect(existsSync(join(folder, 'countersign.db.version-1'))).toBe(false)
})

// Dies if: files that were there keep their mode.
test('[CRS-13] what was open before is closed', async () => {
  const vault = await openTestVault(new FakeKeychain())
  const folder = join(openFolder(), 'profile')
  openIn(folder, vault).store.close()
  chmodSync(folder, 0o777)
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o666)
  openIn(folder, vault)
  expect(listOpen(folder)).toEqual([])
})

// Dies if: a database is opened through a link, which lets somebody else choose the file.
test.each(['countersign.db', 'countersign.db-wal'])(
  '[CRS-13] %s as a link is not followed',
  async (name) => {
    const vault = await openTestVault(new FakeKeychain())
    const base = openFolder()
    const folder = join(base, 'profile')
    openIn(folder, vault).store.close()
    const other = join(base, 'other')
    writeFileSync(other, 'mine', { mode: 0o644 })
    rmSync(join(folder, name), { force: true })
    symlinkSync(other, join(folder, name))
    try {
      openIn(folder, vault).store.calls.save(buildCall())
    } catch (error) {
      expect(String(error)).toContain('CountersignError')
    }
    expect(readFileSync(other, 'utf8')).toBe('mine')
    expect(statSync(other).mode & 0o777).toBe(0o644)
  },
)

// Dies if: a second name for the file, made by somebody else, is written through.
test('[CRS-13] a database with a second name is refused', async () => {
  const vault = await openTestVault(new FakeKeychain())
  const base = openFolder()
  const folder = join(base, 'profile')
  openIn(folder, vault).store.close()
  linkSync(join(folder, 'countersign.db'), join(base, 'other'))
  expect(() => openIn(folder, vault)).toThrow(/second name/)
  rmSync(join(base, 'other'))
  expect(openIn(folder, vault).recoveredFrom).toBeNull()
})

// Dies if: the folder itself may stay open because its parent is.
test('[CRS-13] within a parent that others may write the profile is still private', async () => {
  openUmask()
  const vault = await openTestVault(new FakeKeychain())
  const parent = join(openFolder(), 'shared')
  mkdirSync(parent, { mode: 0o777 })
  const folder = join(parent, 'profile')
  openIn(folder, vault)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})
