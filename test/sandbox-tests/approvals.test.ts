// Tests of who decides at the sandbox: boards, delegates, and a ticket system with a clock of its own.
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

const huge = { recipient: 'Nordlicht', amount: 30_000, currency: 'EUR' }
const violations = (): string[] => sandbox.world.record.violations.map(({ code }) => code)

async function defer(tool: string, input: Record<string, unknown>): Promise<Answer> {
  const refused = await client.callTool(token, tool, input)
  const header = refused.headers.get('www-authenticate') ?? ''
  const scope = /scope="([^"]+)"/u.exec(header)?.[1] ?? ''
  return client.exchange(token, scope)
}

async function poll(deferred: Answer, seconds = 5): Promise<Answer['body']> {
  monotonicMs += seconds * 1000
  return (await client.poll(deferred.body['deferral_code'])).body
}

async function control(path: string, body: unknown): Promise<number> {
  const init = { method: 'POST', body: JSON.stringify(body) }
  return (await client.send(sandbox.controlUrl + path, init)).status
}

// Dies if: one approval is enough, or one person may approve twice.
test('[SBX-14] releases a payment when two of three have agreed', async () => {
  const deferred = await defer('pay', huge)
  expect(deferred.body['error_description']).toContain('0 of 2')
  expect(await control('/approve', { by: 'Jonas Weber' })).toBe(200)
  expect(await control('/approve', { by: 'Jonas Weber' })).toBe(409)
  expect(await control('/approve', { by: 'Somebody Else' })).toBe(409)
  const waiting = await poll(deferred)
  expect(waiting).toMatchObject({ error: 'authorization_pending' })
  expect(waiting['error_description']).toContain('1 of 2')
  expect(await control('/approve', {})).toBe(200)
  const done = await poll(deferred)
  expect((await client.callTool(done['access_token'], 'pay', huge)).status).toBe(200)
  expect(violations()).toEqual([])
})

test('[SBX-14] denies when one of three denies, also after an approval', async () => {
  const deferred = await defer('pay', huge)
  expect(decideDeferral(sandbox.world, undefined, true, 'Mara Lindqvist')).toBe(true)
  expect(decideDeferral(sandbox.world, undefined, false, 'Inés Duarte')).toBe(true)
  expect(decideDeferral(sandbox.world, undefined, true, 'Jonas Weber')).toBe(false)
  expect((await poll(deferred))['error']).toBe('access_denied')
})

// Dies if: somebody on leave can still decide, or the client is told the name of the delegate.
test('[SBX-15] lets a delegate answer for the owner of a document', async () => {
  expect(await control('/leave', { name: 'Ingrid Solheim (owner)', away: true })).toBe(200)
  const deferred = await defer('share_document', { document: 'Office lease', with: 'Auditor' })
  const state = await client.send(`${sandbox.deskUrl}state`, {})
  expect(state.body['pending']).toMatchObject([
    { approver: 'Ingrid Solheim (owner)', answerers: ['Noor Haddad'] },
  ])
  expect(decideDeferral(sandbox.world, undefined, true, 'Ingrid Solheim (owner)')).toBe(false)
  const waiting = await poll(deferred)
  expect(decideDeferral(sandbox.world, undefined, true, 'Noor Haddad')).toBe(true)
  const done = await poll(deferred)
  expect(done).toHaveProperty('access_token')
  expect(JSON.stringify([deferred.body, waiting, done])).not.toContain('Noor')
})

test('[SBX-15] counts a seat once, whoever fills it', () => {
  const { world } = sandbox
  return defer('pay', huge).then(() => {
    expect(decideDeferral(world, undefined, true, 'Mara Lindqvist')).toBe(true)
    world.onLeave.add('Mara Lindqvist')
    expect(decideDeferral(world, undefined, true, 'Noor Haddad')).toBe(false)
    const [deferral] = world.deferrals.values()
    expect(deferral?.status).toBe('pending')
  })
})

// Dies if: the ticket follows the clients' polls rather than its own clock.
test('[SBX-16] follows a ticket that goes its own way', async () => {
  const deferred = await defer('share_document', { document: 'Tax file 2024', with: 'Auditor' })
  expect(deferred.body).toMatchObject({ error: 'authorization_pending' })
  const page = await client.send(String(deferred.body['interaction_uri']), {})
  expect(page.body['text']).toContain('was opened')
  expect(await control('/approve', {})).toBe(409)
  await control('/tickets', { seconds: 30 })
  expect((await poll(deferred))['error']).toBe('slow_down')
  expect((await poll(deferred, 10))['error']).toBe('authorization_pending')
  await control('/tickets', { seconds: 30 })
  expect((await poll(deferred, 10))['error_description']).toContain('being worked on')
  await control('/tickets', { seconds: 600 })
  expect(await poll(deferred, 10)).toHaveProperty('access_token')
  expect(violations()).toEqual([])
})

test('[SBX-16] ends a wait whose ticket is rejected', async () => {
  await control('/settings', { ticketEnds: 'rejected' })
  const deferred = await defer('share_document', { document: 'Tax file 2024', with: 'Auditor' })
  await control('/tickets', { seconds: 3600 })
  expect((await poll(deferred))['error']).toBe('access_denied')
})

// Dies if: the desk takes changes from another site's page, or changes that it does not show.
test('[SBX-12] lets the desk say who is on leave and what waits, only from its own page', async () => {
  const change = (body: unknown, origin = new URL(sandbox.deskUrl).origin): Promise<Answer> =>
    client.send(`${sandbox.deskUrl}change`, {
      method: 'POST',
      headers: { origin },
      body: JSON.stringify(body),
    })
  const away = { name: 'Ingrid Solheim (owner)', away: true }
  expect((await change(away, 'http://evil.example')).status).toBe(403)
  expect((await change({ accessTokenSeconds: 1 })).status).toBe(400)
  expect((await change(away)).status).toBe(200)
  expect((await change({ codeReview: 'fraud' })).status).toBe(200)
  expect((await change({ ticketSeconds: 600 })).status).toBe(200)
  const state = await client.send(`${sandbox.deskUrl}state`, {})
  expect(state.body['changes']).toMatchObject({ codeReview: 'fraud' })
  expect(JSON.stringify(state.body['changes'])).toContain('"delegate":"Noor Haddad","away":true')
  expect(sandbox.world.ticketClockAheadMs).toBe(600_000)
})
