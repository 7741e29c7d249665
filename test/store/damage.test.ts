// Proves that a damaged, foreign, newer or unwritable database is met with clear words and nothing is overwritten.
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { isCountersignError } from '../../shared/errors.ts'
import { defaultSettings } from '../../shared/model/settings.ts'
import type { Store } from '../../main/store/repositories.ts'
import { FakeKeychain, openTestVault } from '../vault/fake-keychain.ts'
import { buildCall } from './nouns.ts'
import { openIn, openTestStore } from './open.ts'

const damages: Record<string, (file: string) => void> = {
  garbage: (file) => writeFileSync(file, 'not a database '.repeat(1000)),
  'zero length': (file) => truncateSync(file, 0),
  truncated: (file) => truncateSync(file, 6000),
  'pages overwritten': (file) => {
    const bytes = readFileSync(file)
    bytes.fill(0x5a, 4096, 4096 * 6)
    writeFileSync(file, bytes)
  },
  'a folder in its place': (file) => {
    rmSync(file)
    mkdirSync(file)
  },
}

// Dies if: the damaged file is deleted or overwritten, or opening throws.
test.each(Object.keys(damages))(
  '[STO-08] a database that is %s is put aside and said',
  async (kind) => {
    const before = await openTestStore()
    before.store.calls.save(buildCall())
    before.store.close()
    const file = join(before.folder, 'countersign.db')
    damages[kind]?.(file)
    const after = before.reopen()
    expect(after.recoveredFrom).toMatch(/countersign\.db\.corrupt-2025-06-15T/)
    expect(existsSync(after.recoveredFrom ?? '')).toBe(true)
    expect(after.store.calls.listAlive()).toEqual([])
    const [first] = after.store.activity.list({ beforeSequence: null, limit: 1 })
    expect(first?.kind).toBe('store_recovered')
    expect(after.reopen().recoveredFrom).toBeNull()
  },
)

test('[STO-08] a second damage within the same moment overwrites nothing', async () => {
  const before = await openTestStore()
  before.store.close()
  const file = join(before.folder, 'countersign.db')
  writeFileSync(file, 'first damage '.repeat(100))
  const once = before.reopen()
  once.store.close()
  writeFileSync(file, 'second damage '.repeat(100))
  const twice = once.reopen()
  expect(twice.recoveredFrom).not.toBe(once.recoveredFrom)
  expect(readFileSync(once.recoveredFrom ?? '', 'utf8')).toContain('first damage')
})

// Dies if: damage that the check does not see makes reading throw something else than our errors.
test('[STO-08] flipped bytes anywhere never crash opening or reading', async () => {
  const before = await openTestStore()
  for (let number = 0; number < 30; number += 1) {
    before.store.calls.save(buildCall({ id: `call-${number}` }))
    before.store.activity.append({
      kind: 'call_received',
      callId: `call-${number}`,
      taskId: null,
      connectionId: null,
      detail: {},
    })
  }
  before.store.close()
  const file = join(before.folder, 'countersign.db')
  const sound = readFileSync(file)
  let putAside = 0
  for (let trial = 0; trial < 60; trial += 1) {
    const bytes = Buffer.from(sound)
    const at = (trial * 7919) % bytes.length
    bytes.fill(bytes.readUInt8(at) ^ 0xff, at, Math.min(at + 1 + (trial % 40), bytes.length))
    writeFileSync(file, bytes)
    const after = openIn(before.folder, before.vault)
    if (after.recoveredFrom !== null) {
      putAside += 1
      expect(readFileSync(after.recoveredFrom).equals(bytes)).toBe(true)
    }
    readEverything(after.store)
    after.store.close()
  }
  expect(putAside).toBeGreaterThan(0)
})

function readEverything(store: Store): void {
  try {
    store.calls.listAlive()
    store.activity.list({ beforeSequence: null, limit: 100 })
    store.calls.save(buildCall({ id: 'new' }))
  } catch (error) {
    expect(isCountersignError(error)).toBe(true)
  }
}

