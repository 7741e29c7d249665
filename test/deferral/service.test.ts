// Proves how the service keeps, polls, cancels, survives and ends deferrals, in virtual time over a real store.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { World } from './process.ts'
import { StrictServer } from './strict-server.ts'
import { settle, VirtualClock } from './virtual-clock.ts'

let time: VirtualClock
let server: StrictServer
let world: World

beforeEach(() => {
  time = new VirtualClock()
  server = new StrictServer(time)
  world = new World(time, server)
})
afterEach(() => {
  world.remove()
  expect(server.breaches).toEqual([])
})

const tenSeconds = { intervalSeconds: 10, expiresInSeconds: 3600 }

describe('waiting', () => {
  // Dies if: anything is told before the deferral is in the store.
  test('[DEF-01] a deferral is kept before begin returns, and polled not before its interval', async () => {
    const process = world.openProcess()
    const deferral = await world.begin(process, tenSeconds)
    expect(process.store.deferrals.codeState(deferral.id)).toBe('readable')
    await time.advance(9999)
    expect(server.pollTimes).toEqual([])
    await time.advance(1100)
    expect(server.pollTimes).toHaveLength(1)
  })

  // Dies if: the grant is written after the end, or the code is kept.
  test('[DEF-02] a token becomes a grant in the transaction that ends the deferral', async () => {
    const process = world.openProcess()
    const { id } = await world.begin(process, tenSeconds)
    server.decide('approved')
    await time.advance(12_000)
    expect(world.ends).toHaveLength(1)
    expect(world.ends[0]).toMatchObject({ grantId: 'grant-token-1', reason: null })
    expect((await process.store.grants.load('grant-token-1'))?.accessToken.reveal()).toBe('token-1')
    expect(await process.store.deferrals.load(id)).toMatchObject({
      state: 'succeeded',
      deferralCode: null,
    })
    await time.advance(3_600_000)
    expect(server.pollTimes).toHaveLength(1)
  })

  // Dies if: the longer interval is not saved with the wait, or counts for one poll only.
  test('[DEF-03] slow_down lasts: also after a restart', async () => {
    const first = world.openProcess()
    await world.begin(first, tenSeconds)
    server.moods.push('slow_down', 'slow_down')
    await time.advance(30_000)
    first.kill()
    const second = world.openProcess()
    await second.service.start()
    expect(second.service.list()[0]?.intervalSeconds).toBe(20)
    await time.advance(300_000)
    expect(server.pollTimes.length).toBeGreaterThan(10)
  })

  test('[DEF-04] check now polls at once when the interval is over, else says when', async () => {
    const process = world.openProcess()
    const { id } = await world.begin(process, tenSeconds)
    const { willCheckAtMs } = await process.service.checkNow(id)
    await time.advance(5000)
    expect(server.pollTimes).toEqual([])
    expect((await process.service.checkNow(id)).willCheckAtMs).toBe(willCheckAtMs)
    await expect(process.service.checkNow('gone')).rejects.toThrow(/no longer waiting/)
  })

  // Dies if: the key is made anew or a poll goes out without it.
  test('[DEF-05] a lost key ends the wait without a poll', async () => {
    const process = world.openProcess()
    await world.begin(process, tenSeconds)
    world.keyExists = false
    await time.advance(12_000)
    expect(server.pollTimes).toEqual([])
    expect(world.ends[0]?.deferral.state).toBe('binding_lost')
  })
})

