// Kills the engine at every write and flush of one whole story; COUNT sets how many of them, SEED which.
// prove: 100000
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSeededRandom } from '../flows/seeded.ts'
import { bundleChild, type BundledChild } from './bundle-child.ts'
import { Bank, playAll } from './rig.ts'
import { killAt, listPoints, pickPoints, record, whyNoStrace, type Point } from './strace.ts'

const wanted = Number(process.env['COUNT'] ?? 4)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const atOnce = Number(process.env['AT_ONCE'] ?? 2)
const missing = whyNoStrace()

/** Runs that the tracer ended at their point. */
let killed = 0
let child: BundledChild
beforeAll(async () => {
  child = await bundleChild()
})
afterAll(() => child.remove())

// Dies if: `synchronous` is OFF, an acknowledgement precedes its commit, a call in `sending` is sent again after a
// restart, or a transaction is split in two.
test(
  '[CRS-02] killed at every write and flush of a whole story, nothing is lost, nothing runs twice, and it goes on',
  { timeout: 120_000 + wanted * 20_000 },
  async ({ skip }) => {
    if (missing !== null) return skip(missing)
    const all = await recordStory()
    const points = pickPoints(all, wanted, createSeededRandom(seed)())
    console.info(`kill points: SEED=${seed} ${points.length} of ${all.length}`)
    expect(await playAll(points, { atOnce, child }, killAndGoOn)).toEqual([])
    // A tracer that finds no points, or kills at none, proves nothing. Only the very last may lie beyond a run's end.
    expect(all.length).toBeGreaterThan(100)
    if (points.length > 1) expect(killed).toBeGreaterThan(0)
  },
)

async function recordStory(): Promise<Point[]> {
  const bank = await Bank.open(child)
  const trial = bank.openTrial(bank.canonicalPlan())
  try {
    const trace = path.join(trial.root, 'trace')
    const { heard, errors } = await trial.run({ under: record(trace), patienceMs: 60_000 })
    expect(heard.at(-1)?.kind, errors).toBe('gone')
    expect(bank.judge(trial)).toEqual([])
    return listPoints(trace)
  } finally {
    trial.remove()
    await bank.close()
  }
}

async function killAndGoOn(bank: Bank, point: Point): Promise<string[]> {
  const trial = bank.openTrial(bank.canonicalPlan())
  try {
    const { wasKilled, errors } = await trial.run({ under: killAt(point), patienceMs: 60_000 })
    // A run differs from the next by a write or two: the last points may lie beyond its end.
    if (!wasKilled && trial.heard.at(-1)?.kind !== 'gone') return [`it failed: ${errors}`]
    killed += wasKilled ? 1 : 0
    const problems = bank.judge(trial)
    const after = await trial.run({ patienceMs: 60_000 })
    const end = after.heard.at(-1)
    const isDone = end?.kind === 'gone'
    return [
      ...problems.map((words) => `after the kill: ${words}`),
      ...(isDone ? [] : [`it did not go on: ${JSON.stringify(end)} ${after.errors}`]),
      ...bank.judge(trial),
    ]
  } finally {
    trial.remove()
  }
}
