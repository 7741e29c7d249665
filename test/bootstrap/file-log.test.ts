// Proves what the log file may hold, who may read it, and that it never stops the app.
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { buildLogLine, createFileLog } from '../../main/file-log.ts'
import { Secret } from '../../shared/model/secret.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'

/** A folder that is removed after the test. */
function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const modeOf = (path: string): number => statSync(path).mode & 0o777

describe('the log', () => {
  test('[APP-04] every line is printable, and still says what was said', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 40 })
    fc.assert(
      fc.property(hostile, (words) => {
        const line = buildLogLine({ words })
        // Dies if: only what JSON itself escapes is escaped (C1 such as U+009B starts a terminal's sequences).
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/u)
        expect(JSON.parse(line)).toEqual({ words })
      }),
    )
  })

  test.each([
    '\u001b]8;;http://evil.test\u0007here\u001b]8;;\u0007',
    '\u009b2J\u009b31m',
    'done\r2026 info nothing happened',
    '\u202efdp.exe',
    'tail\u{E0041}\u{E0042}',
  ])('[APP-04] a server cannot write to the terminal of who reads it: %j', (words) => {
    const folder = openFolder()
    createFileLog(folder, createVirtualClock())('warn', words, { error: new Error(words) })
    const written = readFileSync(join(folder, 'countersign.log'), 'utf8')
    expect(written.endsWith('\n')).toBe(true)
    expect(written.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  })

  test('[APP-05] is for its owner only, also when it was not before', () => {
    const folder = openFolder()
    const path = join(folder, 'countersign.log')
    writeFileSync(path, 'old\n')
    chmodSync(path, 0o644)
    createFileLog(folder, createVirtualClock())('info', 'new')
    // Dies if: the mode is only given to a new file.
    expect(modeOf(path)).toBe(0o600)
  })

  test('[APP-05] begins anew when it has grown, and keeps the one before', () => {
    const folder = openFolder()
    const path = join(folder, 'countersign.log')
    appendFileSync(path, 'x'.repeat(2_000_001))
    createFileLog(folder, createVirtualClock())('info', 'new')
    expect(readFileSync(path, 'utf8').length).toBeLessThan(200)
    expect(statSync(`${path}.1`).size).toBe(2_000_001)
  })

  test('[APP-05] goes on in a file that is exactly full', () => {
    const folder = openFolder()
    const path = join(folder, 'countersign.log')
    appendFileSync(path, 'x'.repeat(2_000_000))
    createFileLog(folder, createVirtualClock())('info', 'new')
    expect(statSync(path).size).toBeGreaterThan(2_000_000)
    expect(existsSync(`${path}.1`)).toBe(false)
  })

  test('[APP-05] holds one object a line, with a detail only where one was given', () => {
    const folder = openFolder()
    const clock = createVirtualClock()
    const log = createFileLog(folder, clock)
    log('info', 'plain')
    log('warn', 'with words', 'a "b"')
    log('error', 'with facts', { deep: [1] })
    log('info', 'long', 'p '.repeat(60_000))
    const at = new Date(clock.nowMs()).toISOString()
    const lines = readFileSync(join(folder, 'countersign.log'), 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { at, level: 'info', message: 'plain' },
      { at, level: 'warn', message: 'with words', detail: 'a "b"' },
      { at, level: 'error', message: 'with facts', detail: '{ deep: [ 1 ] }' },
      { at, level: 'info', message: 'long', detail: 'p '.repeat(10_000) },
    ])
  })

  // Dies if: a file is left open: after some thousand lines the system gives no further one.
  test.runIf(process.platform === 'linux')('[APP-05] leaves no file open', () => {
    const log = createFileLog(openFolder(), createVirtualClock())
    const countOpen = (): number => readdirSync('/proc/self/fd').length
    const before = countOpen()
    for (let line = 0; line < 50; line += 1) log('info', 'line')
    expect(countOpen()).toBeLessThan(before + 25)
  })

  test('[APP-05] a folder that cannot be there stops nothing', () => {
    const folder = openFolder()
    writeFileSync(join(folder, 'file'), '')
    // Dies if: making the folder may throw.
    const log = createFileLog(join(folder, 'file', 'below'), createVirtualClock())
    expect(() => log('error', 'lost')).not.toThrow()
  })

  test('[APP-05] a secret prints as one', () => {
    const folder = openFolder()
    const detail = { grant: { accessToken: new Secret('canary-token-1') } }
    createFileLog(folder, createVirtualClock())('info', 'grant', detail)
    const written = readFileSync(join(folder, 'countersign.log'), 'utf8')
    expect(written).toContain('[secret]')
    expect(written).not.toContain('canary')
  })
})
