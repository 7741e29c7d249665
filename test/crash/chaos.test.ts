// Throws what nobody foresaw inside the engine's ports in the middle of a story; COUNT sets how often, SEED where.
// prove: 500
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSeededRandom } from '../flows/seeded.ts'
import { bundleChild, type BundledChild } from './bundle-child.ts'
import type { Chaos, Heard } from './heard.ts'
import { playAll, type Bank } from './rig.ts'

const wanted = Number(process.env['COUNT'] ?? 1)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const atOnce = Number(process.env['AT_ONCE'] ?? 2)
/** About how many calls of ports a story makes. */
const callsOfAStory = 1_050

/** The calls that threw, in all trials. */
let struck = 0
/** Trials whose process was not through in time. */
let stood = 0
let child: BundledChild
beforeAll(async () => {
  child = await bundleChild()
})
afterAll(() => child.remove())

// Dies if: a call in `sending` is sent again after an error, an outcome is told before it was kept, or nobody listens for
// what nothing caught: then the process breaks instead of ending in order.
test(
  '[LATE-05] whatever throws where nobody foresaw it, nothing runs unasked or twice, nothing is lost, and the next start goes on',
  { timeout: 120_000 + wanted * 60_000 },
  async () => {
    console.info(`chaos: SEED=${seed} COUNT=${wanted}`)
    const random = createSeededRandom(seed)
    // The first one throws for certain, however few calls its story makes.
    const all = Array.from({ length: wanted }, (_, number) => ({
      seed: Math.floor(random() * 2 ** 31),
      times: 1 + Math.floor(random() * 4),
      among: number === 0 ? callsOfAStory / 2 : callsOfAStory,
    }))
    expect(await playAll(all, { atOnce, child }, play)).toEqual([])
    console.info(`chaos: ${struck} calls threw, ${stood} of ${wanted} were not through in time`)
    expect(struck).toBeGreaterThan(0)
  },
)

async function play(bank: Bank, chaos: Chaos): Promise<string[]> {
  const trial = bank.openTrial(bank.canonicalPlan())
  try {
    // What stands still is ended as a person would, and counts as that: the next start has to go on with it.
    const { heard, errors } = await trial.run({ chaos, patienceMs: 25_000 })
    const strikes = heard.filter(({ kind }) => kind === 'struck')
    struck += strikes.length
    if (!isOver(heard.at(-1))) stood += 1
    const problems = [...judgeEnd(heard.at(-1), errors), ...bank.judge(trial)]
    const after = await trial.run({ patienceMs: 90_000 })
    const end = after.heard.at(-1)
    return [
      ...problems.map((words) => `with ${JSON.stringify(strikes)}: ${words}`),
      ...(end?.kind === 'gone' ? [] : [`it did not go on: ${JSON.stringify(end)} ${after.errors}`]),
      ...bank.judge(trial),
    ]
  } finally {
    trial.remove()
  }
}

/** The whole story was played, or the process ended itself in order. */
function isOver(last: Heard | undefined): boolean {
  return last?.kind === 'gone' || (last?.kind === 'ended' && last.code === 1)
}

/** It never breaks: what nobody caught ends it in order. */
function judgeEnd(last: Heard | undefined, errors: string): string[] {
  return errors === '' && last?.kind !== 'failed'
    ? []
    : [`it broke: ${JSON.stringify(last)} ${errors}`]
}
