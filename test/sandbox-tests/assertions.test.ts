// Tests of clients and people that come from elsewhere: identity assertions, services and offices of their own.
import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { importJWK, SignJWT, type JWK } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { decideDeferral } from '../sandbox/authorization-server/deferrals.ts'
import { jwtBearerGrant, tokenExchangeGrant } from '../sandbox/authorization-server/grant-types.ts'
import { startIdentityProvider, type IdentityProvider } from '../sandbox/identity-provider.ts'
import type { SandboxSettings } from '../sandbox/options.ts'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { resetWorld } from '../sandbox/world.ts'
import { signInByBrowser } from './browser.ts'
import { ScriptedClient, type Answer, type Form } from './client.ts'

let sandbox: Sandbox
let provider: IdentityProvider
let client: ScriptedClient
let idToken = ''
let visitor: ScriptedClient
let monotonicMs = 0

const redirect_uri = 'http://127.0.0.1:45559/cb'

beforeAll(async () => {
  sandbox = await startSandbox({ monotonicMs: () => monotonicMs })
  provider = await startIdentityProvider(sandbox.world)
  client = await new ScriptedClient(sandbox).start()
  const place = { issuer: provider.issuer, mcpUrl: '' }
  visitor = await new ScriptedClient(place).start([tokenExchangeGrant])
  idToken = await signInAtProvider()
})
afterAll(async () => {
  await provider.stop()
  await sandbox.stop()
})
beforeEach(() => resetWorld(sandbox.world))

const violations = (): string[] => sandbox.world.record.violations.map(({ code }) => code)
const set = (settings: Partial<SandboxSettings>): unknown =>
  Object.assign(sandbox.world.settings, settings)

