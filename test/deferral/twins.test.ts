// When two requests are one wait, and when they are two.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeferralStart } from '../../main/deferral/start.ts'
import { Secret } from '../../shared/model/secret.ts'
import { World, type WaitingProcess } from './process.ts'
import { StrictServer } from './strict-server.ts'
import { settle, VirtualClock } from './virtual-clock.ts'

let time: VirtualClock
let server: StrictServer
let world: World
let process: WaitingProcess

beforeEach(() => {
  time = new VirtualClock()
  server = new StrictServer(time)
  world = new World(time, server)
  process = world.openProcess()
})
afterEach(() => {
  process.kill()
  world.remove()
  expect(server.breaches).toEqual([])
})

const lives = { intervalSeconds: 10, expiresInSeconds: 3600 }

function begin(code: string, changes: Partial<DeferralStart> = {}) {
  server.open(code, { keyId: 'key-1', ...lives })
  const waiting = { interactionRequired: false, interactionUri: null, serverWords: null }
  return process.service.begin({
    callId: 'call-1',
    connectionId: 'connection-1',
    issuer: 'http://localhost:4000',
    clientId: 'client-1',
    dpopKeyId: 'key-1',
    scope: 'a b',
    resource: 'http://localhost:4001/mcp',
    deferred: { ...waiting, ...lives, deferralCode: new Secret(code) },
    ...changes,
  })
}

// Dies if: two requests of one call lie before the same approver, or the second one is left open.
test('[DIAL-08] the same call asking for the same joins the wait; the new request is withdrawn', async () => {
  const first = await begin('code-1')
  const second = await begin('code-2', { scope: 'b a' })
  await settle()
  expect(second.id).toBe(first.id)
  expect(process.service.list()).toHaveLength(1)
  expect(server.requests.get('code-2')?.status).toBe('cancelled')
  expect(server.requests.get('code-1')?.status).toBe('pending')
  server.decide('approved')
  await time.advance(12_000)
  expect(world.ends.map(({ deferral }) => deferral.id)).toEqual([first.id])
})

// Dies if: a token that somebody approved for one call serves another, or a weaker or older proof, or one that is bound
// to a key that is gone, serves where a stronger, a fresher or a new one was asked for.
test.each<[string, Partial<DeferralStart>]>([
  ['another call', { callId: 'call-2' }],
  ['a sign-in', { callId: null }],
  ['another scope', { scope: 'a' }],
  ['other details', { authorizationDetailsJson: '[{"type":"payment"}]' }],
  ['another resource', { resource: 'http://localhost:4001/other' }],
  ['another issuer', { issuer: 'http://localhost:5000' }],
  ['a refresh', { renewsGrantId: 'grant-1' }],
  ['a stronger proof', { acrValues: 'phr' }],
  ['a fresher proof', { maxAgeSeconds: 60 }],
  ['another key', { dpopKeyId: 'key-2' }],
])('[DIAL-08] %s is a wait of its own', async (_name, changes) => {
  await begin('code-1')
  await begin('code-2', changes)
  await settle()
  expect(process.service.list()).toHaveLength(2)
  expect(server.requests.get('code-2')?.status).toBe('pending')
})

// Dies if: the request that is waited for is withdrawn because its own server recognised it.
test('[DIAL-08] a server that gives the same code again is not told to withdraw it', async () => {
  const first = await begin('code-1')
  expect((await begin('code-1')).id).toBe(first.id)
  await settle()
  expect(server.requests.get('code-1')?.status).toBe('pending')
})

test('[DIAL-08] what is being cancelled is joined by nobody, and neither is what has ended', async () => {
  server.offline = true
  const { id } = await begin('code-1')
  const cancelled = process.service.cancel(id)
  await settle()
  const again = await begin('code-2')
  expect(again.id).not.toBe(id)
  server.offline = false
  await time.advance(11_000)
  expect(await cancelled).toBe(true)
  expect((await begin('code-3')).id).toBe(again.id)
})

test('[DIAL-08] a wait taken up after a restart is joined as well', async () => {
  const { id } = await begin('code-1')
  process.kill()
  process = world.openProcess()
  await process.service.start()
  expect((await begin('code-2')).id).toBe(id)
})