describe('restarting', () => {
  // On a real file: a slow disk must not look like a lost wait.
  test(
    '[DEF-06] 500 deferrals resume after a kill, none early, none lost, none doubled',
    { timeout: 60_000 },
    async () => {
      const first = world.openProcess()
      for (let count = 0; count < 500; count += 1) {
        await world.begin(first, { ...tenSeconds, code: `code-${count}`, issuer: `i${count % 50}` })
      }
      await time.advance(15_000)
      first.kill()
      await time.advance(60_000)
      const second = world.openProcess()
      await second.service.start()
      const before = server.pollTimes.length
      await time.advance(100)
      expect(server.pollTimes.length).toBeGreaterThan(before)
      server.decide('approved')
      await time.advance(60_000)
      expect(world.ends.map(({ deferral }) => deferral.state)).toEqual(Array(500).fill('succeeded'))
      expect(new Set(world.ends.map(({ grantId }) => grantId)).size).toBe(500)
    },
  )

  // Dies if: "in flight" is not written before sending.
  test('[DEF-07] an answer that a kill swallowed is told as lost, not as denied', async () => {
    const first = world.openProcess()
    await world.begin(first, tenSeconds)
    server.latencyMs = 5000
    server.decide('approved')
    await time.advance(12_000)
    expect(server.inFlight).toBe(1)
    first.kill()
    await settle()
    server.latencyMs = 0
    const second = world.openProcess()
    await second.service.start()
    await time.advance(30_000)
    expect(world.ends[0]?.deferral.state).toBe('lost_result')
    expect(world.ends[0]?.reason).toContain('was not denied')
  })

  test('[DEF-07] an answer lost on the wire is told as lost', async () => {
    const process = world.openProcess()
    await world.begin(process, tenSeconds)
    server.decide('approved')
    server.moods.push('answer_lost')
    await time.advance(60_000)
    expect(world.ends[0]?.deferral.state).toBe('lost_result')
    expect(process.store.deferrals.listAllFacts()[0]?.state).toBe('lost_result')
  })
})

describe('sleeping', () => {
  // Dies if: overdue polls all go at once, or several are caught up.
  test('[DEF-08] 1,000 overdue deferrals wake spread out and within the caps', async () => {
    const process = world.openProcess()
    for (let count = 0; count < 1000; count += 1) {
      const facts = { intervalSeconds: 60, expiresInSeconds: 86_400 * 2, code: `code-${count}` }
      await world.begin(process, { ...facts, issuer: `issuer-${count % 10}` })
    }
    server.latencyMs = 200
    process.service.suspend()
    time.sleep(8 * 3_600_000)
    process.service.resume()
    process.service.resume()
    const wokeAtMs = time.trueMs
    await time.advance(45_000)
    expect(server.pollTimes).toHaveLength(1000)
    expect(server.mostInFlight).toBeLessThanOrEqual(20)
    const soon = server.pollTimes.filter((atMs) => atMs < wokeAtMs + 1000)
    expect(soon.length).toBeLessThanOrEqual(100)
  }, 30_000)

  test('[DEF-08] sleep past several intervals is one poll; past the expiry a decision still counts', async () => {
    const process = world.openProcess()
    await world.begin(process, tenSeconds)
    server.decide('approved')
    process.service.suspend()
    time.sleep(7_200_000)
    process.service.resume()
    await time.advance(1000)
    expect(server.pollTimes).toHaveLength(1)
    expect(world.ends[0]?.deferral.state).toBe('succeeded')
  })

  // Dies if: an answer heard before the news of the wake is dated before the sleep.
  test('[DEF-08] an answer that arrives between waking and being told keeps its distance', async () => {
    const process = world.openProcess()
    await world.begin(process, tenSeconds)
    server.latencyMs = 100
    await time.advance(10_550)
    expect(server.inFlight).toBe(1)
    process.service.suspend()
    time.sleep(9000)
    await time.advance(200)
    expect(server.inFlight).toBe(0)
    process.service.resume()
    await time.advance(30_000)
    expect(server.pollTimes.length).toBeGreaterThan(2)
  })

  // Dies if: the extra poll before the expiry goes out although a sleep may have passed unnoticed.
  test('[DEF-15] after a sleep nobody told of, no extra poll is tried', async () => {
    const process = world.openProcess()
    await world.begin(process, { intervalSeconds: 700, expiresInSeconds: 20 })
    time.sleep(9000)
    await time.advance(100_000)
    expect(server.pollTimes).toEqual([])
  })

  // Dies if: polls are spaced by the wall clock.
  test.each([3_600_000, -7_200_000, -50 * 365 * 86_400_000, 75 * 365 * 86_400_000])(
    '[DEF-09] a wall clock set by %d ms moves neither interval nor expiry',
    async (byMs) => {
      const process = world.openProcess()
      await world.begin(process, tenSeconds)
      await time.advance(5000)
      time.setWallClock(byMs)
      await time.advance(100_000)
      expect(server.pollTimes.length).toBeGreaterThanOrEqual(8)
      expect(server.pollTimes.length).toBeLessThanOrEqual(10)
      process.kill()
      const second = world.openProcess()
      await second.service.start()
      await time.advance(100_000)
      server.decide('approved')
      await time.advance(12_000)
      expect(world.ends[0]?.deferral.state).toBe('succeeded')
    },
  )
})

