// Tests of what set-up is made of: archives, the lock, the pinned package, the count of the last line.
import { spawnSync } from 'node:child_process'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addTally, formatTally } from '../../build/run/tally.ts'
import { countReport } from '../../build/run/run-tests.ts'
import { checkIntegrity } from '../../build/setup/integrity.ts'
import { withLock } from '../../build/setup/lock.mjs'
import { untarFile } from '../../build/setup/untar.ts'
import { unzip } from '../../build/setup/unzip.ts'
import { buildTar, buildZip } from './archives.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-setup-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('unzip', () => {
  test('keeps content and permission bits, renames, and leaves out', async () => {
    const zip = path.join(folder, 'a.zip')
    const text = 'runtime '.repeat(10_000)
    await writeFile(
      zip,
      buildZip([
        { name: 'App/run', text, mode: 0o755, isDeflated: true },
        { name: 'App/plain.txt', text: 'plain', mode: 0o644, isDeflated: false },
        { name: 'App/empty', text: '', mode: 0o600, isDeflated: false },
        { name: 'App/resources/app', text: 'left out', mode: 0o644, isDeflated: true },
      ]),
    )
    const target = path.join(folder, 'out')
    await unzip(zip, {
      folder: target,
      rename: (name) => (name.includes('resources') ? undefined : name.replace('App/', '')),
    })
    expect(await readFile(path.join(target, 'run'), 'utf8')).toBe(text)
    expect((await stat(path.join(target, 'run'))).mode & 0o777).toBe(0o755)
    expect(await readFile(path.join(target, 'plain.txt'), 'utf8')).toBe('plain')
    expect((await stat(path.join(target, 'empty'))).size).toBe(0)
    await expect(stat(path.join(target, 'resources'))).rejects.toThrow('ENOENT')
  })

  // Dies if: names are joined to the folder without looking where they lead.
  test.for(['../outside', 'a/../../outside', '/tmp/outside-countersign'])(
    'refuses the name %s',
    async (name) => {
      const zip = path.join(folder, 'a.zip')
      await writeFile(zip, buildZip([{ name, text: 'x', mode: 0o644, isDeflated: false }]))
      const target = { folder: path.join(folder, 'out'), rename: (each: string) => each }
      await expect(unzip(zip, target)).rejects.toThrow('leaves the folder')
    },
  )

  test('refuses a symbolic link and a cut file', async () => {
    const zip = path.join(folder, 'a.zip')
    const target = { folder: path.join(folder, 'out'), rename: (each: string) => each }
    const whole = buildZip([{ name: 'l', text: '/etc', mode: 0o120777, isDeflated: false }])
    await writeFile(zip, whole)
    await expect(unzip(zip, target)).rejects.toThrow('is a link')
    await writeFile(zip, whole.subarray(0, whole.length - 30))
    await expect(unzip(zip, target)).rejects.toThrow('Not a zip file')
  })
})

describe('untarFile', () => {
  const archive = buildTar([
    { name: 'package/package.json', content: Buffer.from('{}') },
    { name: 'package/runtime.zip', content: Buffer.alloc(1500, 7) },
    { name: 'package/last', content: Buffer.from('z') },
  ])

  test.for([1, 7, 512, 513, 100_000])('finds the file in chunks of %i bytes', async (size) => {
    const chunks: Buffer[] = []
    for (let at = 0; at < archive.length; at += size) chunks.push(archive.subarray(at, at + size))
    const target = path.join(folder, 'out.zip')
    await pipeline(Readable.from(chunks), untarFile('package/runtime.zip', target))
    expect(await readFile(target)).toEqual(Buffer.alloc(1500, 7))
  })

  test('fails when the file is not in the archive', async () => {
    const stream = untarFile('package/absent', path.join(folder, 'x'))
    await expect(pipeline(Readable.from([archive]), stream)).rejects.toThrow('does not hold')
  })
})

describe('checkIntegrity', () => {
  // Dies if: the comparison is left out or reversed.
  test('[BLD-06] accepts the pinned bytes and refuses one changed bit', async () => {
    const file = path.join(folder, 'package.tgz')
    const pinned =
      'sha512-MJ7MSJwS1utMxA9QyQLytNDtd+5RGnx6m808qG1M2G+YndNbxf9JlnDaNCVbRbDP2DDoH2Bdz33FVC6TrpzXbw=='
    await writeFile(file, 'hello world')
    await expect(checkIntegrity(file, pinned)).resolves.toBeUndefined()
    await writeFile(file, 'hello worle')
    await expect(checkIntegrity(file, pinned)).rejects.toThrow('not the pinned package')
  })
})

describe('withLock', () => {
  test('[BLD-09] lets one at a time in, and the next when the first fails', async () => {
    const lock = path.join(folder, 'deep', 'a.lock')
    const order: string[] = []
    const first = withLock(lock, async () => {
      order.push('first in')
      await Promise.resolve()
      order.push('first out')
      throw new Error('broken')
    })
    const second = withLock(lock, () => order.push('second in'))
    await expect(first).rejects.toThrow('broken')
    await second
    expect(order).toEqual(['first in', 'first out', 'second in'])
  })

  test('[BLD-09] takes over the lock of a process that is gone', async () => {
    const lock = path.join(folder, 'a.lock')
    const gone = spawnSync(process.execPath, ['--version'])
    await mkdir(folder, { recursive: true })
    await writeFile(lock, String(gone.pid))
    await expect(withLock(lock, () => 'in')).resolves.toBe('in')
  })
})

describe('the last line', () => {
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((each) => ({ status: each })),
  })
  const counts = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 }

  test('[BLD-07] counts a file that could not be loaded as a failure', () => {
    const report = { ...counts, testResults: [file('passed', 'passed'), file('failed')] }
    expect(countReport(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 })
  })

  test('[BLD-07] counts a bad exit without a failed test as a failure', () => {
    const report = { ...counts, testResults: [file('passed', 'passed')] }
    expect(countReport(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 })
    expect(countReport(report, 0)).toEqual({ passed: 3, failed: 0, skipped: 2 })
  })

  test('[BLD-07] does not count a failed test twice', () => {
    const report = {
      ...counts,
      numFailedTests: 2,
      testResults: [file('failed', 'failed', 'failed')],
    }
    expect(countReport(report, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })

  test('[BLD-07] sums, and names skipped tests only when there are any', () => {
    const sum = addTally({ passed: 1, failed: 2, skipped: 0 }, { passed: 3, failed: 0, skipped: 4 })
    expect(formatTally(sum)).toBe('4 passed, 2 failed, 4 skipped')
    expect(formatTally({ passed: 1, failed: 0, skipped: 0 })).toBe('1 passed, 0 failed')
  })
})
