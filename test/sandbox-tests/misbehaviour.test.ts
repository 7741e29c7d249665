// Tests of the sandbox's switches, control API, desk, process and browser sign-in.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { misbehaviourSchema, type Misbehaviour } from '../sandbox/misbehaviour.ts'
import { resetWorld } from '../sandbox/world.ts'
import { signInByBrowser } from './browser.ts'
import { ScriptedClient, type Answer } from './client.ts'

let sandbox: Sandbox
let client: ScriptedClient
let token: unknown

beforeAll(async () => {
  sandbox = await startSandbox()
  client = await new ScriptedClient(sandbox).start()
  token = (await client.signIn()).body['access_token']
})
afterAll(() => sandbox.stop())
beforeEach(() => resetWorld(sandbox.world))

const control = (path: string, body?: unknown): Promise<Answer> =>
  client.send(
    sandbox.controlUrl + path,
    body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
  )

async function misbehave(one: Partial<Misbehaviour>): Promise<void> {
  expect((await control('/misbehave', one)).status).toBe(200)
}

const refresh = (): Promise<Answer> =>
  client.post('/token', { grant_type: 'refresh_token', refresh_token: 'unknown' })

test.each([
  [{ kind: 'status', status: 503, retryAfter: '7' }, 503],
  [{ kind: 'redirect', location: 'http://localhost:9/' }, 307],
  [{ kind: 'token-and-error' }, 200],
  [{ kind: 'wrong-json' }, 200],
] as const)('[SBX-08] answers wrongly once: %j', async (one, status) => {
  await misbehave({ endpoint: 'refresh', ...one })
  const url = `${sandbox.issuer}/token`
  const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: client.clientId })
  const response = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  expect(response.status).toBe(status)
  await response.text()
  expect((await refresh()).body['error']).toBe('invalid_grant')
})

test('[SBX-08] hangs up, demands a nonce, and goes on', async () => {
  await misbehave({ endpoint: 'token', kind: 'hang-up' })
  await expect(refresh()).rejects.toThrow()
  await misbehave({ endpoint: 'token', kind: 'nonce' })
  const demanded = await refresh()
  expect(demanded.body['error']).toBe('use_dpop_nonce')
  const nonce = demanded.headers.get('dpop-nonce') ?? ''
  const proof = await client.proof(`${sandbox.issuer}/token`, undefined, { nonce })
  const form = { grant_type: 'refresh_token', refresh_token: 'unknown' }
  expect((await client.post('/token', form, proof)).body['error']).toBe('invalid_grant')
})

test('[SBX-08] sends the wrong issuer and odd deferral values', async () => {
  await misbehave({ endpoint: 'metadata', kind: 'wrong-issuer', issuer: 'http://other.example' })
  const metadata = `${sandbox.issuer}/.well-known/oauth-authorization-server`
  expect((await client.send(metadata, {})).body['issuer']).toBe('http://other.example')
  expect((await client.send(metadata, {})).body['issuer']).toBe(sandbox.issuer)
  const pay = { recipient: 'Nordlicht', amount: 5000 }
  const refused = await client.callTool(token, 'pay', pay)
  const scope = /scope="([^"]+)"/u.exec(refused.headers.get('www-authenticate') ?? '')?.[1] ?? ''
  await misbehave({
    endpoint: 'exchange',
    kind: 'deferral-values',
    interval: 'soon',
    expires_in: null,
  })
  const odd = await client.exchange(token, scope)
  expect(odd.body).toMatchObject({ interval: 'soon', error: 'authorization_pending' })
  expect(odd.body).not.toHaveProperty('expires_in')
})

test('[SBX-08] runs a payment whose answer is lost, once', async () => {
  await misbehave({ endpoint: 'mcp', kind: 'lost-answer', tool: 'pay' })
  await client.callTool(token, 'list_accounts', {})
  await expect(client.callTool(token, 'pay', { recipient: 'N', amount: 5 })).rejects.toThrow()
  const state = await control('/state')
  expect(state.body['counts']).toEqual({
    'list_accounts {}': 1,
    'pay {"amount":5,"recipient":"N"}': 1,
  })
})

test('[SBX-08] goes down and comes back on the same port', async () => {
  await control('/reach', { mode: 'refused' })
  await expect(refresh()).rejects.toThrow()
  await control('/reach', { mode: 'unavailable' })
  expect((await refresh()).status).toBe(503)
  await control('/reach', { mode: 'up' })
  expect((await refresh()).status).toBe(400)
})

test('[SBX-08] refuses a switch that it does not know', async () => {
  expect(misbehaviourSchema.safeParse({ endpoint: 'token', kind: 'explode' }).success).toBe(false)
  expect((await control('/misbehave', { endpoint: 'token', kind: 'explode' })).status).toBe(400)
  expect((await control('/approve', {})).status).toBe(409)
})

