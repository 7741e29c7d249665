// A wall clock that is set while no process is there: what one boot of the computer can tell, and what nobody can.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStamped, stampBoot } from '../../main/deferral/boot-stamp.ts'
import { readBootClock } from '../../main/system-clock.ts'
import { buildDeferral } from '../store/nouns.ts'
import { World, type WaitingProcess } from './process.ts'
import { StrictServer } from './strict-server.ts'
import { VirtualClock } from './virtual-clock.ts'

let time: VirtualClock
let server: StrictServer
let world: World
let process: WaitingProcess
let bootId: string

beforeEach(() => {
  time = new VirtualClock()
  server = new StrictServer(time)
  bootId = 'boot-1'
  const boot = { uptimeMs: () => time.trueMs }
  const ports = {
    boot: {
      get id() {
        return bootId
      },
      ...boot,
    },
  }
  world = new World(time, server, { unit: () => 0, ports })
  process = world.openProcess()
})
afterEach(() => {
  process.kill()
  world.remove()
})

async function closeFor(ms: number, setByMs: number): Promise<void> {
  process.kill()
  await time.advance(ms)
  time.setWallClock(setByMs)
  process = world.openProcess()
  await process.service.start()
}

const hours = 3_600_000
const lives = { intervalSeconds: 600, expiresInSeconds: 7200 }

// Dies if: the planned time is taken from the wall clock alone.
test.each([2 * hours, -2 * hours, 50 * 365 * 24 * hours])(
  '[DIAL-09] set by %d ms while closed, the next poll and the end are where they were',
  async (setByMs) => {
    await world.begin(process, lives)
    await closeFor(60_000, setByMs)
    await time.advance(530_000)
    expect(server.pollTimes).toEqual([])
    await time.advance(15_000)
    expect(server.pollTimes).toEqual([600_000])
    await closeFor(60_000, -setByMs)
    await time.advance(7 * hours)
    expect(server.breaches).toEqual([])
    expect(world.ends.map(({ deferral }) => deferral.state)).toEqual(['expired'])
    expect(server.pollTimes.at(-1)).toBeLessThan(8_000_000)
  },
)

// Dies if: a clock that was set back hides a sleep nobody told of, and the extra poll comes after the end.
test('[DEF-15] after a sleep that a setting of the clock hides, no extra poll is tried', async () => {
  await world.begin(process, { intervalSeconds: 10, expiresInSeconds: 20 })
  time.sleep(3_000)
  time.setWallClock(-24 * hours)
  await time.advance(120_000)
  expect(server.breaches).toEqual([])
  expect(server.pollTimes[0]).toBe(13_000)
})

// Dies if: what is written is off by as little as a clock may be off before anybody minds.
test.each([1, 100, 240])('[DIAL-09] %d ms slept away hasten no poll after a kill', async (ms) => {
  await world.begin(process, { intervalSeconds: 1, expiresInSeconds: 7200 })
  process.service.suspend()
  time.sleep(ms)
  process.service.resume()
  await time.advance(1_100)
  expect(server.pollTimes).toHaveLength(1)
  await closeFor(1, 0)
  await time.advance(2_000)
  expect(server.pollTimes.length).toBeGreaterThan(1)
  expect(server.breaches).toEqual([])
})

test('[DIAL-09] time that passed while closed has passed', async () => {
  await world.begin(process, lives)
  await closeFor(3000_000, 0)
  await time.advance(1000)
  expect(server.pollTimes).toHaveLength(1)
})

test('[DIAL-09] after another start of the computer the wall clock is all there is', async () => {
  await world.begin(process, lives)
  bootId = 'boot-2'
  await closeFor(60_000, 2 * hours)
  await time.advance(1000)
  expect(server.pollTimes).toHaveLength(1)
})

test('[DIAL-09] without a boot to compare with nothing is moved', () => {
  const deferral = buildDeferral()
  const clock = { nowMs: () => 5_000_000 }
  const boot = { id: 'boot-1', uptimeMs: () => 1000 }
  const stamped = stampBoot(deferral, { clock, boot })
  expect(stamped.writtenAt).toEqual({ bootId: 'boot-1', uptimeMs: 1000, wallMs: 5_000_000 })
  const later = { clock: { nowMs: () => 9_000_000 } }
  expect(readStamped(stamped, later)).toBe(stamped)
  expect(readStamped(stamped, { ...later, boot: null })).toBe(stamped)
  expect(readStamped(deferral, { ...later, boot })).toBe(deferral)
  // An uptime that went back is no uptime.
  const back = { id: 'boot-1', uptimeMs: () => 10 }
  expect(readStamped(stamped, { ...later, boot: back })).toBe(stamped)
})

test('[DIAL-09] this computer numbers its starts, or says nothing', () => {
  const boot = readBootClock()
  if (boot === null) return
  expect(boot.id).not.toBe('')
  expect(boot.uptimeMs()).toBeGreaterThan(0)
})
