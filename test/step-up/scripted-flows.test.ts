// Tests of whole step-ups against an authorization server that answers exactly what a test says.
import { afterEach, describe, expect, it } from 'vitest'
import { text } from '../../shared/catalogue/text.ts'
import { accept } from './rig.ts'
import { accessTokenType, startScriptedBank, type ScriptedBank } from './scripted-bank.ts'

let bank: ScriptedBank
afterEach(() => bank.server.stop())

const tokens = { access_token: 'at-1', token_type: 'DPoP', expires_in: 60 }
const exchanged = { ...tokens, issued_token_type: accessTokenType }
const code = [200, { authorization_code: 'ac-1' }] as const
const otp = { type: 'string', minLength: 6, maxLength: 6 }
const form = {
  mode: 'form',
  message: 'm',
  requestedSchema: { type: 'object', properties: { otp } },
}
const ask = (session: string) =>
  [
    400,
    { error: 'insufficient_authorization', auth_session: session, elicitations: [form] },
  ] as const
const proof = { error: 'insufficient_user_authentication', acrValues: 'urn:a' }
const scope = { status: 403, error: 'insufficient_scope', scope: 'pay:1' } as const
const session = async (): Promise<string | undefined> =>
  (await bank.rig.store.secrets.load(`auth-session:${bank.server.origin}`))?.reveal()
const hostOf = (): string => new URL(bank.server.origin).host

describe('what is asked', () => {
  // Dies if: scope or proof is left out, or each gets a request of its own.
  it('[CASE-101] scope and proof together are one request', async () => {
    bank = await startScriptedBank()
    bank.script['/challenge'] = [code]
    bank.script['/token'] = [[200, { ...tokens, scope: 'read pay:1' }]]
    const outcome = await bank.obtain({ ...proof, scope: 'pay:1', maxAgeSeconds: 300 })
    expect(outcome.kind).toBe('granted')
    expect(bank.sent('/challenge')).toHaveLength(1)
    expect(bank.sent('/challenge')[0]).toMatchObject({
      response_type: 'code',
      scope: 'read pay:1',
      acr_values: 'urn:a',
      max_age: '300',
    })
    expect(bank.sent('/token')).toHaveLength(1)
  })

  it('[CASE-099] a wider scope is never asked for by refreshing, and the union where the person is asked', async () => {
    bank = await startScriptedBank({ metadata: { grant_types_supported: ['authorization_code'] } })
    bank.script['/challenge'] = [code]
    bank.script['/token'] = [[200, { ...tokens, scope: 'read pay:1' }]]
    expect((await bank.obtain(scope)).kind).toBe('granted')
    expect(bank.sent('/challenge')[0]?.['scope']).toBe('read pay:1')
    expect(bank.sent('/token').map((sent) => sent['grant_type'])).toEqual(['authorization_code'])
  })

  it('[CASE-100] the same refusal after it was answered stops', async () => {
    bank = await startScriptedBank()
    bank.script['/token'] = [[200, { ...exchanged, scope: 'pay:1' }]]
    expect((await bank.obtain(scope)).kind).toBe('granted')
    expect(await bank.obtain(scope)).toMatchObject({ reason: text('step-up.too-many-proofs') })
    expect(bank.sent('/token')).toHaveLength(1)
  })

  // Dies if: the hint is dropped from the token request, or sent where no proof binds the answer.
  it('[CASE-003] a hint on the challenge or the pushed request is repeated when the code is redeemed', async () => {
    bank = await startScriptedBank({ metadata: { deferred_token_response_supported: true } })
    bank.script['/challenge'] = [code]
    bank.script['/token'] = [[200, tokens]]
    await bank.obtain(proof)
    expect(bank.sent('/challenge')[0]?.['completion_mode']).toBe('deferred')
    expect(bank.sent('/token')[0]?.['completion_mode']).toBe('deferred')
    await bank.server.stop()
    bank = await startScriptedBank()
    bank.script['/challenge'] = [code]
    bank.script['/token'] = [[200, tokens]]
    await bank.obtain(proof)
    for (const { body } of bank.server.seen) expect(body).not.toContain('completion_mode')
  })

  // Dies if: the choice travels in another shape than the draft's.
  it('[CASE-087] the chosen authenticator is sent as JSON with the newest auth_session', async () => {
    bank = await startScriptedBank()
    const options = [{ const: 'totp' }, { const: 'passkey' }]
    const properties = { authenticator: { type: 'string', oneOf: options } }
    const choice = { ...form, requestedSchema: { type: 'object', properties } }
    const body = { error: 'insufficient_authorization', auth_session: 'as-1' }
    bank.script['/challenge'] = [[401, { ...body, elicitations: [choice] }], code]
    bank.script['/token'] = [[200, tokens]]
    bank.rig.person = () => accept({ authenticator: 'totp' })
    expect((await bank.obtain(proof)).kind).toBe('granted')
    expect(bank.sent('/challenge')[1]).toEqual({
      auth_session: 'as-1',
      response: { authenticator: 'totp' },
    })
  })

  // Dies if: the opt-in is sent without a proof.
  it('[CASE-004] [CASE-001] a deferral is asked for once, with a proof, and not where no proof can be given', async () => {
    const offered = { deferred_token_response_supported: true }
    bank = await startScriptedBank({ metadata: offered })
    bank.script['/token'] = [[200, { ...exchanged, scope: 'pay:1' }]]
    await bank.obtain(scope)
    const [first] = bank.server.seen
    expect(new URLSearchParams(first?.body).getAll('completion_mode')).toEqual(['deferred'])
    expect(first?.headers['dpop']).toBeDefined()
    await bank.server.stop()
    const other = { ...offered, dpop_signing_alg_values_supported: ['RS256'] }
    bank = await startScriptedBank({ metadata: other })
    bank.script['/token'] = [[200, { ...exchanged, token_type: 'Bearer', scope: 'pay:1' }]]
    await bank.obtain(scope)
    expect(bank.server.seen[0]?.headers['dpop']).toBeUndefined()
    expect(bank.sent('/token')[0]).not.toHaveProperty('completion_mode')
  })
})

