// The model test: random timelines of one wait in every dialect against a strict server; COUNT sets how many, SEED repeats one.
// prove: 100000
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ModelWorld, manners } from './model-world.ts'
import {
  chancesArbitrary,
  livesArbitrary,
  play,
  playOut,
  stepsArbitrary,
  type Timeline,
} from './timeline.ts'

const runs = Number(process.env['COUNT'] ?? 2000)
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)

/** What must hold when all is over. */
function judge({ kept, server, ends, manner }: ModelWorld, cancelled: boolean): string {
  expect(server.breaches).toEqual([])
  expect(ends.length).toBeLessThanOrEqual(1)
  const [facts] = kept.facts()
  const state = facts?.state ?? 'none'
  const last = server.requests.get('code-1-next') ?? server.requests.get('code-1')
  expect(kept.rows.get('deferral-1')?.sealed).toBeNull()
  expect(kept.grants.size).toBe(state === 'succeeded' ? 1 : 0)
  if (state === 'succeeded' || state === 'lost_result') expect(last?.status).toBe('redeemed')
  if (state === 'denied') expect(last?.status).toBe('denied')
  if (state === 'cancelled' || state === 'abandoned') expect(cancelled).toBe(true)
  expect(['succeeded', 'denied', 'lost_result', 'cancelled', 'abandoned', 'expired']).toContain(
    state,
  )
  const canWithdraw = facts?.dialect === 'dtr' || facts?.dialect === 'auth_req_id'
  if (state === 'cancelled') expect(canWithdraw, `${manner} claims a withdrawal`).toBe(true)
  return state
}

// Dies if: almost anything: jitter downwards, a forgotten slow_down, polling by the wall clock, no durable mark,
// ambiguity forgotten at a restart, a cancel that keeps the token, catching up after a sleep, a verifier sent twice,
// an old handle used after a switch, a completion_mode on a poll of DTR, an early last poll of a device code.
test(
  '[DEF-16] no timeline breaks the rules of its dialect, and every wait ends once',
  { timeout: 60_000 + runs * 100 },
  async () => {
    process.stdout.write(`deferral model: ${runs} runs, SEED=${seed}\n`)
    const ends = new Map<string, number>()
    const property = fc.asyncProperty(
      fc.constantFrom(...manners),
      livesArbitrary,
      stepsArbitrary,
      chancesArbitrary,
      async (manner, lives, steps, chances) => {
        let draw = 0
        const world = new ModelWorld(manner, () => chances[draw++ % chances.length] ?? 0)
        const { time, server } = world
        const open = () => world.openProcess()
        const line: Timeline = {
          time,
          server,
          countsBoots: true,
          open,
          process: open(),
          cancelled: false,
        }
        await world.begin(line.process, lives)
        for (const step of steps) await play(line, step)
        await playOut(line)
        const end = `${manner} ${judge(world, line.cancelled)}`
        ends.set(end, (ends.get(end) ?? 0) + 1)
        line.process.kill()
      },
    )
    await fc.assert(property, { numRuns: runs, seed })
    const sorted = Object.fromEntries([...ends].sort(([one], [other]) => one.localeCompare(other)))
    process.stdout.write(`deferral model: ends ${JSON.stringify(sorted)}\n`)
  },
)
