// Proves that exports are written as a whole and privately, say what part they are, and hold no secret.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { verifyFile } from '../../main/activity/verify-file.ts'
import { createReceipts } from '../../main/activity/receipts.ts'
import { writeExport } from '../../main/activity/write-export.ts'
import { createActivityService } from '../../main/bootstrap-activity.ts'
import type { ExportFormat } from '../../shared/activity-view.ts'
import { receiptKey } from '../agent/journey-world.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { openTimedStore, startMs, type TimedStore } from './timed-store.ts'
import { verify } from './record-world.ts'

const nobody = { callId: null, taskId: null, connectionId: null }

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-export-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function openWorld(rows: number) {
  const timed = await openTimedStore()
  const { store } = timed
  const key = { ...receiptKey, lasts: true }
  const receipts = createReceipts(store, key)
  receipts.announceKey()
  store.transaction(() => {
    for (let number = 0; number < rows; number += 1)
      store.activity.append({ kind: 'narrowed', ...nobody, detail: { number } })
  })
  const folder = makeFolder()
  const file = join(folder, 'export')
  const world = { clock: createVirtualClock(), log: () => undefined, version: '0.0.0' }
  let chosen: string | null = file
  const service = createActivityService({
    record: { store, key, receipts },
    world,
    chooseSaveFile: () => Promise.resolve(chosen),
  })
  const choose = (path: string | null): void => {
    chosen = path
  }
  const whole = (format: ExportFormat = 'jsonl') => ({ format, fromMs: null, toMs: null })
  return { ...timed, service, folder, file, choose, whole }
}

describe('an export', () => {
  test('[ACT-09] is a private file that the command finds sound', async () => {
    const { service, file, whole, folder } = await openWorld(1_200)
    const told = await service.export(whole())
    expect(told).toEqual({ isGood: true, words: `1201 entries were written to ${file}.` })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['export'])
    const { isSound, lines } = await verifyFile(file, null)
    expect(lines.join('\n')).toContain('It is the whole record from its first entry to its last.')
    expect(isSound).toBe(true)
  })

  // Dies if: the file is written in place, or a failure leaves a half of it behind.
  test('[ACT-09] that fails half-way leaves the file that was there, and nothing beside it', async () => {
    const folder = makeFolder()
    const file = join(folder, 'export')
    writeFileSync(file, 'before')
    const pieces = function* (): Generator<string> {
      yield 'half'
      throw new Error('the disk is full')
    }
    const writing = writeExport(file, pieces(), () => Promise.resolve())
    await expect(writing).rejects.toThrow('the disk is full')
    expect(readFileSync(file, 'utf8')).toBe('before')
    expect(readdirSync(folder)).toEqual(['export'])
  })

  test('[ACT-09] that cannot be written, or was not wanted, is said in words', async () => {
    const { service, choose, whole, folder } = await openWorld(1)
    choose(null)
    expect(await service.export(whole())).toEqual({ isGood: true, words: 'Nothing was written.' })
    choose(join(folder, 'nowhere', 'export'))
    const failed = await service.export(whole())
    expect(failed.isGood).toBe(false)
    expect(failed.words).toContain('ENOENT')
    expect(failed.words).toContain('The record itself is untouched.')
    choose('/dev/full/export')
    expect((await service.export(whole())).isGood).toBe(false)
  })

  test('[ACT-09] asked for twice at once is written once', async () => {
    const { service, whole } = await openWorld(10)
    const [one, other] = await Promise.all([service.export(whole()), service.export(whole())])
    expect([one?.isGood, other?.isGood]).toEqual([true, false])
  })

  // Dies if: the previous hash is not in the header, or a part claims to be the whole.
  test('[ACT-10] of a part says so, begins with the hash before it, and is found sound', async () => {
    const world = await openWorld(0)
    const { store, service, file } = world
    const stamped = stampRows(world, 10)
    const told = await service.export({ format: 'jsonl', fromMs: stamped(3), toMs: stamped(7) })
    expect(told.isGood).toBe(true)
    const report = await verify(readFileSync(file))
    expect(report.problems).toEqual([])
    expect(report.header).toMatchObject({ whole: false, firstSequence: 4 })
    expect(report.rows).toBe(4)
    expect(report.header?.previousHash).toBe(store.activity.load(3)?.hash)
    const empty = await service.export({ format: 'jsonl', fromMs: 1, toMs: 2 })
    expect(empty.words).toContain('nothing was written')
  })

  test('[ACT-10] cut out of another part is found', async () => {
    const world = await openWorld(0)
    const { service, file } = world
    const stamped = stampRows(world, 10)
    await service.export({ format: 'jsonl', fromMs: stamped(3), toMs: stamped(7) })
    const lines = readFileSync(file, 'utf8').split('\n')
    for (const at of [0, 1, 3, 4, 5]) {
      const cut = lines.toSpliced(at, 1).join('\n')
      expect((await verify(cut)).problems).not.toEqual([])
    }
  })

  test('[ACT-11] for people holds nothing that runs or is fetched, and every foreign word escaped', async () => {
    const { store, service, file, whole } = await openWorld(0)
    const bad = '<img src=x onerror=alert(1)>\u202e"&\u0000'
    store.connections.save({ ...bank, name: bad })
    store.activity.append({ kind: 'connection_added', ...nobody, connectionId: 'bank', detail: {} })
    expect((await service.export(whole('html'))).isGood).toBe(true)
    const page = readFileSync(file, 'utf8')
    expect(page).not.toContain('<img')
    expect(page).toContain('&lt;img')
    const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/g)].map(([, name]) => name))
    const plain =
      'html head meta title style body h1 p table thead tr th tbody td bdi dl dt dd code'
    expect(tags).toEqual(new Set(plain.split(' ')))
    expect(page).not.toMatch(/url\(|@import|<[^>]+ (src|href|on\w+)=|\u202e|\u0000/)
    expect(page).toContain("default-src 'none'")
    expect(page).toContain('U+202E')
    expect(page).toContain(store.activity.last()?.hash)
  })
})

const bank = {
  id: 'bank',
  name: 'Bank',
  url: 'https://bank.example/mcp',
  resource: null,
  issuer: null,
  scopesSupported: [],
  status: 'ready' as const,
  statusText: null,
  trustedForReading: false,
  addedAtMs: 0,
}

/** Rows a day apart, after the one that is there; returns the time of a row by its place. */
function stampRows({ store, setNow }: TimedStore, count: number): (place: number) => number {
  const timeOf = (place: number): number => startMs + place * 86_400_000
  for (let place = 1; place <= count; place += 1) {
    setNow(timeOf(place))
    store.activity.append({ kind: 'narrowed', ...nobody, detail: { place } })
  }
  return timeOf
}
