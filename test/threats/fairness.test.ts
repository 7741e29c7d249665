// Lets one authorization server have a thousand slow waits, and looks at the only wait of another.
import { expect, test } from 'vitest'
import { World } from '../deferral/process.ts'
import { refuse, StrictServer } from '../deferral/strict-server.ts'
import { VirtualClock } from '../deferral/virtual-clock.ts'

// Dies if: all waits stand in one line, or one issuer may take every place.
test('[THREAT-093] a wait of its own issuer is polled in time beside a thousand slow ones of another', async () => {
  const time = new VirtualClock()
  const polls: number[] = []
  const { clock } = time.openProcess()
  const world = new World(time, new StrictServer(time), {
    unit: () => 0,
    ports: {
      poll: async ({ issuer }) => {
        if (issuer.includes('quick')) polls.push(time.trueMs / 1000)
        else await new Promise<void>((resolve) => clock.after(25_000, resolve))
        return refuse('authorization_pending')
      },
    },
  })
  const process = world.openProcess()
  const facts = { intervalSeconds: 5, expiresInSeconds: 86_400 }
  for (let count = 0; count < 1000; count += 1) {
    await world.begin(process, { ...facts, code: `slow-${count}`, issuer: 'https://slow.example' })
  }
  await world.begin(process, { ...facts, code: 'quick', issuer: 'https://quick.example' })
  await time.advance(60_000)
  const gaps = polls.map((at, index) => at - (polls[index - 1] ?? 0))
  expect(polls.length).toBeGreaterThanOrEqual(10)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(6)
  process.kill()
  world.remove()
}, 30_000)
