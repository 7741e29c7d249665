// Kills the engine at random moments of mixed work, again and again; COUNT sets how often, SEED repeats a run.
// prove: 1000
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSeededRandom } from '../flows/seeded.ts'
import { bundleChild, type BundledChild } from './bundle-child.ts'
import type { Heard, Plan } from './heard.ts'
import { connectClient } from './gateway-client.ts'
import type { Door } from './child-gateway.ts'
import { playAll, type Bank } from './rig.ts'
import { killGroup, type Trial } from './trial.ts'

const kills = Number(process.env['COUNT'] ?? 20)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const killsPerProfile = 10
const atOnce = 2

let child: BundledChild
/** Calls of agents of others that came back with their result, before a kill or after. */
let answered = 0
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
    console.info(`mixed kills: ${answered} calls through the gateway were answered`)
    expect(answered).toBeGreaterThan(0)
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
      const { errors, wasKilled, heard } = await runUntilKilled(bank, trial, profile.random)
      if (!wasKilled && heard.at(-1)?.kind !== 'gone') problems.push(`it failed: ${errors}`)
      problems.push(...bank.judge(trial).map((words) => `after kill ${number}: ${words}`))
    }
    const { heard, errors } = await trial.run({
      patienceMs: 120_000,
      onHeard: (one) => {
        if (one.kind === 'door') void callOn(bank, trial, one)
      },
    })
    const end = heard.at(-1)
    answered += trial.heard.filter((one) => one.kind === 'answered').length
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
    callers: ['planner', 'auditor'],
    stops: true,
  })
}

/** Agents of others call through the gateway until it is gone. */
async function callOn(bank: Bank, trial: Trial, { port, secrets }: Door): Promise<void> {
  const callAs = async ({ name, secret }: Door['secrets'][number]): Promise<void> => {
    const client = await connectClient(port, name, secret)
    for (let number = 0; number < 6; number += 1) {
      const amount = bank.amount('prepare')
      if ((await client.call(amount)) === null) return
      trial.heard.push({ kind: 'answered', amount })
    }
  }
  // Killed while it knocked: nobody was answered.
  await Promise.allSettled(secrets.map(callAs))
}

/**
 * With a line that it says, or a moment after: most work follows at once on what was kept. Every other time only once
 * the gateway listens, so that calls are on their way.
 */
function runUntilKilled(bank: Bank, trial: Trial, random: () => number): ReturnType<Trial['run']> {
  const lines = 1 + Math.floor(random() * 30)
  const pauseMs = random() < 0.5 ? 0 : Math.floor(random() * 200)
  const longestMs = 300 + random() * 2_500
  const first: Heard['kind'] = random() < 0.5 ? 'door' : 'ready'
  let said = 0
  return trial.run({
    patienceMs: 60_000,
    onHeard: (heard, running) => {
      if (heard.kind === 'door') void callOn(bank, trial, heard)
      if (heard.kind === first) setTimeout(() => killGroup(running), longestMs)
      if (heard.kind === first || said > 0) said += 1
      if (said === lines) setTimeout(() => killGroup(running), pauseMs)
    },
  })
}