test('[SBX-11] lists every secret and hashes every credential it was shown', async () => {
  await client.callTool(token, 'list_accounts', {})
  const response = await fetch(`${sandbox.controlUrl}/secrets`)
  const secrets = (await response.json()) as { kind: string; value: string }[]
  const kinds = new Set(secrets.map(({ kind }) => kind))
  for (const kind of [
    'access_token',
    'id_token',
    'refresh_token',
    'auth_session',
    'authorization_code',
    'otp',
  ]) {
    expect(kinds).toContain(kind)
  }
  expect(secrets.some(({ value }) => value === token)).toBe(true)
  const credentialSha256 = createHash('sha256').update(String(token)).digest('hex')
  const state = await control('/state')
  expect(state.body['requests']).toContainEqual(
    expect.objectContaining({ server: 'bank', scheme: 'DPoP', credentialSha256 }),
  )
  expect(state.body['tokens']).toContainEqual(
    expect.objectContaining({ sha256: credentialSha256, audience: sandbox.mcpUrl }),
  )
  expect(JSON.stringify(state.body)).not.toContain(String(token))
})

// Dies if: the desk does not compare the Origin header.
test('[SBX-12] shows a request at the desk and decides it only from its own page', async () => {
  const refused = await client.callTool(token, 'pay', { recipient: 'Nordlicht', amount: 1200 })
  const scope = /scope="([^"]+)"/u.exec(refused.headers.get('www-authenticate') ?? '')?.[1] ?? ''
  await client.exchange(token, scope)
  expect((await client.send(sandbox.deskUrl, {})).body['text']).toContain('the desk')
  const state = await client.send(`${sandbox.deskUrl}state`, {})
  const [pending] = state.body['pending'] as [{ id: string }]
  expect(pending).toMatchObject({ askedBy: 'Scripted client', arguments: { amount: 1200 } })
  const decide = (origin: string): Promise<Answer> =>
    client.send(`${sandbox.deskUrl}decide`, {
      method: 'POST',
      headers: { origin },
      body: JSON.stringify({ id: pending.id, approve: true }),
    })
  expect((await decide('http://evil.example')).status).toBe(403)
  expect((await decide(new URL(sandbox.deskUrl).origin)).status).toBe(200)
})

const redirect_uri = 'http://127.0.0.1:45555/cb'

async function codeByBrowser(extra: Record<string, string>, answers: object): Promise<URL> {
  const pushed = await client.post('/request', {
    response_type: 'code',
    redirect_uri,
    scope: 'openid accounts.read',
    resource: sandbox.mcpUrl,
    state: 'state-of-this-test',
    code_challenge: createHash('sha256').update(client.verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...extra,
  })
  expect(pushed.status).toBe(201)
  const request_uri = String(pushed.body['request_uri'])
  const query = new URLSearchParams({ client_id: client.clientId, request_uri })
  const fields = { answer: 'allow', ...answers }
  return signInByBrowser(`${sandbox.issuer}/auth?${query.toString()}`, fields)
}

test('[SBX-13] gives a browser a code through the page with the Allow button', async () => {
  const back = await codeByBrowser({}, {})
  expect(back.searchParams.get('state')).toBe('state-of-this-test')
  expect(back.searchParams.get('iss')).toBe(sandbox.issuer)
  const answer = await client.redeem(back.searchParams.get('code'), { redirect_uri })
  expect(answer.body).toMatchObject({ token_type: 'DPoP', scope: 'accounts.read' })
})

test('[SBX-13] asks a browser for a code when a proof is wanted, and says so in the ID token', async () => {
  const acr_values = 'urn:harbor:acr:totp'
  await expect(codeByBrowser({ acr_values }, { otp: 'wrong' })).rejects.toThrow('come back')
  const back = await codeByBrowser({ acr_values }, { otp: sandbox.world.totp.generate() })
  const answer = await client.redeem(back.searchParams.get('code'), { redirect_uri })
  expect(decodeJwt(String(answer.body['id_token']))).toMatchObject({ acr: acr_values })
  const refusal = await codeByBrowser({}, { answer: 'refuse' })
  expect(refusal.searchParams.get('error')).toBe('access_denied')
})

test('[SBX-09] runs as a process of its own, and is silent while all is well', async () => {
  const child = spawn(process.execPath, ['test/sandbox/start.ts', '--interval', '1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaints = ''
  child.stderr.on('data', (bytes: Buffer) => {
    complaints += bytes.toString('utf8')
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const urls = JSON.parse(line) as Record<string, string>
  const metadata = `${urls['issuer'] ?? ''}/.well-known/oauth-authorization-server`
  expect((await client.send(metadata, {})).body['issuer']).toBe(urls['issuer'])
  // oidc-provider notes on the first body that our routes had read before it.
  const registration = { method: 'POST', headers: { 'content-type': 'application/json' } }
  const body = JSON.stringify({ redirect_uris: ['http://localhost/callback'] })
  const registered = await fetch(`${urls['issuer'] ?? ''}/reg`, { ...registration, body })
  expect(registered.status).toBe(201)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(complaints).toBe('')
}, 20_000)
