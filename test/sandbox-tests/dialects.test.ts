// Tests of the other dialects of waiting at the sandbox: CIBA, device, the form of the slides, direct, OpenID.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { decideDeferral } from '../sandbox/authorization-server/deferrals.ts'
import {
  cibaGrant,
  deviceGrant,
  openidDeferredGrant,
} from '../sandbox/authorization-server/grant-types.ts'
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

const violations = (): string[] => sandbox.world.record.violations.map(({ code }) => code)
const set = (settings: Partial<SandboxSettings>): unknown =>
  Object.assign(sandbox.world.settings, settings)

/** A token request some seconds after the last one. */
async function poll(grant_type: string, form: Form, seconds = 5): Promise<Answer> {
  monotonicMs += seconds * 1000
  return client.post('/token', { grant_type, ...form })
}

function ring(form: Form = {}): Promise<Answer> {
  return client.post('/backchannel', {
    scope: 'openid accounts.read',
    resource: sandbox.mcpUrl,
    login_hint: 'alex',
    binding_message: 'Blue heron 42',
    ...form,
  })
}

// Dies if: the desk's decision does not reach oidc-provider's own grant.
test('[SBX-20] asks on the other device, shows the message there, and polls', async () => {
  const rung = await ring()
  expect(rung.body).toMatchObject({ interval: 5 })
  const auth_req_id = String(rung.body['auth_req_id'])
  const state = await client.send(`${sandbox.deskUrl}state`, {})
  expect(state.body['pending']).toMatchObject([
    { kind: 'backchannel', arguments: { message: 'Blue heron 42' } },
  ])
  const opted = { auth_req_id, completion_mode: 'deferred' }
  expect((await poll(cibaGrant, opted)).body['error']).toBe('authorization_pending')
  expect(decideDeferral(sandbox.world, undefined, true)).toBe(true)
  const done = await poll(cibaGrant, { auth_req_id })
  expect(done.body).toMatchObject({ token_type: 'DPoP', scope: 'accounts.read' })
  expect((await client.callTool(done.body['access_token'], 'list_accounts', {})).status).toBe(200)
  expect(violations()).toEqual([])
  await poll(cibaGrant, { auth_req_id })
  expect(violations()).toEqual(['poll_after_terminal'])
})

test('[SBX-20] refuses on the other device, wants the user code, and knows its customer', async () => {
  const rung = await ring()
  decideDeferral(sandbox.world, undefined, false)
  const denied = await poll(cibaGrant, { auth_req_id: String(rung.body['auth_req_id']) })
  expect(denied.body['error']).toBe('access_denied')
  expect((await ring({ login_hint: 'nobody' })).body['error']).toBe('unknown_user_id')
  expect((await ring({ binding_message: '<b>' })).body['error']).toBe('invalid_binding_message')
  set({ requireUserCode: true })
  expect((await ring()).body['error']).toBe('missing_user_code')
  expect((await ring({ user_code: '1' })).body['error']).toBe('invalid_user_code')
  expect((await ring({ user_code: '4711' })).body).toHaveProperty('auth_req_id')
})

test('[SBX-20] fails an early poll of the other device', async () => {
  const auth_req_id = String((await ring()).body['auth_req_id'])
  expect((await poll(cibaGrant, { auth_req_id }, 4)).body['error']).toBe('invalid_request')
  expect(violations()).toEqual(['early_poll'])
})

async function askForCode(): Promise<Answer> {
  const scope = 'openid accounts.read'
  return client.post('/device/auth', { scope, resource: sandbox.mcpUrl })
}

test('[SBX-21] signs in by a code that is compared in a browser', async () => {
  const asked = await askForCode()
  const device_code = String(asked.body['device_code'])
  expect(asked.body).toMatchObject({ interval: 5 })
  expect((await poll(deviceGrant, { device_code })).body['error']).toBe('authorization_pending')
  expect(decideDeferral(sandbox.world, undefined, true)).toBe(false)
  await visitDevice(String(asked.body['verification_uri_complete']))
  const done = await poll(deviceGrant, { device_code })
  expect(done.body).toMatchObject({ token_type: 'DPoP', scope: 'accounts.read' })
  expect(violations()).toEqual([])
})

/** The last page has no form to press: that is where the sign-in ends. */
async function visitDevice(address: string): Promise<void> {
  const fields = { answer: 'allow', confirm: 'yes' }
  await expect(signInByBrowser(address, fields)).rejects.toThrow('no form in')
}

// Dies if: the device code goes on beside the deferral code that took its place.
test('[SBX-21] goes on under a deferral code when an allowed code has to be reviewed', async () => {
  set({ codeReview: 'fraud' })
  const asked = await askForCode()
  const opted = { device_code: String(asked.body['device_code']), completion_mode: 'deferred' }
  await visitDevice(String(asked.body['verification_uri_complete']))
  const deferred = await poll(deviceGrant, opted)
  expect(deferred.body).toMatchObject({ error: 'authorization_pending', interval: 5 })
  decideDeferral(sandbox.world, undefined, true)
  monotonicMs += 5000
  const done = await client.poll(deferred.body['deferral_code'])
  expect(done.body).toMatchObject({ token_type: 'DPoP', scope: 'accounts.read' })
  expect(violations()).toEqual([])
  await poll(deviceGrant, opted)
  expect(violations()).toEqual(['poll_after_terminal'])
})

test('[SBX-21] ends a code that was refused in the browser, and tells once', async () => {
  const asked = await askForCode()
  const device_code = String(asked.body['device_code'])
  const fields = { answer: 'refuse', confirm: 'yes' }
  const address = String(asked.body['verification_uri_complete'])
  await signInByBrowser(address, fields, 12).catch(() => undefined)
  expect((await poll(deviceGrant, { device_code })).body['error']).toBe('access_denied')
  await poll(deviceGrant, { device_code })
  expect(violations()).toEqual(['poll_after_terminal'])
})

