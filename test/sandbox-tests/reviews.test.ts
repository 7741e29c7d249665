// Tests of reviews at the sandbox: a new customer, a look for fraud, and a refresh that wants a new sign-in.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { decideDeferral } from '../sandbox/authorization-server/deferrals.ts'
import type { SandboxSettings } from '../sandbox/options.ts'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { resetWorld } from '../sandbox/world.ts'
import { signInByBrowser } from './browser.ts'
import { ScriptedClient, type Answer, type Form } from './client.ts'

let sandbox: Sandbox
let client: ScriptedClient
let monotonicMs = 0

beforeAll(async () => {
  sandbox = await startSandbox({ monotonicMs: () => monotonicMs })
  client = await new ScriptedClient(sandbox).start()
})
afterAll(() => sandbox.stop())
beforeEach(() => resetWorld(sandbox.world))

const redirect_uri = 'http://127.0.0.1:45557/cb'
const deferredMode = { completion_mode: 'deferred' }
const violations = (): string[] => sandbox.world.record.violations.map(({ code }) => code)
const set = (settings: Partial<SandboxSettings>): unknown =>
  Object.assign(sandbox.world.settings, settings)

/** Signs in by the browser and redeems the code. */
async function signIn(form: Form, hint: Form = {}): Promise<Answer> {
  const pushed = await client.post('/request', {
    response_type: 'code',
    redirect_uri,
    scope: 'openid offline_access accounts.read payments.write',
    prompt: 'consent',
    resource: sandbox.mcpUrl,
    state: 'state-of-this-test',
    code_challenge: createHash('sha256').update(client.verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...hint,
  })
  const query = new URLSearchParams({
    client_id: client.clientId,
    request_uri: String(pushed.body['request_uri']),
  })
  const address = `${sandbox.issuer}/auth?${query.toString()}`
  const back = await signInByBrowser(address, { answer: 'allow' })
  return client.redeem(back.searchParams.get('code'), { redirect_uri, ...form })
}

async function poll(deferred: Answer, seconds = 5): Promise<Answer> {
  monotonicMs += seconds * 1000
  return client.poll(deferred.body['deferral_code'])
}

// Dies if: the released answer is not the one of the code that was deferred.
test('[SBX-17] defers the sign-in of a new customer until the documents were looked at', async () => {
  set({ codeReview: 'new_customer' })
  const deferred = await signIn(deferredMode, deferredMode)
  expect(deferred.body).toMatchObject({ error: 'interaction_required', interval: 5 })
  const lesser = await signIn({})
  expect(lesser.body).toMatchObject({ token_type: 'DPoP', scope: 'accounts.read' })
  const page = String(deferred.body['interaction_uri'])
  expect((await client.send(page, {})).body['text']).toContain('identity card')
  expect((await poll(deferred)).body['error']).toBe('interaction_required')
  expect(decideDeferral(sandbox.world, undefined, true)).toBe(false)
  await client.send(page, { method: 'POST' })
  expect((await poll(deferred)).body['error']).toBe('authorization_pending')
  expect(decideDeferral(sandbox.world, undefined, true)).toBe(true)
  const full = await poll(deferred)
  expect(full.body).toMatchObject({ token_type: 'DPoP', scope: 'accounts.read payments.write' })
  expect(full.body).toHaveProperty('refresh_token')
  expect(full.body).toHaveProperty('id_token')
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
  expect((await client.mcp(full.body['access_token'], list)).status).toBe(200)
  expect((await signIn(deferredMode)).body).toHaveProperty('access_token')
  expect(violations()).toEqual([])
})

test('[SBX-17] defers a code of an authorization challenge as well', async () => {
  set({ codeReview: 'new_customer' })
  const done = await client.proveByTotp(await client.challenge(deferredMode))
  const deferred = await client.redeem(done.body['authorization_code'], deferredMode)
  expect(deferred.body['error']).toBe('interaction_required')
  const again = { auth_session: String(done.body['auth_session']) }
  const lesser = await client.challenge(again)
  expect((await client.redeem(lesser.body['authorization_code'])).body).toMatchObject({
    scope: 'accounts.read',
  })
  await client.send(String(deferred.body['interaction_uri']), { method: 'POST' })
  decideDeferral(sandbox.world, undefined, true)
  expect((await poll(deferred)).body['scope']).toContain('payments.write')
  expect(violations()).toEqual([])
})

test('[SBX-17] releases or denies a sign-in that is looked at for fraud', async () => {
  set({ codeReview: 'fraud' })
  const denied = await signIn(deferredMode)
  expect(denied.body).toMatchObject({ error: 'authorization_pending' })
  expect(denied.body).not.toHaveProperty('interaction_uri')
  decideDeferral(sandbox.world, undefined, false)
  expect((await poll(denied)).body['error']).toBe('access_denied')
  expect((await signIn({})).body['error']).toBe('access_denied')
  const released = await signIn(deferredMode)
  decideDeferral(sandbox.world, undefined, true)
  expect((await poll(released)).body).toHaveProperty('access_token')
  monotonicMs += 5000
  expect((await client.poll(released.body['deferral_code'])).body['error']).toBe('invalid_grant')
  expect(violations()).toEqual(['poll_after_terminal'])
})

// Dies if: a deferred code can be redeemed a second time, or by another key or verifier.
test('[SBX-17] lets nobody else have a deferred sign-in', async () => {
  set({ codeReview: 'fraud' })
  const wrong = await signIn({ ...deferredMode, code_verifier: 'a'.repeat(43) })
  expect(wrong.body['error']).toBe('invalid_grant')
  const deferred = await signIn(deferredMode)
  decideDeferral(sandbox.world, undefined, true)
  const thief = await new ScriptedClient(sandbox).start()
  monotonicMs += 5000
  const stolen = await thief.poll(deferred.body['deferral_code'])
  expect(stolen.body['error']).toBe('invalid_dpop_proof')
  const waiting = [...sandbox.world.deferrals.values()].at(-1)
  const code = waiting?.release?.['code']
  expect((await client.redeem(code, { redirect_uri })).body['error']).toBe('invalid_grant')
  expect(violations()).toEqual(['other_key', 'code_redeemed_twice'])
})

test('[SBX-18] defers a refresh, keeps the old refresh token alive and extends the grant', async () => {
  set({ refreshReview: 'reauthentication', authorizationSeconds: 600 })
  const first = await signIn({})
  expect(first.body).toMatchObject({ authorization_expires_in: 600 })
  const refresh = (value: unknown, form: Form = {}): Promise<Answer> =>
    client.post('/token', { grant_type: 'refresh_token', refresh_token: String(value), ...form })
  const deferred = await refresh(first.body['refresh_token'], deferredMode)
  expect(deferred.body['error']).toBe('interaction_required')
  expect(decideDeferral(sandbox.world, undefined, true)).toBe(false)
  const meanwhile = await refresh(first.body['refresh_token'])
  expect(meanwhile.body).toHaveProperty('access_token')
  const page = String(deferred.body['interaction_uri'])
  const post = (otp: string): Promise<Answer> =>
    client.send(page, { method: 'POST', body: new URLSearchParams({ otp }) })
  expect((await post('000000')).body['text']).toContain('sign in again')
  expect((await poll(deferred)).body['error']).toBe('interaction_required')
  expect((await post(sandbox.world.totp.generate())).body['text']).toContain('signed in again')
  const done = await poll(deferred)
  expect(done.body).toMatchObject({ authorization_expires_in: 600 })
  expect(done.body['refresh_token']).not.toBe(meanwhile.body['refresh_token'])
  const grants = new Set(sandbox.world.newestRefreshTokens.keys())
  expect(sandbox.world.newestRefreshTokens.get([...grants].at(-1) ?? '')).toBe(
    done.body['refresh_token'],
  )
  expect((await refresh(done.body['refresh_token'], deferredMode)).body).toHaveProperty(
    'access_token',
  )
  expect(violations()).toEqual([])
})

test('[SBX-18] refuses a refresh after the authorization has ended', async () => {
  set({ authorizationSeconds: 600 })
  const { body } = await signIn({})
  for (const grantId of sandbox.world.grantEnds.keys()) sandbox.world.grantEnds.set(grantId, 0)
  const form = { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) }
  expect((await client.post('/token', form)).body['error']).toBe('invalid_grant')
})

test.each([
  [{ client_notification_token: 'x'.repeat(32) }, 'notification_token'],
  [{ completion_mode: 'deferred deferred' }, 'completion_mode_repeated'],
])('[SBX-19] records %j', async (form, code) => {
  await client.post('/token', { grant_type: 'refresh_token', refresh_token: 'unknown', ...form })
  expect(violations()).toEqual([code])
})

// Dies if: the hint of an authorization request is forgotten until its code is redeemed.
test('[SBX-19] records an opt-in of the authorization request that is not repeated', async () => {
  expect((await signIn({}, deferredMode)).body['error']).toBe('invalid_request')
  expect(violations()).toEqual(['deferred_not_repeated'])
})
