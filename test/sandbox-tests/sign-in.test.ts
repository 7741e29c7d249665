// Tests of signing in, stepping up and passkeys at the sandbox.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { resetWorld } from '../sandbox/world.ts'
import { SoftwareAuthenticator } from './authenticator.ts'
import { ScriptedClient, type Answer } from './client.ts'

let sandbox: Sandbox
let client: ScriptedClient

beforeAll(async () => {
  sandbox = await startSandbox()
  client = await new ScriptedClient(sandbox).start()
})
afterAll(() => sandbox.stop())
beforeEach(() => resetWorld(sandbox.world))

const violations = (): string[] => sandbox.world.record.violations.map(({ code }) => code)
const asked = (answer: Answer): Record<string, { default?: string }> => {
  const [first] = answer.body['elicitations'] as [
    { requestedSchema: { properties: Record<string, { default?: string }> } },
  ]
  return first.requestedSchema.properties
}

test('[SBX-01] signs in by a one-time code and lists tools', async () => {
  const first = await client.challenge()
  expect(first.body).toMatchObject({ error: 'insufficient_authorization' })
  expect(asked(first)).toHaveProperty('authenticator')
  const done = await client.proveByTotp(first)
  const token = await client.redeem(done.body['authorization_code'])
  expect(token.body).toMatchObject({ token_type: 'DPoP' })
  const list = await client.mcp(token.body['access_token'], {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/list',
  })
  expect(list.status).toBe(200)
  expect(JSON.stringify(list.body)).toContain('prepare_transfer')
  expect(violations()).toEqual([])
})

test('[SBX-01] ends the challenge after three wrong codes', async () => {
  let answer = await client.challenge()
  answer = await client.respond(answer.body['auth_session'], { authenticator: 'totp' })
  for (const words of ['2 tries left', '1 try left']) {
    answer = await client.respond(answer.body['auth_session'], { otp: '000000x' })
    expect(JSON.stringify(answer.body)).toContain(words)
  }
  answer = await client.respond(answer.body['auth_session'], { otp: '000000x' })
  expect(answer.body['error']).toBe('access_denied')
})

// Dies if: auth_session is not bound to the key, or keeps its value.
test('[SBX-01] forgets a used auth_session and refuses another key', async () => {
  const first = await client.challenge()
  const other = await new ScriptedClient(sandbox).start()
  const stolen = await other.respond(first.body['auth_session'], { authenticator: 'totp' })
  expect(stolen.body['error']).toBe('invalid_session')
  expect(violations()).toEqual(['other_key'])
  await client.respond(first.body['auth_session'], { authenticator: 'totp' })
  const stale = await client.respond(first.body['auth_session'], { authenticator: 'totp' })
  expect(stale.body['error']).toBe('invalid_session')
})

// Dies if: a spent proof is not remembered.
test('[SBX-02] asks for one proof per medium payment', async () => {
  const token = await client.signIn()
  const pay = { recipient: 'Nordlicht', amount: 200, currency: 'EUR' }
  const refused = await client.callTool(token.body['access_token'], 'pay', pay)
  expect(refused.status).toBe(401)
  expect(refused.headers.get('www-authenticate')).toContain('acr_values="urn:harbor:acr:totp"')
  const better = await client.signIn({ acr_values: 'urn:harbor:acr:totp', max_age: '300' })
  const paid = await client.callTool(better.body['access_token'], 'pay', pay)
  expect(JSON.stringify(paid.body)).toContain('Paid EUR 200.00')
  const again = await client.callTool(better.body['access_token'], 'pay', pay)
  expect(again.status).toBe(401)
  expect(sandbox.world.effects).toMatchObject([{ tool: 'pay', arguments: pay }])
})

test('[SBX-07] registers a passkey and pays with it', async () => {
  const acr_values = 'urn:harbor:acr:phr'
  const without = await client.challenge({ acr_values })
  expect(without.body['error']).toBe('unmet_authentication_requirements')
  const creation = await client.proveByTotp(
    await client.challenge({ acr_values: 'urn:harbor:acr:enrol-passkey' }),
  )
  const passkey = new SoftwareAuthenticator(sandbox.issuer)
  const made = passkey.create(asked(creation)['webauthn_request']?.default ?? '')
  const enrolled = await client.respond(creation.body['auth_session'], { webauthn_response: made })
  expect(enrolled.body).toHaveProperty('authorization_code')
  const choice = await client.challenge({ acr_values, max_age: '300' })
  const ceremony = await client.respond(choice.body['auth_session'], { authenticator: 'passkey' })
  const proof = passkey.get(asked(ceremony)['webauthn_request']?.default ?? '')
  const done = await client.respond(ceremony.body['auth_session'], { webauthn_response: proof })
  const token = await client.redeem(done.body['authorization_code'])
  const payee = { name: 'Nordlicht', iban: 'DE02120300000000202051' }
  const added = await client.callTool(token.body['access_token'], 'add_payee', payee)
  expect(JSON.stringify(added.body)).toContain('Added the payee')
  expect(violations()).toEqual([])
})

// Dies if: the expected origin is taken from the response.
test('[SBX-07] refuses an assertion made for another origin', async () => {
  const creation = await client.proveByTotp(
    await client.challenge({ acr_values: 'urn:harbor:acr:enrol-passkey' }),
  )
  const elsewhere = new SoftwareAuthenticator('http://localhost:1')
  const made = elsewhere.create(asked(creation)['webauthn_request']?.default ?? '')
  const refused = await client.respond(creation.body['auth_session'], { webauthn_response: made })
  expect(refused.body['error']).toBe('access_denied')
  expect(sandbox.world.passkeys).toEqual([])
})

// Dies if: proof ids are not remembered, or the bank does not compare jkt with the proof's key.
test('[SBX-06] refuses and records missing, replayed and foreign proofs', async () => {
  const missing = await client.post('/token', { grant_type: 'refresh_token' }, null)
  expect(missing.body['error']).toBe('invalid_dpop_proof')
  const proof = await client.proof(`${sandbox.issuer}/token`)
  await client.post('/token', { grant_type: 'refresh_token', refresh_token: 'x' }, proof)
  await client.post('/token', { grant_type: 'refresh_token', refresh_token: 'x' }, proof)
  const token = await client.signIn()
  const thief = await new ScriptedClient(sandbox).start()
  const stolen = await thief.callTool(token.body['access_token'], 'list_accounts', {})
  expect(stolen.status).toBe(401)
  expect(violations()).toEqual(['missing_proof', 'wrong_proof', 'other_key'])
})

test('[SBX-06] records a code redeemed twice and without its verifier', async () => {
  const done = await client.proveByTotp(await client.challenge())
  const code = done.body['authorization_code']
  expect((await client.redeem(code)).status).toBe(200)
  expect((await client.redeem(code)).body['error']).toBe('invalid_grant')
  const next = await client.challenge({ auth_session: String(done.body['auth_session']) })
  expect(next.status).toBe(200)
  const bare = await client.redeem(next.body['authorization_code'], { code_verifier: '' })
  expect(bare.status).toBe(400)
  expect(violations()).toEqual(['code_redeemed_twice', 'missing_code_verifier'])
})
