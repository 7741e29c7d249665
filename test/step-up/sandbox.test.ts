// Tests of step-ups against the real sandbox: code, passkey, deferral, refusals.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../shared/model/connection.ts'
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import { Secret } from '../../shared/model/secret.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { SoftwareAuthenticator } from '../sandbox-tests/authenticator.ts'
import { signInByBrowser } from '../sandbox-tests/browser.ts'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import {
  accept,
  buildCall,
  buildRig,
  comeBack,
  connectFirstParty,
  decline,
  sendOnce,
  type Person,
  type Rig,
} from './rig.ts'

let sandbox: Sandbox
let rig: Rig
let bank: Connection

/** Chooses the code and types the one that is shown now. */
const withCode: Person = (view) =>
  view.kind === 'totp'
    ? accept({ otp: sandbox.world.totp.generate() })
    : accept({ authenticator: 'totp' })

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(async () => {
  await sandbox.stop()
})
afterEach(() => {
  expect(sandbox.world.record.violations).toEqual([])
  sandbox.world.record.violations.length = 0
})

async function signedIn(): Promise<void> {
  rig = buildRig()
  rig.person = withCode
  bank = await connectFirstParty(rig, sandbox.mcpUrl)
  expect(bank.statusText).toBeNull()
  expect(bank.status).toBe('ready')
}

async function refusedCall(tool: string, args: object): Promise<ToolCall> {
  const call = buildCall(bank, tool, args)
  const outcome = await sendOnce(rig, bank, call)
  if (outcome.kind !== 'challenged') throw new Error(`not refused: ${JSON.stringify(outcome)}`)
  return { ...call, lastChallenge: outcome.challenge }
}

async function obtain(call: ToolCall) {
  const { lastChallenge: challenge } = call
  if (challenge === null) throw new Error('no challenge')
  return rig.stepUp.obtainForCall({ call, connection: bank, challenge })
}