describe('what is answered', () => {
  it('[CASE-084] redirect_to_web leaves for the browser, without another challenge request', async () => {
    bank = await startScriptedBank()
    bank.script['/challenge'] = [[400, { error: 'redirect_to_web' }]]
    const obtaining = bank.obtain(proof)
    await expect.poll(() => bank.rig.opened.length).toBe(1)
    const opened = new URL(bank.rig.opened[0] ?? '')
    expect(opened.pathname).toBe('/authorize')
    expect(opened.searchParams.get('acr_values')).toBe('urn:a')
    bank.rig.stepUp.abandonForCall(bank.call.id)
    expect((await obtaining).kind).toBe('cancelled')
    expect(bank.sent('/challenge')).toHaveLength(1)
  })

  // Dies if: the refresh token is dropped, or the auth_session of the refusal is not taken up.
  it('[CASE-085] a refresh answered with a challenge goes on there and keeps the refresh token', async () => {
    bank = await startScriptedBank()
    bank.script['/token'] = [
      [403, { error: 'insufficient_authorization', auth_session: 'as-1' }],
      [200, tokens],
    ]
    bank.script['/challenge'] = [ask('as-2'), code]
    bank.rig.person = () => accept({ otp: '123456' })
    let kept: string | undefined
    bank.rig.person = async () => {
      kept = (await bank.rig.store.grants.load('standing'))?.refreshToken?.reveal()
      return accept({ otp: '123456' })
    }
    expect((await bank.obtain({ error: 'invalid_token' })).kind).toBe('granted')
    expect(bank.sent('/challenge')[0]?.['auth_session']).toBe('as-1')
    expect(kept).toBe('rt-0')
  })

  it('[CASE-081] the newest auth_session is kept from every kind of answer', async () => {
    bank = await startScriptedBank()
    bank.script['/token'] = [[200, { ...exchanged, scope: 'pay:1', auth_session: 'as-7' }]]
    await bank.obtain(scope)
    expect(await session()).toBe('as-7')
    bank.script['/challenge'] = [[200, { authorization_code: 'ac', auth_session: 'as-8' }]]
    bank.script['/token'] = [[400, { error: 'invalid_grant', auth_session: 'as-9' }]]
    await bank.obtain(proof)
    expect(await session()).toBe('as-9')
  })

  it('[CASE-085] a token endpoint that asks for more leads back to the questions, once', async () => {
    bank = await startScriptedBank()
    bank.script['/challenge'] = [code, ask('as-2'), [200, { authorization_code: 'ac-2' }]]
    bank.script['/token'] = [
      [403, { error: 'insufficient_authorization', auth_session: 'as-1' }],
      [200, tokens],
    ]
    bank.rig.person = () => accept({ otp: '123456' })
    expect((await bank.obtain(proof)).kind).toBe('granted')
    expect(bank.sent('/token').map((sent) => sent['code'])).toEqual(['ac-1', 'ac-2'])
    expect(bank.rig.opened).toEqual([])
  })

  it('[CASE-006] an exchange that needs the person at the authorization endpoint opens the browser', async () => {
    bank = await startScriptedBank()
    bank.script['/token'] = [[400, { error: 'interaction_required' }]]
    const obtaining = bank.obtain(scope)
    await expect.poll(() => bank.rig.opened.length).toBe(1)
    bank.rig.stepUp.abandonForCall(bank.call.id)
    await obtaining
    expect(bank.sent('/challenge')).toEqual([])
    expect(bank.rig.begun).toEqual([])
  })

  it('[CASE-082] questions without an auth_session are left to the browser', async () => {
    bank = await startScriptedBank()
    const body = { error: 'insufficient_authorization', elicitations: [form] }
    bank.script['/challenge'] = [[400, body]]
    const obtaining = bank.obtain(proof)
    await expect.poll(() => bank.rig.opened.length).toBe(1)
    bank.rig.stepUp.abandonForCall(bank.call.id)
    await obtaining
    expect(bank.rig.asked).toEqual([])
  })
})

