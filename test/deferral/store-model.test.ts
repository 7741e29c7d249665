// The model test over the real store: fewer timelines, each with files, transactions and sealed codes. COUNT, SEED.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { World, type WaitingProcess } from './process.ts'
import { StrictServer } from './strict-server.ts'
import {
  chancesArbitrary,
  livesArbitrary,
  play,
  playOut,
  stepsArbitrary,
  type Timeline,
} from './timeline.ts'
import { VirtualClock } from './virtual-clock.ts'

const runs = Number(process.env['COUNT'] ?? 25)
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)

interface Kept extends Timeline {
  process: WaitingProcess
}

/** What must hold when all is over. */
async function judge(world: World, { server, process, cancelled }: Kept): Promise<void> {
  expect(server.breaches).toEqual([])
  expect(world.ends.length).toBeLessThanOrEqual(1)
  const state = process.store.deferrals.listAllFacts()[0]?.state
  const status = server.requests.get('code-1')?.status
  expect(process.store.deferrals.codeState('deferral-1')).toBe('none')
  expect(await process.store.grants.listAll()).toHaveLength(state === 'succeeded' ? 1 : 0)
  if (state === 'succeeded' || state === 'lost_result') expect(status).toBe('redeemed')
  if (state === 'denied') expect(status).toBe('denied')
  if (state === 'cancelled' || state === 'abandoned') expect(cancelled).toBe(true)
  expect(['succeeded', 'denied', 'lost_result', 'cancelled', 'abandoned', 'expired']).toContain(
    state,
  )
}

// Dies if: the code is not sealed again with every change, or anything is kept in memory alone.
test(
  '[DEF-16] no timeline breaks the rules over the real store either',
  { timeout: 60_000 + runs * 500 },
  async () => {
    process.stdout.write(`deferral model over the store: ${runs} runs, SEED=${seed}\n`)
    const property = fc.asyncProperty(
      livesArbitrary,
      stepsArbitrary,
      chancesArbitrary,
      async (lives, steps, chances) => {
        const time = new VirtualClock()
        const server = new StrictServer(time)
        let draw = 0
        const unit = () => chances[draw++ % chances.length] ?? 0
        const world = new World(time, server, { unit })
        const open = () => world.openProcess()
        const line: Kept = {
          time,
          server,
          countsBoots: false,
          open,
          process: open(),
          cancelled: false,
        }
        try {
          await world.begin(line.process, lives)
          for (const step of steps) await play(line, step)
          await playOut(line)
          await judge(world, line)
        } finally {
          line.process.kill()
          world.remove()
        }
      },
    )
    await fc.assert(property, { numRuns: runs, seed })
  },
)