describe('cancelling', () => {
  test('[DEF-10] cancel tells the server where it can', async () => {
    const process = world.openProcess()
    const { id } = await world.begin(process, tenSeconds)
    expect(await process.service.cancel(id)).toBe(true)
    expect(world.ends[0]?.deferral.state).toBe('cancelled')
    expect(server.requests.get('code-1')?.status).toBe('cancelled')
    await time.advance(60_000)
    expect(server.pollTimes).toEqual([])
    expect(await process.service.cancel(id)).toBe(false)
  })

  // Dies if: an unaware server's 200 is taken for a withdrawal.
  test('[DEF-10] a server that offers no withdrawal: stopped, and honest about it', async () => {
    server.offersRevocation = false
    const process = world.openProcess()
    await world.begin(process, tenSeconds)
    expect(await process.service.cancelForCall('call-code-1')).toBe(false)
    expect(world.ends[0]?.deferral.state).toBe('abandoned')
    expect(world.ends[0]?.reason).toContain('may stay open')
  })

  test('[DEF-10] an unreachable server is asked three times to withdraw', async () => {
    const process = world.openProcess()
    const { id } = await world.begin(process, tenSeconds)
    server.moods.push('never_sent')
    const told = process.service.cancel(id)
    await time.advance(1000)
    expect(world.ends).toEqual([])
    server.moods.shift()
    await time.advance(2000)
    expect(await told).toBe(true)
  })

  // Dies if: a token that arrives after a cancel is kept or left valid.
  test('[CASE-055] [DEF-11] a token that crosses a cancel is revoked and not kept', async () => {
    const process = world.openProcess()
    const { id } = await world.begin(process, tenSeconds)
    server.decide('approved')
    server.latencyMs = 3000
    await time.advance(12_000)
    expect(server.inFlight).toBe(1)
    await process.service.cancel(id)
    await time.advance(10_000)
    expect(world.ends.map(({ deferral }) => deferral.state)).toEqual(['cancelled'])
    expect(server.revoked).toEqual(new Set(['token-1']))
    expect(await process.store.grants.listAll()).toEqual([])
  })

  test('[DEF-11] a cancel that a kill interrupted is finished after the restart', async () => {
    const first = world.openProcess()
    const { id } = await world.begin(first, tenSeconds)
    server.moods.push('never_sent')
    void first.service.cancel(id)
    await settle()
    first.kill()
    server.moods.shift()
    const second = world.openProcess()
    await second.service.start()
    await time.advance(1000)
    expect(world.ends[0]?.deferral.state).toBe('cancelled')
    expect(server.requests.get('code-1')?.status).toBe('cancelled')
  })
})

