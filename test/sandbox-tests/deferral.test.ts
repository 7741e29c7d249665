// Tests of waiting for somebody else at the sandbox: deferrals, strict polling, cancelling.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { decideDeferral } from '../sandbox/authorization-server/deferrals.ts'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { resetWorld } from '../sandbox/world.ts'
import { ScriptedClient, type Answer } from './client.ts'

let sandbox: Sandbox
let client: ScriptedClient
let token: unknown
let monotonicMs = 0

beforeAll(async () => {
  sandbox = await startSandbox({ monotonicMs: () => monotonicMs })
  client = await new ScriptedClient(sandbox).start()
  token = (await client.signIn()).body['access_token']
})
afterAll(() => sandbox.stop())
beforeEach(() => resetWorld(sandbox.world))

const pay = { recipient: 'Nordlicht', amount: 1200, currency: 'EUR', reference: 'invoice 2031' }
const violations = (): string[] => sandbox.world.record.violations.map(({ code }) => code)

async function scopeOf(tool: string, input: Record<string, unknown>): Promise<string> {
  const refused = await client.callTool(token, tool, input)
  expect(refused.status).toBe(403)
  return /scope="([^"]+)"/u.exec(refused.headers.get('www-authenticate') ?? '')?.[1] ?? ''
}

async function defer(): Promise<Answer> {
  return client.exchange(token, `accounts.read ${await scopeOf('pay', pay)}`)
}

// Dies if: an intent can be spent twice or with other arguments.
test('[SBX-03] defers a large payment and runs it once when it is approved', async () => {
  const deferred = await defer()
  expect(deferred.body).toMatchObject({ error: 'authorization_pending', interval: 5 })
  monotonicMs += 5000
  const waiting = await client.poll(deferred.body['deferral_code'])
  expect(waiting.body['error']).toBe('authorization_pending')
  decideDeferral(sandbox.world, undefined, true)
  monotonicMs += 5000
  const done = await client.poll(deferred.body['deferral_code'])
  const elevated = done.body['access_token']
  const other = await client.callTool(elevated, 'pay', { ...pay, amount: 1201 })
  expect(other.status).toBe(403)
  expect((await client.callTool(elevated, 'pay', pay)).status).toBe(200)
  expect((await client.callTool(elevated, 'pay', pay)).status).toBe(403)
  expect(sandbox.world.effects).toMatchObject([{ arguments: pay }])
  expect(violations()).toEqual([])
})

test('[SBX-03] tells a denial once and fails a poll after it', async () => {
  const { body } = await defer()
  decideDeferral(sandbox.world, undefined, false)
  monotonicMs += 5000
  expect((await client.poll(body['deferral_code'])).body['error']).toBe('access_denied')
  monotonicMs += 5000
  expect((await client.poll(body['deferral_code'])).body['error']).toBe('invalid_grant')
  expect(violations()).toEqual(['poll_after_terminal'])
})

// Dies if: the interval is not enforced, or is measured from the start of the last exchange.
test('[SBX-04] records an early poll and ends the deferral', async () => {
  const { body } = await defer()
  monotonicMs += 4900
  expect((await client.poll(body['deferral_code'])).body['error']).toBe('invalid_request')
  expect(violations()).toEqual(['early_poll'])
  expect(sandbox.world.record.polls).toMatchObject([{ early: true, sinceLastMs: 4900 }])
})

test('[SBX-04] keeps a grown interval after slow_down', async () => {
  const { body } = await defer()
  sandbox.world.misbehaviours.push({
    endpoint: 'poll',
    kind: 'error',
    times: 1,
    error: 'slow_down',
  })
  monotonicMs += 5000
  expect((await client.poll(body['deferral_code'])).body['error']).toBe('slow_down')
  monotonicMs += 5000
  await client.poll(body['deferral_code'])
  expect(violations()).toEqual(['early_poll'])
})

