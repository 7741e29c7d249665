// Tests of a sign-in that is put off: a lesser grant to go on with, and calls that wait for the sign-in.
import { afterEach, describe, expect, it } from 'vitest'
import { startSandbox } from '../sandbox/sandbox.ts'
import { accept, buildCall, buildRig, comeBack, connectFirstParty, sendOnce } from './rig.ts'
import { startScriptedBank, type ScriptedBank } from './scripted-bank.ts'

let bank: ScriptedBank
afterEach(() => bank?.server.stop())

const metadata = { deferred_token_response_supported: true }
const tokens = { access_token: 'at-1', token_type: 'DPoP', expires_in: 60, refresh_token: 'rt-1' }
const pending = [
  400,
  { error: 'authorization_pending', deferral_code: 'dc-1', expires_in: 600, interval: 5 },
] as const
const code = [200, { authorization_code: 'ac' }] as const
const otp = { type: 'string', minLength: 6, maxLength: 6 }
const asks = [
  400,
  {
    error: 'insufficient_authorization',
    auth_session: 'as-1',
    elicitations: [
      { mode: 'form', message: 'm', requestedSchema: { type: 'object', properties: { otp } } },
    ],
  },
] as const
const signIn = () => bank.rig.stepUp.signIn(bank.connection, (step) => bank.rig.progress.push(step))

