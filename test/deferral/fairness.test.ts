// Many waits beside each other: slow servers hold up nobody else, long polls are alone, and what is not wanted any more is quiet.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDeferralService } from '../../main/deferral/deferral-service.ts'
import type { DeferralService } from '../../main/deferral/deferral-service.ts'
import type { DeferralPorts } from '../../main/deferral/ports.ts'
import type { DpopKey } from '../../main/oauth/dpop.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildGrant } from '../store/nouns.ts'
import { Kept } from './kept.ts'
import { ModelWorld } from './model-world.ts'
import { refuse } from './strict-server.ts'
import { settle, VirtualClock } from './virtual-clock.ts'

let time: VirtualClock
let kept: Kept
let service: DeferralService
let asked: { readonly issuer: string; readonly atMs: number }[]
let latencyMs: (issuer: string) => number

beforeEach(() => {
  time = new VirtualClock()
  kept = new Kept()
  asked = []
  latencyMs = () => 0
  service = buildService({})
})
afterEach(stop)

/** Polls under way are waited for by the clock of the test. */
async function stop(): Promise<void> {
  const stopping = service.stop()
  await time.advance(3_000)
  await stopping
}

function buildService(changes: Partial<DeferralPorts>): DeferralService {
  const { clock } = time.openProcess()
  let nextId = 1
  return createDeferralService({
    clock,
    randomness: { unit: () => 0.5 },
    makeId: () => `deferral-${nextId++}`,
    log: () => undefined,
    store: kept.open(() => true),
    loadKey: (id) => Promise.resolve({ id } as DpopKey),
    poll: async ({ issuer }) => {
      asked.push({ issuer, atMs: time.trueMs })
      const waitMs = latencyMs(issuer)
      if (waitMs > 0) await new Promise<void>((resolve) => clock.after(waitMs, resolve))
      return refuse('authorization_pending')
    },
    revoke: () => Promise.resolve('told'),
    revokeTokens: () => Promise.resolve(),
    prepareGrant: () => Promise.resolve({ grant: buildGrant(), replaces: [] }),
    onEnd: () => undefined,
    ...changes,
  })
}

function begin(number: number, issuer: string, connectionId = 'connection-1') {
  const waiting = { interactionRequired: false, interactionUri: null, serverWords: null }
  const lives = { intervalSeconds: 10, expiresInSeconds: 86_400 }
  return service.begin({
    callId: `call-${String(number)}`,
    connectionId,
    issuer,
    clientId: 'client-1',
    dpopKeyId: 'key-1',
    scope: '',
    resource: 'http://localhost:4001/mcp',
    deferred: { ...waiting, ...lives, deferralCode: new Secret(`code-${String(number)}`) },
  })
}

// Dies if: all issuers stand in one line, or the places in all are taken by one.
test('[THREAT-093] ten thousand waits at a slow server do not hold up the one at another', async () => {
  latencyMs = (issuer) => (issuer === 'https://busy.example' ? 25_000 : 0)
  for (let number = 0; number < 10_000; number += 1) await begin(number, 'https://busy.example')
  await begin(10_000, 'https://other.example')
  await time.advance(120_000)
  const times = asked.filter(({ issuer }) => issuer === 'https://other.example')
  const gaps = times.map(({ atMs }, index) => atMs - (times[index - 1]?.atMs ?? 0))
  expect(times.length).toBeGreaterThanOrEqual(10)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(11_000)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10_000)
}, 60_000)

// Dies if: a long poll is given up before the server answers, or another goes out beside it.
test('[CASE-073] a poll that is answered after 28 s is the only one, and its answer counts', async () => {
  const world = new ModelWorld('ciba', () => 0)
  const process = world.openProcess()
  world.server.latencyMs = 28_000
  await world.begin(process, { intervalSeconds: 5, expiresInSeconds: 3600 })
  await time.advance(0)
  await world.time.advance(34_000)
  expect(world.server.pollTimes).toEqual([5000])
  await world.time.advance(10_000)
  expect(world.server.pollTimes).toEqual([5000, 38_000])
  world.server.decide('approved')
  await world.time.advance(70_000)
  expect(world.server.mostInFlight).toBe(1)
  expect(world.server.breaches).toEqual([])
  expect(world.ends.map(({ deferral }) => deferral.state)).toEqual(['succeeded'])
  process.kill()
})

// Dies if: a wait whose account is gone is asked for again, or its code outlives it.
test('[THREAT-095] waits of an account that is removed end: told or not, no poll follows and no code is kept', async () => {
  let reachable = true
  await stop()
  service = buildService({
    revoke: () => Promise.resolve(reachable ? 'told' : 'no_answer'),
  })
  for (let number = 0; number < 6; number += 1) await begin(number, 'https://id.example')
  await begin(6, 'https://id.example', 'connection-2')
  const own = service.list().filter(({ connectionId }) => connectionId === 'connection-1')
  const told = own.slice(0, 3).map(({ id }) => service.cancel(id))
  await settle()
  reachable = false
  const untold = own.slice(3).map(({ id }) => service.cancel(id))
  await time.advance(9_000)
  expect(await Promise.all(told)).toEqual([true, true, true])
  expect(await Promise.all(untold)).toEqual([false, false, false])
  await time.advance(100_000)
  expect(service.list().map(({ connectionId }) => connectionId)).toEqual(['connection-2'])
  expect(asked.length).toBeGreaterThan(5)
  expect([...kept.rows.values()].filter(({ sealed }) => sealed !== null)).toHaveLength(1)
  expect(new Set(kept.facts().map(({ state }) => state))).toEqual(
    new Set(['cancelled', 'abandoned', 'waiting']),
  )
})