// Dies if: settings that cannot be read fall back to the defaults, which may allow what the person had turned off.
test('[STO-12] settings that cannot be read allow the least; none yet are the defaults', async () => {
  const before = await openTestStore()
  expect(before.store.settings.load()).toEqual(defaultSettings)
  before.store.settings.save({ ...defaultSettings, appearance: 'dark', notificationApprove: false })
  before.store.close()
  const other = new DatabaseSync(join(before.folder, 'countersign.db'))
  other.exec("UPDATE settings SET json = '{'")
  other.close()
  const after = before.reopen()
  expect(after.store.settings.load().notificationApprove).toBe(false)
  expect(after.logged).toContain('A stored row cannot be read and was left out')
})

// Dies if: a left-over log is replayed into a new database.
test('[STO-08] a log whose database is gone is put aside', async () => {
  const before = await openTestStore()
  before.store.calls.save(buildCall())
  const wal = readFileSync(join(before.folder, 'countersign.db-wal'))
  before.store.close()
  rmSync(join(before.folder, 'countersign.db'))
  writeFileSync(join(before.folder, 'countersign.db-wal'), wal)
  const after = before.reopen()
  expect(after.store.calls.listAlive()).toEqual([])
  expect(
    readdirSync(before.folder).some((name) => name.endsWith('-wal') && name.includes('corrupt')),
  ).toBe(true)
})

// Dies if: the version is not compared before migrating.
test('[STO-09] a newer database is refused and left as it was', async () => {
  const before = await openTestStore()
  before.store.close()
  const file = join(before.folder, 'countersign.db')
  const other = new DatabaseSync(file)
  other.exec('PRAGMA user_version = 99')
  other.close()
  expect(() => before.reopen()).toThrow(/newer version of Countersign/)
  const again = new DatabaseSync(file)
  expect(again.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 })
  again.close()
})

// Dies if: the folder is followed through a link.
test('[STO-02] a folder that is a link is refused', async () => {
  const vault = await openTestVault(new FakeKeychain())
  const base = mkdtempSync(join(tmpdir(), 'countersign-link-'))
  onTestFinished(() => rmSync(base, { recursive: true }))
  mkdirSync(join(base, 'real'))
  symlinkSync(join(base, 'real'), join(base, 'link'))
  expect(() => openIn(join(base, 'link'), vault)).toThrow(/is a link/)
})

// Dies if: what the system says of a folder reaches the person raw.
test('[APP-07] a folder that cannot be made is said in words that help', async () => {
  const vault = await openTestVault(new FakeKeychain())
  const base = mkdtempSync(join(tmpdir(), 'countersign-file-'))
  onTestFinished(() => rmSync(base, { recursive: true }))
  writeFileSync(join(base, 'file'), '')
  expect(() => openIn(join(base, 'file', 'data'), vault)).toThrow(
    /cannot be used to keep your data \(ENOTDIR\)/,
  )
})

// Dies if: SQLITE_FULL is not told apart, or a failed write looks like a success.
test('[STO-10] a full disk is said, nothing half is kept, and it works again with room', async ({
  skip,
}) => {
  const disk = mountSmallDisk()
  if (disk === null) return skip('a full disk needs the right to mount a small one')
  onTestFinished(() => {
    execFileSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true })
  })
  const vault = await openTestVault(new FakeKeychain())
  const opened = openIn(join(disk, 'profile'), vault)
  const filler = join(disk, 'filler')
  let kept = 0
  let failure: unknown = null
  const call = (id: number) =>
    buildCall({ id: `call-${id}`, argumentsJson: JSON.stringify('x'.repeat(20_000)) })
  while (failure === null && kept < 500) {
    try {
      opened.store.transaction(() => opened.store.calls.save(call(kept)))
      kept += 1
    } catch (error) {
      failure = error
    }
    if (kept === 5) fillDisk(filler)
  }
  expect(isCountersignError(failure, 'store/full')).toBe(true)
  expect(String(failure)).toContain('Nothing was approved or sent')
  expect(opened.store.calls.listAlive()).toHaveLength(kept)
  rmSync(filler)
  opened.store.calls.save(call(kept))
  expect(opened.reopen().store.calls.listAlive()).toHaveLength(kept + 1)
})

function fillDisk(file: string): void {
  try {
    writeFileSync(file, Buffer.alloc(8 * 1024 * 1024))
  } catch {
    // Full is what was wanted.
  }
}

/** A 2 MB disk of its own, or null where it cannot be mounted. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'pipe' })
    return folder
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
}
