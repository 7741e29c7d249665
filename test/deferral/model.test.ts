// A model test: random timelines of one deferral against a strict server; COUNT sets how many, SEED repeats one.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { World, type WaitingProcess } from './process.ts'
import { StrictServer, type Mood } from './strict-server.ts'
import { settle, VirtualClock } from './virtual-clock.ts'

const runs = Number(process.env['COUNT'] ?? 300)
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)

type Step =
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'mood'; readonly mood: Mood }
  | { readonly do: 'decide'; readonly as: 'approved' | 'denied' }
  | { readonly do: 'kill'; readonly downMs: number }
  | { readonly do: 'set_clock'; readonly byMs: number }
  | { readonly do: 'sleep'; readonly ms: number; readonly told: 'twice' | 'late' | 'never' }
  | { readonly do: 'latency'; readonly ms: number }
  | { readonly do: 'cancel' }
  | { readonly do: 'check' }

const moods: Mood[] = [
  'interaction_required',
  'slow_down',
  'unavailable',
  'answer_lost',
  'never_sent',
  'nonce_demanded',
]
const pause = fc.integer({ min: 1, max: 90_000 })
const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: pause }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('mood' as const), mood: fc.constantFrom(...moods) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      as: fc.constantFrom('approved' as const, 'denied' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('kill' as const), downMs: pause }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set_clock' as const),
      byMs: fc.constantFrom(-86_400_000, -3_600_000, -400, 700, 3_600_000, 86_400_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('sleep' as const),
      ms: fc.integer({ min: 1, max: 1_500_000 }),
      told: fc.constantFrom('twice' as const, 'late' as const, 'never' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('latency' as const),
      ms: fc.constantFrom(0, 40, 25_000),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'cancel' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'check' as const }) },
)

interface Timeline {
  readonly world: World
  readonly time: VirtualClock
  readonly server: StrictServer
  process: WaitingProcess
  cancelled: boolean
}

async function play(line: Timeline, step: Step): Promise<void> {
  const { time, server, process } = line
  switch (step.do) {
    case 'pass':
      return time.advance(step.ms)
    case 'mood':
      server.moods.push(step.mood)
      return
    case 'decide':
      return server.decide(step.as)
    case 'kill':
      process.kill()
      await settle()
      await time.advance(step.downMs)
      return reopen(line)
    case 'set_clock':
      time.setWallClock(step.byMs)
      // Until its next look at the clock a process cannot know; a kill right then is not judged here.
      return time.advance(31_000)
    case 'sleep':
      if (step.told !== 'never') process.service.suspend()
      time.sleep(step.ms)
      if (step.told === 'late') await time.advance(200)
      if (step.told !== 'never') process.service.resume()
      if (step.told === 'twice') process.service.resume()
      return settle()
    case 'latency':
      server.latencyMs = step.ms
      return
    case 'cancel':
      for (const { id } of process.service.list()) {
        line.cancelled = true
        void process.service.cancel(id).catch(() => {})
      }
      return settle()
    case 'check':
      for (const { id } of process.service.list()) await process.service.checkNow(id)
      return settle()
  }
}

async function reopen(line: Timeline): Promise<void> {
  line.process = line.world.openProcess()
  await line.process.service.start()
  await settle()
}

/** What must hold when all is over. */
async function judge({ world, server, process, cancelled }: Timeline): Promise<void> {
  expect(server.breaches).toEqual([])
  expect(world.ends.length).toBeLessThanOrEqual(1)
  const [facts] = process.store.deferrals.listAllFacts()
  const request = server.requests.get('code-1')
  const state = facts?.state
  const grants = await process.store.grants.listAll()
  expect(process.store.deferrals.codeState('deferral-1')).toBe('none')
  expect(grants).toHaveLength(state === 'succeeded' ? 1 : 0)
  if (state === 'succeeded') expect(request?.status).toBe('redeemed')
  if (state === 'denied') expect(request?.status).toBe('denied')
  if (state === 'lost_result') expect(request?.status).toBe('redeemed')
  if (state === 'cancelled' || state === 'abandoned') expect(cancelled).toBe(true)
  expect(['succeeded', 'denied', 'lost_result', 'cancelled', 'abandoned', 'expired']).toContain(
    state,
  )
}

// Dies if: almost anything: jitter downwards, a forgotten slow_down, polling by the wall clock, no durable mark,
// ambiguity forgotten at a restart, a cancel that keeps the token, catching up after a sleep.
test(
  '[DEF-16] no timeline breaks the rules, and every wait ends once',
  { timeout: 600_000 },
  async () => {
    process.stdout.write(`deferral model: ${runs} runs, SEED=${seed}\n`)
    const ends = new Map<string, number>()
    const property = fc.asyncProperty(
      fc.record({
        intervalSeconds: fc.constantFrom(1, 5, 10, 30, 700),
        expiresInSeconds: fc.constantFrom(20, 300, 3600, 86_400),
      }),
      fc.array(stepArbitrary, { minLength: 1, maxLength: 14 }),
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 8, maxLength: 8 }),
      async (times, steps, chances) => {
        const time = new VirtualClock()
        const server = new StrictServer(time)
        let draw = 0
        const unit = () => chances[draw++ % chances.length] ?? 0
        const world = new World(time, server, { unit })
        const line: Timeline = {
          world,
          time,
          server,
          process: world.openProcess(),
          cancelled: false,
        }
        try {
          await world.begin(line.process, times)
          for (const step of steps) await play(line, step)
          server.latencyMs = 0
          server.moods.length = 0
          await time.advance(1_000_000)
          server.decide('approved')
          await time.advance(4_000_000)
          await time.advance(90_000_000)
          await judge(line)
          const state = line.process.store.deferrals.listAllFacts()[0]?.state ?? 'none'
          ends.set(state, (ends.get(state) ?? 0) + 1)
        } finally {
          line.process.kill()
          world.remove()
        }
      },
    )
    await fc.assert(property, { numRuns: runs, seed })
    process.stdout.write(`deferral model: ends ${JSON.stringify(Object.fromEntries(ends))}\n`)
  },
)
