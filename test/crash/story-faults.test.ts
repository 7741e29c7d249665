// Lets the disk fail under the whole engine in the middle of a story, once and for ever; COUNT sets how often, SEED where.
// prove: 300
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSeededRandom } from '../flows/seeded.ts'
import { bundleChild, type BundledChild } from './bundle-child.ts'
import type { Heard } from './heard.ts'
import { playAll, type Bank } from './rig.ts'
import { failAt, whyNoStrace, type Fault, type WritingCall } from './strace.ts'

const wanted = Number(process.env['COUNT'] ?? 2)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const atOnce = 3
const missing = whyNoStrace()

/** About how many of each a story makes; a fault beyond its end is a story without one. */
const calls: readonly (readonly [WritingCall, number])[] = [
  ['fsync', 80],
  ['pwrite64', 1_050],
  ['fsync', 80],
  ['ftruncate', 3],
  ['openat', 10],
]

let child: BundledChild
beforeAll(async () => {
  child = await bundleChild()
})
afterAll(() => child.remove())

// Dies if: an answer that was refused comes back, a store that only reads does not tell the person, polls go on without
// their durable row, or something raw brings the process down.
test(
  '[CRS-03] [CRS-18] while the disk fails nothing is claimed that is not so, the person is told, and afterwards it goes on',
  { timeout: 120_000 + wanted * 60_000 },
  async ({ skip }) => {
    if (missing !== null) return skip(missing)
    console.info(`story faults: SEED=${seed} COUNT=${wanted}`)
    const random = createSeededRandom(seed)
    const faults = Array.from({ length: wanted }, (_, at) => buildFault(at, random))
    expect(await playAll(faults, { atOnce, child }, playFault)).toEqual([])
  },
)

function buildFault(at: number, random: () => number): Fault {
  const [call, most] = calls[at % calls.length] ?? ['fsync', 80]
  const times = [1, Infinity, 3][at % 3] ?? 1
  const error = random() < 0.5 ? 'EIO' : 'ENOSPC'
  return { at: { call, number: 1 + Math.floor(random() * most) }, error, times }
}

async function playFault(bank: Bank, fault: Fault): Promise<string[]> {
  const trial = bank.openTrial(bank.canonicalPlan())
  try {
    const file = path.join(trial.folder, 'countersign.db')
    const own = [file, `${file}-wal`, `${file}-shm`, `${file}.new`, `${file}.new-wal`]
    const under = failAt(fault, fault.at.call === 'openat' ? own : [])
    const patienceMs = fault.times === Infinity ? 6_000 : 25_000
    const { heard, errors, wasKilled } = await trial.run({ under, patienceMs })
    const failing = [...judgeWords(heard, errors, wasKilled), ...bank.judge(trial)]
    const after = await trial.run({ patienceMs: 60_000 })
    const end = after.heard.at(-1)
    return [
      ...failing.map((words) => `while it failed: ${words}`),
      ...(end?.kind === 'gone' ? [] : [`it did not go on: ${JSON.stringify(end)} ${after.errors}`]),
      ...bank.judge(trial),
    ]
  } finally {
    trial.remove()
  }
}

function judgeWords(heard: readonly Heard[], errors: string, wasKilled: boolean): string[] {
  const end = heard.at(-1)
  const isReadOnly = heard.some((one) => one.kind === 'refused' && one.code === 'store/read_only')
  const wasTold = heard.some((one) => one.kind === 'told')
  const foreign = heard.filter(
    (one) => (one.kind === 'failed' || one.kind === 'refused') && !one.code.startsWith('store/'),
  )
  const isOver = wasKilled || end?.kind === 'gone' || end?.kind === 'failed'
  return [
    ...foreign.map((one) => `words of somebody else: ${JSON.stringify(one)}`),
    ...(isReadOnly && !wasTold ? ['it reads only, and the person was not told'] : []),
    ...(isOver ? [] : [`it broke: ${errors}`]),
  ]
}
