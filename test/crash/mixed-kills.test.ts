// Kills the engine at random moments of mixed work, again and again; COUNT sets how often, SEED repeats a run.
// prove: 1000
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSeededRandom } from '../flows/seeded.ts'
import { bundleChild, type BundledChild } from './bundle-child.ts'
import type { Heard, Plan } from './heard.ts'
import { playAll, type Bank } from './rig.ts'
import { killGroup, type Trial } from './trial.ts'

const kills = Number(process.env['COUNT'] ?? 20)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const killsPerProfile = 5
const atOnce = 4

let child: BundledChild
beforeAll(async () => {
  child = await bundleChild()
})
afterAll(() => child.remove())

// Dies if: an answer is told before its commit, a spent approval is spent again, a call in `sending` is sent again
// after a restart, or a poll is sent before "in flight" is durable.
test(
  '[CRS-01] killed at random moments of mixed work, nothing said to be kept is lost and nothing runs twice',
  { timeout: 120_000 + kills * 15_000 },
  async () => {
    console.info(`mixed kills: SEED=${seed} COUNT=${kills}`)
    const random = createSeededRandom(seed)
    const profiles = Array.from({ length: Math.ceil(kills / killsPerProfile) }, (_, at) => ({
      profile: at,
      random: createSeededRandom(Math.floor(random() * 2 ** 31)),
      kills: Math.min(killsPerProfile, kills - at * killsPerProfile),
    }))
    expect(await playAll(profiles, { atOnce, child }, playProfile)).toEqual([])
  },
)

interface Profile {
  readonly random: () => number
  readonly kills: number
}

async function playProfile(bank: Bank, profile: Profile): Promise<string[]> {
  const trial = bank.openTrial(mixedPlan(bank))
  try {
    const problems: string[] = []
    for (let number = 0; number < profile.kills; number += 1) {
      const { errors, wasKilled, heard } = await runUntilKilled(trial, profile.random)
      if (!wasKilled && heard.at(-1)?.kind !== 'gone') problems.push(`it failed: ${errors}`)
      problems.push(...bank.judge(trial).map((words) => `after kill ${number}: ${words}`))
    }
    const { heard, errors } = await trial.run({ patienceMs: 120_000 })
    const end = heard.at(-1)
    if (end?.kind !== 'gone') problems.push(`it did not go on: ${JSON.stringify(end)} ${errors}`)
    return [...problems, ...bank.judge(trial)]
  } finally {
    trial.remove()
  }
}

/** Payments that wait for somebody else, and drafts of three agents at once. */
function mixedPlan(bank: Bank): Plan {
  const agents = ['writer', 'buyer', 'clerk', 'writer', 'buyer', 'clerk', 'writer', 'buyer']
  return bank.plan({
    amounts: [bank.amount('pay'), bank.amount('pay'), bank.amount('pay')],
    direct: agents.map((agentId) => ({ agentId, amount: bank.amount('prepare') })),
    late: agents.slice(0, 3).map((agentId) => ({ agentId, amount: bank.amount('prepare') })),
    stops: true,
  })
}

/** With a line that it says, or a moment after: most work follows at once on what was kept. */
function runUntilKilled(trial: Trial, random: () => number): ReturnType<Trial['run']> {
  const lines = 1 + Math.floor(random() * 30)
  const pauseMs = random() < 0.5 ? 0 : Math.floor(random() * 200)
  const longestMs = 500 + random() * 4000
  let said = 0
  return trial.run({
    patienceMs: 60_000,
    onHeard: (_heard: Heard, running) => {
      if (said === 0) setTimeout(() => killGroup(running), longestMs)
      said += 1
      if (said !== lines) return
      if (pauseMs === 0) killGroup(running)
      else setTimeout(() => killGroup(running), pauseMs)
    },
  })
}