describe('what is not used', () => {
  // Dies if: the resource server's demand does not reach the judge of token answers.
  it('[CASE-045] an unbound token where the resource takes bound ones only', async () => {
    bank = await startScriptedBank({ saysNothingOfDpop: true, dpopRequired: true })
    bank.script['/token'] = [[200, { ...exchanged, token_type: 'Bearer', scope: 'pay:1' }]]
    const reason = text('step-up.not-bound', { host: hostOf() })
    expect(await bank.obtain(scope)).toMatchObject({ kind: 'failed', reason })
    await bank.server.stop()
    bank = await startScriptedBank({ saysNothingOfDpop: true })
    bank.script['/token'] = [[200, { ...exchanged, token_type: 'Bearer', scope: 'pay:1' }]]
    expect((await bank.obtain(scope)).kind).toBe('granted')
  })

  it('[CASE-045] a refreshed token that is no longer bound', async () => {
    bank = await startScriptedBank()
    bank.script['/token'] = [[200, { ...tokens, token_type: 'Bearer' }]]
    expect((await bank.rig.stepUp.refreshGrant(bank.grant)).kind).toBe('gone')
    expect((await bank.rig.store.grants.load('standing'))?.tokenType).toBe('DPoP')
  })

  it('[CASE-046] more than was asked, or less than the call needs', async () => {
    bank = await startScriptedBank()
    bank.script['/token'] = [[200, { ...exchanged, scope: 'pay:1 admin' }]]
    const wider = text('step-up.wider-scope', { host: hostOf() })
    expect(await bank.obtain(scope)).toMatchObject({ kind: 'failed', reason: wider })
    await bank.server.stop()
    bank = await startScriptedBank({ metadata: { grant_types_supported: [] } })
    bank.script['/challenge'] = [code]
    bank.script['/token'] = [[200, { ...tokens, scope: 'read' }]]
    const narrower = text('step-up.narrower-scope', { host: hostOf() })
    expect(await bank.obtain(scope)).toMatchObject({ kind: 'failed', reason: narrower })
    const kept = await bank.rig.store.grants.listAll()
    expect(kept.map(({ id }) => id)).toEqual(['standing'])
  })

  it.each(['temporarily_unavailable', 'server_error', 'use_dpop_nonce'])(
    '[STEP-22] a refresh refused with %s asks nobody and keeps the refresh token',
    async (error) => {
      bank = await startScriptedBank()
      bank.script['/token'] = [[400, { error }]]
      expect((await bank.obtain({ error: 'invalid_token' })).kind).toBe('failed')
      expect(bank.rig.opened).toEqual([])
      expect(bank.sent('/challenge')).toEqual([])
      expect((await bank.rig.store.grants.load('standing'))?.refreshToken).not.toBeNull()
    },
  )
})