async function signInAtProvider(): Promise<string> {
  const query = new URLSearchParams({
    client_id: visitor.clientId,
    response_type: 'code',
    redirect_uri,
    scope: 'openid',
    state: 'state-of-this-test',
    code_challenge: createHash('sha256').update(visitor.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const back = await signInByBrowser(`${provider.issuer}/auth?${query.toString()}`, {})
  const { body } = await visitor.post('/token', {
    grant_type: 'authorization_code',
    code: String(back.searchParams.get('code')),
    code_verifier: visitor.verifier,
    redirect_uri,
  })
  return String(body['id_token'])
}

async function assertion(audience = sandbox.issuer): Promise<Answer> {
  return visitor.post('/token', {
    grant_type: tokenExchangeGrant,
    requested_token_type: 'urn:ietf:params:oauth:token-type:id-jag',
    subject_token: idToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    audience,
  })
}

async function present(value: unknown, form: Form = {}): Promise<Answer> {
  const scope = 'accounts.read'
  const all = { assertion: String(value), scope, resource: sandbox.mcpUrl, ...form }
  return client.post('/token', { grant_type: jwtBearerGrant, ...all })
}

// Dies if: an assertion of anybody, or for anybody, is taken.
test('[SBX-25] takes an assertion of the identity provider, and none that is not for it', async () => {
  expect((await assertion('http://localhost:9')).body['error']).toBe('invalid_target')
  const made = await assertion()
  expect(made.body).toMatchObject({ token_type: 'N_A' })
  const taken = await present(made.body['access_token'])
  expect(taken.body).toMatchObject({ token_type: 'DPoP', scope: 'accounts.read' })
  expect(taken.body).not.toHaveProperty('issued_token_type')
  expect(taken.body).not.toHaveProperty('refresh_token')
  expect((await client.callTool(taken.body['access_token'], 'list_accounts', {})).status).toBe(200)
  expect((await present(idToken)).body['error']).toBe('invalid_grant')
  set({ assertionSeconds: -10 })
  const old = await assertion()
  expect((await present(old.body['access_token'])).body['error']).toBe('invalid_grant')
})

test('[SBX-25] asks for a word first, without a code: the same request comes again', async () => {
  set({ assertionAnswer: 'interaction' })
  const value = (await assertion()).body['access_token']
  const first = await present(value)
  expect(first.body).toMatchObject({ error: 'interaction_required', interval: 5 })
  expect(first.body).not.toHaveProperty('deferral_code')
  monotonicMs += 5000
  expect((await present(value)).body['error']).toBe('interaction_required')
  await client.send(String(first.body['interaction_uri']), { method: 'POST' })
  monotonicMs += 5000
  expect((await present(value)).body['error']).toBe('interaction_pending')
  decideDeferral(sandbox.world, undefined, true)
  monotonicMs += 5000
  expect((await present(value)).body).toHaveProperty('access_token')
  expect(violations()).toEqual([])
})

test('[SBX-25] records a request that came again early, or changed', async () => {
  set({ assertionAnswer: 'interaction' })
  const value = (await assertion()).body['access_token']
  await present(value)
  monotonicMs += 5000
  await present(value, { scope: 'payments.write' })
  const other = (await assertion()).body['access_token']
  await present(other)
  await present(other)
  expect(violations()).toEqual(['request_changed', 'early_poll'])
})

test('[SBX-25] defers an assertion under a code when that was asked for', async () => {
  set({ assertionAnswer: 'deferred' })
  const value = (await assertion()).body['access_token']
  expect((await present(value)).body['error']).toBe('access_denied')
  const deferred = await present(value, { completion_mode: 'deferred' })
  expect(deferred.body).toMatchObject({ error: 'authorization_pending', interval: 5 })
  decideDeferral(sandbox.world, undefined, true)
  monotonicMs += 5000
  const done = await client.poll(deferred.body['deferral_code'])
  expect(done.body).toMatchObject({ scope: 'accounts.read' })
  expect(violations()).toEqual([])
})

async function signAssertion(secret: string, jti: string): Promise<string> {
  const jwk = JSON.parse(secret) as JWK
  return new SignJWT({ jti })
    .setProtectedHeader({ alg: 'ES256', kid: String(jwk.kid) })
    .setIssuer('harbor-service')
    .setSubject('harbor-service')
    .setAudience(sandbox.issuer)
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(await importJWK(jwk, 'ES256'))
}

test('[SBX-26] lets a service in by its key, and its assertion counts once', async () => {
  const [service] = sandbox.world.clients
  const jti = randomUUID()
  const form = {
    grant_type: 'client_credentials',
    client_id: 'harbor-service',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await signAssertion(service?.secret ?? '', jti),
    scope: 'accounts.read',
    resource: sandbox.mcpUrl,
  }
  const done = await client.post('/token', form)
  expect(done.body).toMatchObject({ token_type: 'DPoP', scope: 'accounts.read' })
  expect((await client.callTool(done.body['access_token'], 'list_accounts', {})).status).toBe(200)
  expect((await client.post('/token', form)).body['error']).toBe('invalid_client')
  expect(violations()).toEqual([])
})

test('[SBX-26] lets an office in by its secret', async () => {
  const office = sandbox.world.clients[1]
  const url = `${sandbox.issuer}/token`
  const ask = async (secret: string): Promise<Answer> =>
    client.send(url, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`harbor-office:${secret}`).toString('base64')}`,
        dpop: await client.proof(url),
      },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: 'accounts.read',
        resource: sandbox.mcpUrl,
      }),
    })
  expect((await ask(office?.secret ?? '')).body).toMatchObject({ scope: 'accounts.read' })
  expect((await ask('wrong')).status).toBe(401)
})

test('[SBX-25] starts an identity provider beside the sandbox when it is asked for', async () => {
  const child = spawn(process.execPath, ['test/sandbox/start.ts', '--identity-provider'])
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { identityProvider } = JSON.parse(line) as { identityProvider: string }
  const metadata = await fetch(`${identityProvider}/.well-known/openid-configuration`)
  expect(await metadata.json()).toMatchObject({ issuer: identityProvider })
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
}, 20_000)