test.each([
  ['completion_mode', 'completion_mode_on_poll'],
  ['scope', 'extra_poll_parameter'],
])('[SBX-04] records %s on a poll', async (name, code) => {
  const { body } = await defer()
  monotonicMs += 5000
  await client.poll(body['deferral_code'], { [name]: 'deferred' })
  expect(violations()).toEqual([code])
})

test('[SBX-04] records two polls in flight', async () => {
  const { body } = await defer()
  sandbox.world.misbehaviours.push({ endpoint: 'poll', kind: 'delay', times: 1, ms: 50 })
  monotonicMs += 5000
  await Promise.all([client.poll(body['deferral_code']), client.poll(body['deferral_code'])])
  expect(violations()).toEqual(['two_polls_in_flight'])
})

test('[SBX-05] cancels by revocation', async () => {
  const { body } = await defer()
  const token_type_hint = 'urn:ietf:params:oauth:token-type:deferral-code'
  const form = { token: String(body['deferral_code']), token_type_hint }
  expect((await client.post('/token/revocation', form)).status).toBe(200)
  expect(decideDeferral(sandbox.world, undefined, true)).toBe(false)
  monotonicMs += 5000
  expect((await client.poll(body['deferral_code'])).body['error']).toBe('access_denied')
  expect(violations()).toEqual([])
})

// Dies if: a deferral is not bound to the key that asked for it.
test('[SBX-06] refuses to defer without a proof or with another key', async () => {
  const { body } = await defer()
  const thief = await new ScriptedClient(sandbox).start()
  monotonicMs += 5000
  expect((await thief.poll(body['deferral_code'])).body['error']).toBe('invalid_dpop_proof')
  const form = { grant_type: 'x', completion_mode: 'deferred' }
  expect((await client.post('/token', form, null)).status).toBe(400)
  expect(violations()).toEqual(['other_key', 'deferral_without_proof'])
})

test('[SBX-03] sends a document to its owner, after the customer confirmed where asked', async () => {
  const scope = await scopeOf('share_document', { document: 'Board minutes', with: 'Auditor' })
  const deferred = await client.exchange(token, scope)
  expect(deferred.body).toMatchObject({ error: 'interaction_required' })
  const page = String(deferred.body['interaction_uri'])
  expect((await client.send(page, {})).status).toBe(200)
  monotonicMs += 5000
  const blocked = await client.poll(deferred.body['deferral_code'])
  expect(blocked.body['error']).toBe('interaction_required')
  expect(decideDeferral(sandbox.world, undefined, true)).toBe(false)
  await client.send(page, { method: 'POST' })
  monotonicMs += 5000
  const waiting = await client.poll(deferred.body['deferral_code'])
  expect(waiting.body['error']).toBe('authorization_pending')
  const lease = await scopeOf('share_document', { document: 'Office lease', with: 'Auditor' })
  expect((await client.exchange(token, lease)).body['error_description']).toContain('Ingrid')
})

test('[SBX-08] can lose the answer that carries the token', async () => {
  const { body } = await defer()
  decideDeferral(sandbox.world, undefined, true)
  sandbox.world.misbehaviours.push({ endpoint: 'poll', kind: 'lost-answer', times: 1 })
  monotonicMs += 5000
  await expect(client.poll(body['deferral_code'])).rejects.toThrow()
  await sleep(20)
  monotonicMs += 5000
  expect((await client.poll(body['deferral_code'])).body['error']).toBe('invalid_grant')
  expect(violations()).toEqual([])
})

test('[SBX-03] expires a deferral that nobody decided', async () => {
  const { body } = await defer()
  for (const deferral of sandbox.world.deferrals.values()) deferral.expiresAt = Date.now()
  monotonicMs += 5000
  expect((await client.poll(body['deferral_code'])).body['error']).toBe('expired_token')
})

test('[SBX-03] shows one request when the same intent is asked for again', async () => {
  const scope = await scopeOf('pay', pay)
  await client.exchange(token, scope)
  await client.exchange(token, scope)
  const statuses = [...sandbox.world.deferrals.values()].map(({ status }) => status)
  expect(statuses).toEqual(['cancelled', 'pending'])
})
