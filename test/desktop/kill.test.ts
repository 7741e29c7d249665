// Kills the real app at random moments of the deferral scene; COUNT sets how often, SEED repeats a run.
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CallSummary } from '../../shared/overview.ts'
import { createSeededRandom } from '../flows/seeded.ts'
import { decide } from '../sandbox/control.ts'
import { Stage } from './stage.ts'

const trials = Number(process.env['COUNT'] ?? 6)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
/** From the start of the scene to a little after its usual end. */
const sceneMs = 2_800
const reportedAsNotRun = new Set(['denied', 'expired', 'cancelled', 'failed', 'unknown'])

let stage: Stage

beforeAll(async () => {
  stage = await Stage.connected()
})
afterAll(async () => {
  await stage.stop()
})

interface Round {
  readonly amount: number
  readonly words: string
  readonly title: string
}

function buildRound(number: number): Round {
  const amount = 2_001 + number
  return {
    amount,
    words: `Pay ${String(amount)} EUR to Nordlicht for invoice ${String(number)}`,
    title: `Pay €${amount.toLocaleString('en-US')}.00 to Nordlicht`,
  }
}

/** The scripted person: approves the call whenever it is still asked about. Rejects when the app dies under it, or after 30 s. */
async function answerUntilEnded({ amount, words, title }: Round): Promise<CallSummary> {
  const endsAtMs = performance.now() + 30_000
  for (;;) {
    const overview = await stage.loadOverview()
    const { inbox, tasks } = overview
    if (performance.now() > endsAtMs) throw new Error(`not ended: ${JSON.stringify(overview)}`)
    const call = tasks
      .find((task) => task.text === words && task.state !== 'running' && task.state !== 'waiting')
      ?.steps.find((step) => step.call !== null)?.call
    if (call) return call
    if (inbox.some((one) => one.title === title)) {
      await stage.person.openQuestion(title)
      await stage.person.approve(String(amount))
    }
    await delay(50)
  }
}

/** One scene, killed `killAfterMs` after its start, then carried through to its end. */
async function play(
  round: Round,
  killAfterMs: number,
): Promise<{ call: CallSummary; how: string }> {
  // Its own pages go away in the middle of whatever it does.
  const scene = stage.person
    .giveTask(round.words)
    .then(() => answerUntilEnded(round))
    .then(
      () => 'ended before the kill',
      () => 'killed in the middle',
    )
  await delay(killAfterMs)
  await stage.running.kill()
  const how = await scene
  await stage.launch()
  const { tasks } = await stage.loadOverview()
  // Killed before the task was durable: the person sees that it is not there and asks again.
  if (!tasks.some((task) => task.text === round.words)) await stage.person.giveTask(round.words)
  return { call: await answerUntilEnded(round), how }
}

// Dies if: a call in `sending` is sent again after a restart, or an approval is not spent with the intent to send.
test(
  '[E2E-30] killed at random moments of a deferral the call never runs twice and its end is told truthfully',
  { timeout: 60_000 + trials * 40_000 },
  async () => {
    console.info(`desktop kill test: SEED=${String(seed)} COUNT=${String(trials)}`)
    const random = createSeededRandom(seed)
    const { world } = stage.sandbox
    // The answer to a poll may have died with the process: asking again is all the app can do.
    stage.tolerated.add('poll_after_terminal')
    const desk = setInterval(() => decide(world, {}, true), 700)
    const ends: Record<string, number> = {}
    try {
      for (let number = 0; number < trials; number += 1) {
        const round = buildRound(number)
        const killAfterMs = Math.floor(random() * sceneMs)
        const { call, how } = await play(round, killAfterMs)
        const what = `${how}, ${call.state}`
        ends[what] = (ends[what] ?? 0) + 1
        const ran = stage.runs('pay', { amount: round.amount })
        const facts = `SEED=${String(seed)} round ${String(number)}, killed after ${String(killAfterMs)} ms: ${call.state}, ran ${String(ran)} times`
        expect(ran, facts).toBeLessThanOrEqual(1)
        if (ran === 1) expect(['done', 'unknown'], facts).toContain(call.state)
        else expect(reportedAsNotRun, facts).toContain(call.state)
      }
    } finally {
      clearInterval(desk)
      console.info(`desktop kill test: ${JSON.stringify(ends)}`)
    }
    expect(world.record.polls.filter(({ early }) => early)).toEqual([])
  },
)

test('[E2E-90] killed apps leave no secret in clear, break no rule and reach no other address', async () => {
  expect(await stage.check()).toEqual([])
})
