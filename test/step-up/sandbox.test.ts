// Tests of step-ups against the real sandbox: code, passkey, deferral, refusals.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../shared/model/connection.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import {
  accept,
  buildCall,
  buildRig,
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
})