describe('a vault that comes and goes', () => {
  // Dies if: a locked code is polled with nothing, ended, or overwritten.
  test('[DEF-17] a code whose keychain is away is kept until it is back', async () => {
    const first = world.openProcess()
    await world.begin(first, tenSeconds)
    first.kill()
    world.vaultKeyId = 'memory-of-second'
    const second = world.openProcess()
    await second.service.start()
    expect(second.service.list()).toHaveLength(1)
    await second.service.checkNow('deferral-1')
    second.service.suspend()
    second.service.resume()
    time.setWallClock(5000)
    await time.advance(120_000)
    expect(server.pollTimes).toEqual([])
    second.kill()
    world.vaultKeyId = 'keychain-test'
    server.decide('approved')
    const third = world.openProcess()
    await third.service.start()
    await time.advance(12_000)
    expect(world.ends.map(({ deferral }) => deferral.state)).toEqual(['succeeded'])
  })

  test('[DEF-17] a locked wait can be given up, and says that the request may stay open', async () => {
    const first = world.openProcess()
    const { id } = await world.begin(first, tenSeconds)
    first.kill()
    world.vaultKeyId = 'memory-of-second'
    const second = world.openProcess()
    await second.service.start()
    expect(await second.service.cancel(id)).toBe(false)
    expect(world.ends[0]?.deferral.state).toBe('abandoned')
  })

  // Dies if: a code sealed in the memory of a dead process is waited for, or its end is not told.
  test('[DEF-17] a code whose key ended with its process ends the wait', async () => {
    world.vaultKeyId = 'memory-of-first'
    const first = world.openProcess()
    await world.begin(first, tenSeconds)
    first.kill()
    world.vaultKeyId = 'memory-of-second'
    const second = world.openProcess()
    await second.service.start()
    await settle()
    expect(world.ends.map(({ deferral }) => deferral.state)).toEqual(['binding_lost'])
    expect(server.pollTimes).toEqual([])
  })
})

describe('beginning and stopping', () => {
  // Dies if: a request that could not be kept is left open at the server, or `begin` hides the failure.
  test('[DEF-01] a deferral that cannot be kept is withdrawn at the server', async () => {
    const process = world.openProcess()
    server.open('code-1', { keyId: 'key-1', ...tenSeconds })
    process.store.close()
    await expect(world.begin(process, tenSeconds)).rejects.toMatchObject({ code: 'store/failed' })
    await settle()
    expect(server.requests.get('code-1')?.status).toBe('cancelled')
    expect(process.service.list()).toEqual([])
  })

  test('[DEF-01] what belongs to the beginning is written with it or not at all', async () => {
    const process = world.openProcess()
    const begun = world.begin(process, tenSeconds, () => {
      throw new RangeError('stop')
    })
    await expect(begun).rejects.toThrow(RangeError)
    expect(process.store.deferrals.listAllFacts()).toEqual([])
  })

  test('[DEF-02] stop waits for a poll under way and begins none', async () => {
    const process = world.openProcess()
    await world.begin(process, tenSeconds)
    server.decide('approved')
    server.latencyMs = 1000
    await time.advance(10_600)
    const stopped = process.service.stop()
    await time.advance(1000)
    await stopped
    expect(world.ends[0]?.deferral.state).toBe('succeeded')
  })
})

describe('a store in trouble', () => {
  // Dies if: a poll is sent although "in flight" could not be written.
  test('[DEF-12] no poll without its durable mark; a received token is written when it can be', async () => {
    let broken = false
    world.remove()
    world = new World(time, server, {
      ports: {
        inSameTransaction: () => {
          if (broken) throw new Error('disk full')
        },
      },
    })
    const process = world.openProcess()
    await world.begin(process, tenSeconds)
    server.decide('approved')
    broken = true
    await time.advance(60_000)
    expect(world.ends).toEqual([])
    expect(await process.store.grants.listAll()).toEqual([])
    broken = false
    await time.advance(6000)
    expect(world.ends[0]?.deferral.state).toBe('succeeded')
    expect(server.pollTimes).toHaveLength(1)
  })

  test('[DEF-12] while the store does not write, nothing is sent', async () => {
    const process = world.openProcess()
    await world.begin(process, tenSeconds)
    process.store.close()
    await time.advance(120_000)
    expect(server.pollTimes).toEqual([])
  })
})
