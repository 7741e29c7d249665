// What can happen to one wait, in any order: the steps of the model tests and how each is played.
import fc from 'fast-check'
import type { DeferralService } from '../../main/deferral/deferral-service.ts'
import type { Mood, StrictServer } from './strict-server.ts'
import { settle, type VirtualClock } from './virtual-clock.ts'

export type Step =
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'mood'; readonly mood: Mood }
  | { readonly do: 'decide'; readonly as: 'approved' | 'denied' }
  /** `setMs`: the wall clock is set by this while no process is there. */
  | { readonly do: 'kill'; readonly downMs: number; readonly setMs: number }
  | { readonly do: 'set_clock'; readonly byMs: number }
  | { readonly do: 'sleep'; readonly ms: number; readonly told: 'twice' | 'late' | 'never' }
  | { readonly do: 'latency'; readonly ms: number }
  | { readonly do: 'offline'; readonly ms: number }
  | { readonly do: 'cancel' }
  | { readonly do: 'check' }

const moods: Mood[] = [
  'interaction_required',
  'slow_down',
  'unavailable',
  'answer_lost',
  'never_sent',
  'nonce_demanded',
  'throttled',
  'garbage',
  'switched',
]
const pause = fc.integer({ min: 1, max: 90_000 })
const whole = <Value extends Step>(weight: number, step: fc.Arbitrary<Value>) => ({
  weight,
  arbitrary: step as fc.Arbitrary<Step>,
})

export const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  whole(6, fc.record({ do: fc.constant('pass' as const), ms: pause })),
  whole(6, fc.record({ do: fc.constant('mood' as const), mood: fc.constantFrom(...moods) })),
  whole(
    1,
    fc.record({
      do: fc.constant('decide' as const),
      as: fc.constantFrom('approved' as const, 'denied' as const),
    }),
  ),
  whole(
    3,
    fc.record({
      do: fc.constant('kill' as const),
      downMs: pause,
      setMs: fc.constantFrom(0, 0, 0, -7_200_000, 7_200_000, 86_400_000),
    }),
  ),
  whole(
    1,
    fc.record({
      do: fc.constant('set_clock' as const),
      byMs: fc.constantFrom(-86_400_000, -3_600_000, -400, 700, 3_600_000, 86_400_000),
    }),
  ),
  whole(
    2,
    fc.record({
      do: fc.constant('sleep' as const),
      ms: fc.integer({ min: 1, max: 1_500_000 }),
      told: fc.constantFrom('twice' as const, 'late' as const, 'never' as const),
    }),
  ),
  whole(1, fc.record({ do: fc.constant('latency' as const), ms: fc.constantFrom(0, 40, 25_000) })),
  whole(
    1,
    fc.record({ do: fc.constant('offline' as const), ms: fc.integer({ min: 1, max: 600_000 }) }),
  ),
  whole(1, fc.constant({ do: 'cancel' as const })),
  whole(2, fc.constant({ do: 'check' as const })),
)

/** Random choices of one run, besides its steps. */
export const livesArbitrary = fc.record({
  intervalSeconds: fc.constantFrom(1, 5, 10, 30, 700),
  expiresInSeconds: fc.constantFrom(20, 300, 3600, 86_400),
})
export const stepsArbitrary = fc.array(stepArbitrary, { minLength: 1, maxLength: 14 })
export const chancesArbitrary = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), {
  minLength: 8,
  maxLength: 8,
})

/** A wait that is under way. */
export interface Timeline {
  readonly time: VirtualClock
  readonly server: StrictServer
  /** True where processes can tell a clock that was set from time that passed. */
  readonly countsBoots: boolean
  readonly open: () => { readonly service: DeferralService; kill(): void }
  process: { readonly service: DeferralService; kill(): void }
  cancelled: boolean
}

export async function play(line: Timeline, step: Step): Promise<void> {
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
      if (line.countsBoots) time.setWallClock(step.setMs)
      return reopen(line)
    case 'set_clock':
      time.setWallClock(step.byMs)
      // Until its next look at the clock a process cannot know; a kill right then is not judged here.
      return time.advance(31_000)
    case 'sleep':
      return sleep(line, step)
    case 'latency':
      server.latencyMs = step.ms
      return
    case 'offline':
      server.offline = true
      await time.advance(step.ms)
      server.offline = false
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

async function sleep(
  { time, process }: Timeline,
  { ms, told }: Extract<Step, { do: 'sleep' }>,
): Promise<void> {
  if (told !== 'never') process.service.suspend()
  time.sleep(ms)
  if (told === 'late') await time.advance(200)
  if (told !== 'never') process.service.resume()
  if (told === 'twice') process.service.resume()
  return settle()
}

export async function reopen(line: Timeline): Promise<void> {
  line.process = line.open()
  await line.process.service.start()
  await settle()
}

/** Everything works again, the request is approved if it still can be, and time passes until the wait must be over. */
export async function playOut({ time, server, process }: Timeline): Promise<void> {
  server.latencyMs = 0
  server.moods.length = 0
  await time.advance(1_000_000)
  server.decide('approved')
  await time.advance(4_000_000)
  for (let day = 0; day < 2 && process.service.list().length > 0; day += 1)
    await time.advance(90_000_000)
  await time.advance(100_000)
}
