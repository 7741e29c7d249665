// Lets every write, flush, cut, opening and renaming of the store fail, once, for a while and for ever; COUNT sets how many.
// prove: 100000
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createSeededRandom } from '../flows/seeded.ts'
import { judgeFolder, readSaid } from './store-history.ts'
import { failAt, listPoints, record, whyNoStrace, type Fault, type Point } from './strace.ts'

const wanted = Number(process.env['COUNT'] ?? 12)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const missing = whyNoStrace()
const transactions = 12
const atOnce = 2
/** Rows that the store said it could not keep, in all runs. */
let refusals = 0

// Dies if: the file is not settled after a failed flush (a transaction that was said not to be kept comes back), the
// first failure leaves the store useless, or `store/read_only` is said without a word of the health.
test(
  '[CRS-03] [CRS-06] a disk that fails leaves no lie: kept is kept, not kept stays away, and it works again by itself',
  { timeout: 120_000 + wanted * 4_000 },
  async ({ skip }) => {
    if (missing !== null) return skip(missing)
    const random = createSeededRandom(seed)
    const all = listFaults(await recordPoints())
    const chosen = wanted >= all.length ? all : pick(all, random)
    console.info(`disk faults: SEED=${seed} ${chosen.length} of ${all.length}`)
    const problems: string[] = []
    const work = async (): Promise<void> => {
      for (let fault = chosen.pop(); fault !== undefined; fault = chosen.pop()) {
        const found = await playFault(fault)
        problems.push(...found.map((words) => `${JSON.stringify(fault)}: ${words}`))
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    expect(problems).toEqual([])
    // Not every fault costs a row; if none does, nothing failed.
    expect(all.filter(({ at }) => at.call === 'fsync').length).toBeGreaterThan(transactions)
    if (wanted >= 12) expect(refusals).toBeGreaterThan(0)
  },
)

/** Half of them flushes: they are the ones that lie. */
function pick(all: readonly Fault[], random: () => number): Fault[] {
  const isFlush = ({ at }: Fault): boolean => at.call === 'fsync'
  const half = Math.ceil(wanted / 2)
  return [
    ...spread(all.filter(isFlush), half, random()),
    ...spread(
      all.filter((fault) => !isFlush(fault)),
      wanted - half,
      random(),
    ),
  ]
}

function spread(all: readonly Fault[], count: number, start: number): Fault[] {
  const step = all.length / count
  return Array.from({ length: count }, (_, at) => all[Math.floor((at + start) * step)]).flatMap(
    (fault) => fault ?? [],
  )
}

function listFaults(points: readonly Point[]): Fault[] {
  const opening = Array.from(
    { length: 7 },
    (_, at) => ({ call: 'openat', number: at + 1 }) as const,
  )
  return [...points.filter(({ call }) => call !== 'unlink'), ...opening].flatMap((at) =>
    (['EIO', 'ENOSPC'] as const).flatMap((error) =>
      [1, 4, Infinity].map((times) => ({ at, error, times })),
    ),
  )
}

interface Run {
  readonly lines: readonly string[]
  readonly errors: string
}

async function recordPoints(): Promise<Point[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'countersign-faults-'))
  try {
    const trace = path.join(root, 'trace')
    await run(path.join(root, 'profile'), record(trace))
    return listPoints(trace)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function playFault(fault: Fault): Promise<string[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'countersign-faults-'))
  try {
    const folder = path.join(root, 'profile')
    const { lines, errors } = await run(folder, failAt(fault, listPaths(folder, fault)))
    const said = readSaid(lines)
    refusals += lines.filter((line) => line.startsWith('refused ')).length
    return [
      ...judgeFolder(folder, said),
      ...judgeWords(lines),
      ...(errors === '' ? [] : [`it broke: ${errors}`]),
      ...(fault.times === 1 ? judgeRecovery(lines) : []),
    ]
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** Node opens files too; only those of the store shall fail. */
function listPaths(folder: string, { at }: Fault): string[] {
  if (at.call !== 'openat') return []
  const file = path.join(folder, 'countersign.db')
  return [
    file,
    `${file}-wal`,
    `${file}-shm`,
    `${file}.new`,
    `${file}.new-wal`,
    `${file}.new-journal`,
  ]
}

/** Every refusal is one of ours, and a store that only reads has said so before. */
function judgeWords(lines: readonly string[]): string[] {
  const refused = lines.filter((line) => line.startsWith('refused '))
  const foreign = refused.filter((line) => !/ store\/(?:failed|full|read_only)$/.test(line))
  const isReadOnly = refused.some((line) => /call-\d+ store\/read_only$/.test(line))
  const wasTold = lines.includes('health read_only')
  return [
    ...foreign.map((line) => `words of somebody else: ${line}`),
    ...(isReadOnly && !wasTold ? ['it reads only and did not say so'] : []),
  ]
}

/** One failure costs one transaction at most. */
function judgeRecovery(lines: readonly string[]): string[] {
  const refused = lines.filter((line) => line.startsWith('refused '))
  const isSound =
    lines.includes(`kept call-${String(transactions - 1)}`) ||
    refused.at(-1)?.includes(`call-${String(transactions - 1)}`)
  return [
    ...(isSound === true ? [] : ['it did not work again']),
    ...(refused.length > 1
      ? [`one failure cost ${String(refused.length)}: ${refused.join('; ')}`]
      : []),
  ]
}

async function run(folder: string, under: readonly string[]): Promise<Run> {
  const child = path.join(import.meta.dirname, 'store-child.ts')
  const own = [process.execPath, child, folder, String(transactions), '2000']
  const [program = '', ...rest] = [...under, ...own]
  const running = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  running.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  running.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  await new Promise((resolve) => running.once('close', resolve))
  return { lines: output.split('\n').filter((line) => line !== ''), errors }
}
