// Tests of authorization details at the sandbox: the bank names one payment exactly, and a token for it pays it once.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { decideDeferral } from '../sandbox/authorization-server/deferrals.ts'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { resetWorld } from '../sandbox/world.ts'
import { signInByBrowser } from './browser.ts'
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
beforeEach(() => {
  resetWorld(sandbox.world)
  sandbox.world.settings.remedy = 'authorization_details'
})

const pay = { recipient: 'Nordlicht', amount: 1200, currency: 'EUR' }
const violations = (): string[] => sandbox.world.record.violations.map(({ code }) => code)

async function refusedDetails(input: Record<string, unknown> = pay): Promise<string> {
  const refused = await client.callTool(token, 'pay', input)
  expect(refused.status).toBe(401)
  const header = refused.headers.get('www-authenticate') ?? ''
  expect(header).toContain('insufficient_authorization')
  const value = /authorization_remediation="([^"]+)"/u.exec(header)?.[1] ?? ''
  const remediation = JSON.parse(Buffer.from(value, 'base64url').toString()) as object
  expect(remediation).toHaveProperty('authorization_reference')
  return JSON.stringify((remediation as { authorization_details: unknown }).authorization_details)
}

async function fetchToken(deferred: Answer): Promise<Answer['body']> {
  expect(deferred.body['error']).toBe('authorization_pending')
  decideDeferral(sandbox.world, undefined, true)
  monotonicMs += 5000
  return (await client.poll(deferred.body['deferral_code'])).body
}

// Dies if: details are compared in part only, or a token for one payment pays another.
test('[SBX-27] releases exactly the payment that was named', async () => {
  const authorization_details = await refusedDetails()
  const changed = authorization_details.replace('1200', '1300')
  const wrong = await client.exchange(token, '', { authorization_details: changed })
  expect(wrong.body['error']).toBe('invalid_authorization_details')
  const done = await fetchToken(await client.exchange(token, '', { authorization_details }))
  expect(done['authorization_details']).toEqual(JSON.parse(authorization_details))
  expect(
    (await client.callTool(done['access_token'], 'pay', { ...pay, amount: 1201 })).status,
  ).toBe(401)
  expect((await client.callTool(done['access_token'], 'pay', pay)).status).toBe(200)
  expect((await client.callTool(done['access_token'], 'pay', pay)).status).toBe(401)
  expect(sandbox.world.effects).toMatchObject([{ arguments: pay }])
  expect(violations()).toEqual([])
})

test('[SBX-27] takes the details at the challenge endpoint, and still asks the second approver', async () => {
  const authorization_details = await refusedDetails()
  const done = await client.proveByTotp(
    await client.challenge({ authorization_details, completion_mode: 'deferred' }),
  )
  const form = { completion_mode: 'deferred' }
  const deferred = await client.redeem(done.body['authorization_code'], form)
  const full = await fetchToken(deferred)
  expect(full['authorization_details']).toEqual(JSON.parse(authorization_details))
  expect((await client.callTool(full['access_token'], 'pay', pay)).status).toBe(200)
  const again = await client.challenge({ authorization_details })
  expect(again.body['error']).toBe('invalid_authorization_details')
})

test('[SBX-27] takes the details from a browser, and nothing without waiting', async () => {
  const authorization_details = await refusedDetails()
  const redirect_uri = 'http://127.0.0.1:45560/cb'
  const query = new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri,
    scope: 'openid payments.write',
    resource: sandbox.mcpUrl,
    authorization_details,
    state: 'state-of-this-test',
    code_challenge: createHash('sha256').update(client.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const redeem = async (form: Record<string, string>): Promise<Answer> => {
    const address = `${sandbox.issuer}/auth?${query.toString()}`
    const back = await signInByBrowser(address, { answer: 'allow' })
    return client.redeem(back.searchParams.get('code'), { redirect_uri, ...form })
  }
  expect((await redeem({})).body['error']).toBe('access_denied')
  const full = await fetchToken(await redeem({ completion_mode: 'deferred' }))
  expect((await client.callTool(full['access_token'], 'pay', pay)).status).toBe(200)
  expect(violations()).toEqual([])
})

test('[SBX-28] names an auth_session in its demand for a proof, good for that client and key', async () => {
  sandbox.world.settings.headerSession = true
  const refused = await client.callTool(token, 'pay', { ...pay, amount: 600 })
  const header = refused.headers.get('www-authenticate') ?? ''
  const auth_session = /auth_session="([^"]+)"/u.exec(header)?.[1] ?? ''
  const acr_values = 'urn:harbor:acr:totp'
  const done = await client.proveByTotp(await client.challenge({ auth_session, acr_values }))
  const better = await client.redeem(done.body['authorization_code'])
  const paid = await client.callTool(better.body['access_token'], 'pay', { ...pay, amount: 600 })
  expect(paid.status).toBe(200)
  const thief = await new ScriptedClient(sandbox).start()
  const fresh = /auth_session="([^"]+)"/u.exec(
    (await client.callTool(token, 'pay', { ...pay, amount: 601 })).headers.get(
      'www-authenticate',
    ) ?? '',
  )
  const stolen = await thief.challenge({ auth_session: fresh?.[1] ?? '' })
  expect(stolen.body['error']).toBe('invalid_session')
  expect(violations()).toEqual(['other_key'])
})