describe('a sign-in that is put off', () => {
  // Dies if: the second request opts in as well, or what comes of it passes for the whole.
  it('[ROUTE-15] is followed by one request without opting in, whose grant serves meanwhile', async () => {
    bank = await startScriptedBank({ metadata, signedOut: true })
    bank.script['/challenge'] = [code, [200, { authorization_code: 'ac-2' }]]
    bank.script['/token'] = [pending, [200, { ...tokens, scope: 'read' }]]
    const outcome = await signIn()
    expect(outcome).toMatchObject({ kind: 'deferred', deferralId: 'deferral-1' })
    expect(bank.rig.begun).toMatchObject([{ callId: null }])
    const sent = [bank.sent('/challenge'), bank.sent('/token')].map((forms) =>
      forms.map((form) => form['completion_mode']),
    )
    expect(sent).toEqual([
      ['deferred', undefined],
      ['deferred', undefined],
    ])
    const [grant] = await bank.rig.store.grants.listStanding('c')
    expect(grant).toMatchObject({ lesser: true, purpose: 'standing', scope: 'read' })
    expect('lesserGrantId' in outcome && outcome.lesserGrantId).toBe(grant?.id)
  })

  it('[ROUTE-15] asks nobody a second time: where the server wants to, there is no lesser grant', async () => {
    bank = await startScriptedBank({ metadata, signedOut: true })
    bank.script['/challenge'] = [code, asks]
    bank.script['/token'] = [pending]
    const outcome = await signIn()
    expect(outcome).toEqual({ kind: 'deferred', deferralId: 'deferral-1' })
    expect(bank.rig.asked).toEqual([])
    expect(bank.rig.opened).toEqual([])
    expect(await bank.rig.store.grants.listStanding('c')).toEqual([])
  })

  it('[ROUTE-15] a server that gives nothing meanwhile is waited for', async () => {
    bank = await startScriptedBank({ metadata, signedOut: true })
    bank.script['/challenge'] = [code, code]
    bank.script['/token'] = [pending, [400, { error: 'access_denied' }]]
    expect(await signIn()).toEqual({ kind: 'deferred', deferralId: 'deferral-1' })
  })

  it('[ROUTE-15] what is held already is not given up for a lesser one', async () => {
    bank = await startScriptedBank({ metadata })
    bank.script['/challenge'] = [code]
    bank.script['/token'] = [pending]
    const outcome = await bank.rig.stepUp.renew(bank.connection, () => undefined)
    expect(outcome.kind).toBe('deferred')
    expect(bank.sent('/token')).toHaveLength(1)
    const [grant] = await bank.rig.store.grants.listStanding('c')
    expect(grant?.id).toBe('standing')
  })

  it('[ROUTE-15] in the browser it is asked for by a second request there', async () => {
    bank = await startScriptedBank({ metadata, signedOut: true, firstParty: false })
    bank.rig.browse = async (url) => {
      const asked = new URL(url).searchParams
      const back = new URL(asked.get('redirect_uri') ?? '')
      back.searchParams.set('code', 'bc')
      back.searchParams.set('state', asked.get('state') ?? '')
      await comeBack(back)
    }
    bank.script['/token'] = [pending, [200, { ...tokens, scope: 'read' }]]
    expect(await signIn()).toMatchObject({ kind: 'deferred', lesserGrantId: expect.any(String) })
    const hints = bank.rig.opened.map((url) => new URL(url).searchParams.get('completion_mode'))
    expect(hints).toEqual(['deferred', null])
  })

  // Dies if: the browser is opened while the person is being asked on another device.
  it('[ROUTE-15] not while somebody is still signing in on another device', async () => {
    bank = await startScriptedBank({
      metadata,
      signedOut: true,
      firstParty: false,
      options: { deviceGrant: true },
    })
    const { authorizationServers } = bank.rig.store
    const server = authorizationServers.load(bank.server.origin)
    const known: object = JSON.parse(server?.metadataJson ?? '{}')
    const more = { device_authorization_endpoint: `${bank.server.origin}/device` }
    const metadataJson = JSON.stringify({ ...known, ...more })
    if (server) authorizationServers.save({ ...server, metadataJson })
    const uri = `${bank.server.origin}/go`
    const device = { device_code: 'd', user_code: 'AB-CD', verification_uri: uri, expires_in: 60 }
    bank.script['/device'] = [[200, device]]
    expect(await signIn()).toEqual({ kind: 'deferred', deferralId: 'deferral-1' })
    expect(bank.rig.opened).toEqual([])
    expect(bank.sent('/token')).toEqual([])
  })

  // Dies if: every call begins a sign-in of its own while one is being decided.
  it('[ROUTE-16] a call that needs it waits for the same one, and goes on with less where there is less', async () => {
    bank = await startScriptedBank({ metadata, signedOut: true })
    bank.script['/challenge'] = [code, code]
    bank.script['/token'] = [pending, [200, { ...tokens, scope: 'read' }]]
    const first = await bank.obtain({})
    expect(first.kind).toBe('granted')
    await bank.server.stop()
    bank = await startScriptedBank({ metadata, signedOut: true })
    bank.script['/challenge'] = [code, asks]
    bank.script['/token'] = [pending]
    expect(await bank.obtain({})).toEqual({ kind: 'deferred', deferralId: 'deferral-1' })
    saveWait('deferral-1')
    const call = buildCall(bank.connection, 'pay', { amount: 7 })
    const { connection, rig } = bank
    const challenge = { ...noChallenge }
    expect(await rig.stepUp.obtainForCall({ call, connection, challenge })).toEqual({
      kind: 'deferred',
      deferralId: 'deferral-1',
    })
    expect(bank.sent('/token')).toHaveLength(1)
  })

  it('[ROUTE-15] at Harbor Bank a new customer goes on with reading while the document check runs', async () => {
    const sandbox = await startSandbox()
    try {
      sandbox.world.settings.codeReview = 'new_customer'
      const rig = buildRig()
      rig.person = (view) =>
        view.kind === 'totp'
          ? accept({ otp: sandbox.world.totp.generate() })
          : accept({ authenticator: 'totp' })
      const connection = await connectFirstParty(rig, sandbox.mcpUrl)
      expect(connection.status).toBe('ready')
      expect(rig.begun).toMatchObject([{ callId: null, deferred: { interactionRequired: true } }])
      const [grant] = await rig.store.grants.listStanding(connection.id)
      expect(grant?.lesser).toBe(true)
      expect(grant?.scope.split(' ')).toContain('accounts.read')
      expect(grant?.scope).not.toContain('payments')
      const outcome = await sendOnce(rig, connection, buildCall(connection, 'list_accounts', {}))
      expect(outcome.kind).toBe('done')
      expect(sandbox.world.record.violations).toEqual([])
    } finally {
      await sandbox.stop()
    }
  })
})

function saveWait(id: string): void {
  const [start] = bank.rig.begun
  if (start === undefined) throw new Error('nothing was begun')
  const { deferred, ...asked } = start
  const noun = {
    ...asked,
    id,
    deferralCode: deferred.deferralCode,
    state: 'waiting' as const,
    intervalSeconds: 5,
    startedAtMs: 0,
    expiresAtMs: 1,
    nextPollAtMs: 0,
    lastExchangeEndAtMs: 0,
    pollInFlight: false,
    ambiguous: false,
    failures: 0,
    pollCount: 0,
    finalPollDone: false,
    serverWords: null,
    interactionUri: null,
    endedAtMs: null,
  }
  bank.rig.store.deferrals.write({ noun, sealed: {} })
}

const noChallenge = {
  status: 401 as const,
  scheme: 'DPoP',
  error: null,
  scope: null,
  acrValues: null,
  maxAgeSeconds: null,
  resourceMetadataUrl: null,
  errorDescription: null,
}
