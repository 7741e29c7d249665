// Rebuilds what a disk may hold after a loss of power, from a recorded run; COUNT sets how many such images, SEED which.
// prove: 5000
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSeededRandom } from '../flows/seeded.ts'
import { Disk } from './power/disk.ts'
import { readTrace, traceTo, type DiskEvent } from './power/trace.ts'
import { judgeFolder, readSaid } from './store-history.ts'
import { whyNoStrace } from './strace.ts'

const images = Number(process.env['COUNT'] ?? 120)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const missing = whyNoStrace()
/** Enough for the log to be copied into the database and begun anew, more than once. */
const transactions = 120
const bytesEach = 3_000

// Dies if: `synchronous` is NORMAL or OFF, or the new database is renamed into place before its content is flushed.
test(
  '[CRS-04] whatever a loss of power leaves of unflushed writes, every acknowledged row is there and the file is sound',
  { timeout: 120_000 + images * 400 },
  async ({ skip }) => {
    if (missing !== null) return skip(missing)
    console.info(`power loss: SEED=${seed} ${images} images`)
    const run = await recordRun()
    expect(run.events.filter(({ kind }) => kind === 'said').length).toBeGreaterThan(transactions)
    expect(judgeImages(run, images)).toEqual([])
  },
)

// Dies if: the rig drops, reorders or tears nothing, or looks for nothing.
test(
  '[CRS-05] the same images lose rows when the store does not flush each commit',
  { timeout: 240_000 },
  async ({ skip }) => {
    if (missing !== null) return skip(missing)
    const run = await recordRun('PRAGMA synchronous = NORMAL')
    expect(judgeImages(run, 30).length).toBeGreaterThan(0)
  },
)

// Dies if: a call is passed over during which another thread made one: the image lacks what the disk had.
test('[CRS-05] a call that strace wrote in two lines counts where it was done', () => {
  const hex = (words: string): string =>
    [...Buffer.from(words)].map((byte) => `\\x${byte.toString(16)}`).join('')
  const lines = [
    `7  pwrite64(5<${hex('/p/a')}>, "${hex('one')}", 3, 4 <unfinished ...>`,
    `10 write(9<${hex('anon')}>, "\\x01", 1) = 1`,
    '7  <... pwrite64 resumed>)         = 3',
    `7  fsync(5<${hex('/p/a')}> <unfinished ...>`,
    `10 write(9<${hex('anon')}>, "\\x01", 1 <unfinished ...>`,
    '7  <... fsync resumed>)            = 0',
    '10 <... write resumed>)            = 1',
    `7  write(1<${hex('pipe')}>, "${hex('kept')}", 4 <unfinished ...>`,
    '7  <... write resumed>)            = 4',
    `7  fsync(5<${hex('/p/a')}> <unfinished ...>`,
    '7  +++ killed by SIGKILL +++',
  ]
  expect(readTrace(lines.join('\n'), '/p')).toEqual([
    { kind: 'write', path: '/p/a', offset: 4, data: Buffer.from('one') },
    { kind: 'sync', path: '/p/a' },
    { kind: 'said', line: 'kept' },
  ])
})

interface Run {
  readonly folder: string
  readonly events: readonly DiskEvent[]
}

async function recordRun(weakening = ''): Promise<Run> {
  const root = mkdtempSync(path.join(tmpdir(), 'countersign-power-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const folder = path.join(root, 'profile')
  const trace = path.join(root, 'trace')
  const child = path.join(import.meta.dirname, 'store-child.ts')
  const own = [child, folder, String(transactions), String(bytesEach), weakening]
  const [program = '', ...rest] = [...traceTo(trace), process.execPath, ...own]
  const running = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  running.stdout.resume()
  await new Promise((resolve) => running.once('close', resolve))
  return { folder, events: readTrace(readFileSync(trace, 'utf8'), root) }
}

/** The power goes at random moments of the run, more often near an acknowledgement. */
function judgeImages({ events }: Run, count: number): string[] {
  const random = createSeededRandom(seed)
  const moments = Array.from({ length: count }, () =>
    Math.floor(random() * events.length),
  ).toSorted((a, b) => a - b)
  const disk = new Disk()
  const lines: string[] = []
  const problems: string[] = []
  for (const [at, event] of events.entries()) {
    while (moments[0] === at) {
      moments.shift()
      const found = judgeImage(disk.buildImage(random), lines)
      problems.push(...found.map((words) => `power lost before event ${at}: ${words}`))
    }
    if (event.kind === 'said') lines.push(event.line)
    else disk.apply(event)
  }
  return problems
}

function judgeImage(image: ReadonlyMap<string, Buffer>, lines: readonly string[]): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-image-'))
  try {
    mkdirSync(folder, { recursive: true })
    for (const [name, content] of image) {
      // The shared memory beside a database does not outlive a machine.
      if (!name.endsWith('-shm')) writeFileSync(path.join(folder, path.basename(name)), content)
    }
    return judgeFolder(folder, readSaid(lines))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