const large = { recipient: 'Nordlicht', amount: 1200 }

async function deferPayment(): Promise<Answer> {
  const token = (await client.signIn()).body['access_token']
  const refused = await client.callTool(token, 'pay', large)
  const header = refused.headers.get('www-authenticate') ?? ''
  return client.exchange(token, /scope="([^"]+)"/u.exec(header)?.[1] ?? '')
}

test.each(['ciba', 'deferred'] as const)(
  '[SBX-22] spells the code as the slides do, polled with the grant %s',
  async (slidePollGrant) => {
    set({ handleName: 'auth_req_id', slidePollGrant })
    const deferred = await deferPayment()
    expect(deferred.body).not.toHaveProperty('deferral_code')
    const auth_req_id = String(deferred.body['auth_req_id'])
    const first = await poll(cibaGrant, { auth_req_id })
    const byCiba = slidePollGrant === 'ciba'
    expect(first.body['error']).toBe(byCiba ? 'authorization_pending' : 'unsupported_grant_type')
    decideDeferral(sandbox.world, undefined, true)
    const grant = byCiba ? cibaGrant : 'urn:ietf:params:oauth:grant-type:deferred'
    const done = await poll(grant, { auth_req_id }, byCiba ? 5 : 0)
    expect((await client.callTool(done.body['access_token'], 'pay', large)).status).toBe(200)
    expect(violations()).toEqual([])
  },
)

test('[SBX-22] takes a deferral code as the hint of whom to ask, and goes on there', async () => {
  const deferred = await deferPayment()
  const login_hint = String(deferred.body['deferral_code'])
  const auth_req_id = String((await ring({ login_hint })).body['auth_req_id'])
  expect((await poll(cibaGrant, { auth_req_id })).body['error']).toBe('authorization_pending')
  decideDeferral(sandbox.world, undefined, true)
  const done = await poll(cibaGrant, { auth_req_id })
  expect((await client.callTool(done.body['access_token'], 'pay', large)).status).toBe(200)
  expect(violations()).toEqual([])
  expect((await client.poll(login_hint)).body['error']).toBe('invalid_grant')
  expect(violations()).toEqual(['poll_after_terminal'])
})

const redirect_uri = 'http://127.0.0.1:45558/cb'

async function authorize(form: Form): Promise<URLSearchParams> {
  const query = new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri,
    scope: 'openid accounts.read',
    resource: sandbox.mcpUrl,
    state: 'state-of-this-test',
    code_challenge: createHash('sha256').update(client.verifier).digest('base64url'),
    code_challenge_method: 'S256',
    dpop_jkt: await client.thumbprint(),
    ...form,
  })
  const address = `${sandbox.issuer}/auth?${query.toString()}`
  return (await signInByBrowser(address, { answer: 'allow' })).searchParams
}

// Dies if: the verifier is not asked for at the first poll, or is taken at a later one.
test('[SBX-23] sends a deferral code straight back, proved by the first poll', async () => {
  set({ authorizationDeferral: 'direct' })
  const back = await authorize({ completion_mode: 'deferred' })
  expect(back.get('code')).toBeNull()
  expect(back.get('interval')).toBe('5')
  const code = back.get('deferral_code')
  monotonicMs += 5000
  const first = await client.poll(code, { code_verifier: client.verifier })
  expect(first.body['error']).toBe('authorization_pending')
  decideDeferral(sandbox.world, undefined, true)
  monotonicMs += 5000
  expect((await client.poll(code)).body).toMatchObject({ scope: 'accounts.read' })
  expect(violations()).toEqual([])
})

test('[SBX-23] fails a first poll without the verifier and a later one with it', async () => {
  set({ authorizationDeferral: 'direct' })
  const without = await authorize({ completion_mode: 'deferred', dpop_jkt: '' })
  monotonicMs += 5000
  expect((await client.poll(without.get('deferral_code'))).body['error']).toBe('invalid_grant')
  const twice = (await authorize({ completion_mode: 'deferred' })).get('deferral_code')
  for (const code_verifier of [client.verifier, client.verifier]) {
    monotonicMs += 5000
    await client.poll(twice, { code_verifier })
  }
  expect(violations()).toEqual([
    'missing_dpop_jkt',
    'missing_code_verifier',
    'verifier_on_later_poll',
  ])
})

test('[SBX-24] exchanges an OpenID deferred code once and polls with its id', async () => {
  set({ authorizationDeferral: 'openid' })
  const back = await authorize({ response_type: 'deferred_code' })
  expect(back.get('code')).toBeNull()
  const deferred_code = String(back.get('deferred_code'))
  const exchange = { deferred_code, code_verifier: client.verifier }
  const started = await poll(openidDeferredGrant, exchange)
  expect(started.status).toBe(200)
  const deferred_auth_id = String(started.body['deferred_auth_id'])
  const waiting = await poll(openidDeferredGrant, { deferred_auth_id })
  expect(waiting.body['error']).toBe('authorization_pending')
  decideDeferral(sandbox.world, undefined, true)
  const done = await poll(openidDeferredGrant, { deferred_auth_id })
  expect(done.body).toMatchObject({ token_type: 'DPoP', scope: 'accounts.read' })
  expect(violations()).toEqual([])
  expect((await poll(openidDeferredGrant, exchange)).body['error']).toBe('invalid_grant')
  expect(violations()).toEqual(['code_redeemed_twice'])
})