describe('at Harbor Bank', () => {
  it('[STEP-01] signs in without a browser, with elicitations', async () => {
    await signedIn()
    expect(rig.opened).toEqual([])
    expect(rig.asked.map(({ view }) => view.kind)).toEqual(['authenticator_choice', 'totp'])
    const [grant] = await rig.store.grants.listStanding(bank.id)
    expect(grant?.tokenType).toBe('DPoP')
  })

  it('[STEP-02] gives the code in-band and the call runs once', async () => {
    await signedIn()
    const call = await refusedCall('pay', { amount: 500, currency: 'EUR', recipient: 'Nordlicht' })
    const outcome = await obtain(call)
    if (outcome.kind !== 'granted') throw new Error(JSON.stringify(outcome))
    const grant = await rig.store.grants.load(outcome.grantId)
    expect(grant?.purpose).toBe('call')
    expect(grant?.acr).toBe('urn:harbor:acr:totp')
    const sent = await sendOnce(rig, bank, { ...call, grantId: outcome.grantId })
    expect(sent.kind).toBe('done')
    expect(rig.opened).toEqual([])
  })

  it('[STEP-02] also where every server demands nonces', async () => {
    sandbox.world.settings.requireNonce = true
    sandbox.world.settings.requireBankNonce = true
    try {
      await signedIn()
      const args = { amount: 506, currency: 'EUR', recipient: 'Nordlicht' }
      const call = await refusedCall('pay', args)
      const outcome = await obtain(call)
      if (outcome.kind !== 'granted') throw new Error(JSON.stringify(outcome))
      const effects = sandbox.world.effects.length
      const sent = await sendOnce(rig, bank, { ...call, grantId: outcome.grantId })
      expect(sent.kind).toBe('done')
      expect(sandbox.world.effects.length - effects).toBe(1)
      expect(sandbox.world.effects.at(-1)?.arguments).toMatchObject(args)
    } finally {
      sandbox.world.settings.requireNonce = false
      sandbox.world.settings.requireBankNonce = false
    }
  })

  it('[STEP-04] an authorization server that is down is said so, and the next try works', async () => {
    await signedIn()
    const call = await refusedCall('pay', { amount: 507, currency: 'EUR', recipient: 'Nordlicht' })
    await sandbox.setReach('unavailable')
    expect(await obtain(call)).toMatchObject({ kind: 'failed' })
    await sandbox.setReach('up')
    const again = await refusedCall('pay', { amount: 507, currency: 'EUR', recipient: 'Nordlicht' })
    expect((await obtain(again)).kind).toBe('granted')
  })

  it('[STEP-13] an access token that ended is refreshed once, unseen', async () => {
    await signedIn()
    const [before] = await rig.store.grants.listStanding(bank.id)
    if (before === undefined) throw new Error('no grant')
    rig.store.grants.write({
      noun: { ...before, accessToken: new Secret('ended') },
      sealed: {},
    })
    rig.asked.length = 0
    const call = await refusedCall('list_accounts', {})
    expect(call.lastChallenge?.error).toBe('invalid_token')
    const outcome = await obtain(call)
    expect(outcome).toEqual({ kind: 'granted', grantId: before.id })
    expect(rig.asked).toEqual([])
    expect((await sendOnce(rig, bank, { ...call, grantId: before.id })).kind).toBe('done')
  })

  it('[STEP-03] begins a deferral with the scope of the refusal and nothing else', async () => {
    await signedIn()
    const call = await refusedCall('pay', { amount: 1200, currency: 'EUR', recipient: 'Nordlicht' })
    const outcome = await obtain(call)
    expect(outcome.kind).toBe('deferred')
    const [start] = rig.begun
    expect(start?.scope).toBe(call.lastChallenge?.scope)
    expect(start?.callId).toBe(call.id)
    expect(start?.deferred.intervalSeconds).toBe(5)
  })

  // Dies if: a fourth code is asked for, or the connection ends with the challenge.
  it('[STEP-04] ends clearly after three wrong codes and keeps the connection', async () => {
    await signedIn()
    const call = await refusedCall('pay', { amount: 501, currency: 'EUR', recipient: 'Nordlicht' })
    const left: (number | null)[] = []
    rig.person = (view) => {
      if (view.kind !== 'totp') return accept({ authenticator: 'totp' })
      left.push(view.triesLeft)
      return accept({ otp: '000000' })
    }
    const outcome = await obtain(call)
    expect(left).toEqual([3, 2, 1])
    expect(outcome).toMatchObject({ kind: 'denied' })
    rig.person = withCode
    const again = await sendOnce(rig, bank, buildCall(bank, 'list_accounts', {}))
    expect(again.kind).toBe('done')
  })

  it('[STEP-05] sends nothing when the person declines', async () => {
    await signedIn()
    const call = await refusedCall('pay', { amount: 502, currency: 'EUR', recipient: 'Nordlicht' })
    rig.person = () => decline
    expect((await obtain(call)).kind).toBe('cancelled')
  })

  it('[CASE-092] [STEP-15] registers a passkey and uses it for a call', async () => {
    await signedIn()
    const authenticator = new SoftwareAuthenticator(sandbox.issuer)
    const ran: string[] = []
    rig.ceremony = {
      unavailableReason: () => null,
      run: ({ kind, origin, optionsJson }) => {
        ran.push(`${kind} ${origin}`)
        const json =
          kind === 'create' ? authenticator.create(optionsJson) : authenticator.get(optionsJson)
        return Promise.resolve({ kind: 'credential', json })
      },
    }
    expect(await rig.stepUp.registerPasskey(bank)).toEqual({ kind: 'registered' })
    expect(sandbox.world.passkeys).toHaveLength(1)
    rig.person = (view) =>
      view.kind === 'passkey' ? accept() : accept({ authenticator: 'passkey' })
    const call = await refusedCall('add_payee', {
      name: 'Nordlicht',
      iban: 'DE02120300000000202051',
    })
    const outcome = await obtain(call)
    if (outcome.kind !== 'granted') throw new Error(JSON.stringify(outcome))
    const sent = await sendOnce(rig, bank, { ...call, grantId: outcome.grantId })
    expect(sent.kind).toBe('done')
    expect(ran).toEqual([`create ${sandbox.issuer}`, `get ${sandbox.issuer}`])
  })

  it('[CASE-095] [STEP-16] a passkey cancelled twice leaves the call unsent', async () => {
    await signedIn()
    const problems: (string | null)[] = []
    rig.ceremony = {
      unavailableReason: () => null,
      run: () => Promise.resolve({ kind: 'cancelled' }),
    }
    rig.person = (view) => {
      if (view.kind !== 'passkey') return accept({ authenticator: 'passkey' })
      problems.push(view.problem)
      return accept()
    }
    const effects = sandbox.world.effects.length
    const call = await refusedCall('pay', { amount: 503, currency: 'EUR', recipient: 'Nordlicht' })
    expect((await obtain(call)).kind).toBe('cancelled')
    expect(problems).toEqual([null, text('step-up.passkey-not-done')])
    expect(sandbox.world.effects).toHaveLength(effects)
  })

  it('[STEP-16] without an authenticator the choice says why and the code still works', async () => {
    await signedIn()
    const views: ElicitationView[] = []
    rig.person = (view) => {
      views.push(view)
      if (view.kind === 'totp') return withCode(view)
      return accept({ authenticator: views.length === 1 ? 'passkey' : 'totp' })
    }
    const call = await refusedCall('pay', { amount: 504, currency: 'EUR', recipient: 'Nordlicht' })
    expect((await obtain(call)).kind).toBe('granted')
    expect(views[0]?.passkeyUnavailable).toBe('no authenticator here')
    expect(views[1]?.problem).toContain('no authenticator here')
  })

  it('[CASE-086] [STEP-17] shows no elicitation for an issuer that is not first-party', async () => {
    await signedIn()
    const server = rig.store.authorizationServers.load(sandbox.issuer)
    if (server === null) throw new Error('no server')
    rig.store.authorizationServers.save({ ...server, firstParty: false })
    rig.asked.length = 0
    rig.browse = async (url) => {
      const otp = sandbox.world.totp.generate()
      await comeBack(await signInByBrowser(url, { answer: 'allow', otp }))
    }
    const call = await refusedCall('pay', { amount: 505, currency: 'EUR', recipient: 'Nordlicht' })
    const outcome = await obtain(call)
    expect(outcome.kind).toBe('granted')
    // Dies if: the first-party mark is not asked for before the challenge endpoint.
    expect(rig.asked).toEqual([])
    expect(rig.opened).toHaveLength(1)
    expect(await rig.stepUp.registerPasskey(bank)).toMatchObject({ kind: 'failed' })
  })

  it('[STEP-22] refreshes a standing grant once for everybody, with rotation', async () => {
    await signedIn()
    const [before] = await rig.store.grants.listStanding(bank.id)
    if (before === undefined) throw new Error('no grant')
    const requests = () =>
      sandbox.world.record.requests.filter(({ path }) => path === '/token').length
    const count = requests()
    const outcomes = await Promise.all([
      rig.stepUp.refreshGrant(before),
      rig.stepUp.refreshGrant(before),
      rig.stepUp.refreshGrant(before),
    ])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['refreshed', 'refreshed', 'refreshed'])
    expect(requests() - count).toBe(1)
    const [after] = await rig.store.grants.listStanding(bank.id)
    expect(after?.refreshToken?.reveal()).not.toBe(before.refreshToken?.reveal())
    // Late, with the old token in hand: nothing is asked again.
    expect((await rig.stepUp.refreshGrant(before)).kind).toBe('refreshed')
    expect(requests() - count).toBe(1)
  })
})
