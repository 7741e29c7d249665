// Fills a real disk to its last byte, and takes the right to write away: what the person sees, and how it goes on.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isCountersignError } from '../../shared/errors.ts'
import { openEngine } from '../../main/bootstrap.ts'
import { failingKeychain, withFlow, type Flow } from '../flows/engine-harness.ts'
import { buildPlainWorld } from './plain-world.ts'

/** A disk of 2 MB of its own, or null where none can be mounted. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'pipe' })
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

function fill(file: string): void {
  for (let size = 64 * 1024; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(file, 'x'.repeat(size), { flag: 'a' })
    } catch {
      // Full at this size: try smaller pieces.
    }
  }
}

const reason = 'a full disk needs the right to mount a small one'

// Dies if: a start needs room, what is read needs room, an answer that was not saved counts, or only a restart helps.
test('[CRS-07] on a full disk it starts, shows what is asked, and goes on when there is room', ({
  skip,
}) => {
  const disk = mountSmallDisk()
  if (disk === null) return skip(reason)
  return withFlow((flow) => startOnFullDisk(flow, path.join(disk, 'filler')), {
    folder: path.join(disk, 'profile'),
  })
})

async function startOnFullDisk(flow: Flow, filler: string): Promise<void> {
  const { person } = flow
  await person.connectBank()
  person.give('Prepare a transfer of 20 EUR to Nordlicht')
  const asked = await person.question('prepare_transfer')
  // Closed as a person's quitting does: the next start has to make its log anew.
  flow.crash()
  fill(filler)
  await flow.open()
  const { connections } = await flow.overview()
  expect(connections).toHaveLength(1)
  expect(flow.engine.queue.listOpen().map(({ id }) => id)).toContain(asked.id)
  expect(() => person.approve(asked)).toThrow(/could not be saved.*still open/)
  expect(() => person.deny(asked)).toThrow(/could not be saved|disk is full/)
  expect(() => person.give('Prepare a transfer of 21 EUR to Nordlicht')).toThrow('The disk is full')
  expect(flow.runs('prepare_transfer')).toBe(0)
  const log = path.join(flow.folder, 'countersign.db-wal')
  if (existsSync(log)) expect(statSync(log).size).toBeLessThan(2 * 1024 * 1024)
  rmSync(filler)
  person.approve(asked)
  expect((await person.end({ id: asked.callId ?? '' })).state).toBe('done')
  expect(flow.runs('prepare_transfer')).toBe(1)
}

// Dies if: the system's own words reach the person, or opening is tried without end.
test('[CRS-08] a home that can only be read is said, and changes nothing', async ({ skip }) => {
  const disk = mountSmallDisk()
  if (disk === null) return skip(reason)
  const folder = path.join(disk, 'profile')
  const first = await openEngine(buildPlainWorld(folder, failingKeychain))
  await first.stop()
  execFileSync('mount', ['-o', 'remount,ro', disk])
  try {
    const failure = await openEngine(buildPlainWorld(folder, failingKeychain)).catch(
      (error: unknown) => error,
    )
    expect(isCountersignError(failure, 'store/failed')).toBe(true)
    expect(String(failure)).toContain('Nothing was changed')
  } finally {
    execFileSync('mount', ['-o', 'remount,rw', disk])
  }
  const again = await openEngine(buildPlainWorld(folder, failingKeychain))
  expect(again.store.tasks.listAgents()).toHaveLength(1)
  await again.stop()
})
