// Tests of RAR remediation: a refusal that names the authorization details it misses (protocols 8.6).
import canonicalize from 'canonicalize'
import { afterEach, describe, expect, it } from 'vitest'
import { judgeDetails } from '../../main/step-up/granted-details.ts'
import { parseRemediation } from '../../main/step-up/remediation.ts'
import { text } from '../../shared/catalogue/text.ts'
import { buildCall, decline } from './rig.ts'
import { accessTokenType, startScriptedBank, type ScriptedBank } from './scripted-bank.ts'

let bank: ScriptedBank
afterEach(() => bank?.server.stop())

const details = [{ type: 'payment', amount: '42.00', payee: 'Acme\u202e' }]
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const refusal = (remediation: object) => ({
  error: 'insufficient_authorization',
  authorizationRemediation: encode(remediation),
})
const named = refusal({ authorization_details: details, authorization_reference: 'ref-1' })
const unnamed = refusal({ authorization_details: details })
const exchanged = {
  access_token: 'at-rar',
  token_type: 'DPoP',
  expires_in: 600,
  issued_token_type: accessTokenType,
  authorization_details: details,
}
const agree = () => ({ action: 'accept' as const, content: { detail_1: true } })

async function startExchanging(): Promise<void> {
  bank = await startScriptedBank({ firstParty: false })
  bank.rig.person = agree
  bank.script['/token'] = [[200, exchanged]]
}

describe('what a resource server says is missing', () => {
  it.each<[string, string]>([
    ['not base64url', '@@@'],
    ['not JSON', Buffer.from('{').toString('base64url')],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')],
    ['nothing named', encode({})],
    ['details that are no list', encode({ authorization_details: {} })],
    ['details without a type', encode({ authorization_details: [{ amount: '1' }] })],
    ['an empty list', encode({ authorization_details: [] })],
    ['an empty reference', encode({ authorization_reference: '' })],
    [
      'a member twice',
      Buffer.from('{"authorization_reference":"a","authorization_reference":"b"}').toString(
        'base64url',
      ),
    ],
    ['more than 16 KiB', encode({ authorization_reference: 'r', padding: 'x'.repeat(17_000) })],
    [
      'eleven entries',
      encode({ authorization_details: Array.from({ length: 11 }, () => details[0]) }),
    ],
  ])('[CASE-106] is no remedy: %s', (_name, value) => {
    expect(parseRemediation(value)).toBeNull()
  })

  it('[CASE-106] an unreadable one stops, without asking anybody anything', async () => {
    bank = await startScriptedBank()
    const said = { error: 'insufficient_authorization', authorizationRemediation: '@@@' }
    const outcome = await bank.obtain(said)
    expect(outcome).toMatchObject({ kind: 'failed', reason: text('step-up.remedy-unreadable') })
    expect(bank.server.seen).toEqual([])
    expect(bank.rig.asked).toEqual([])
  })

  it('[CASE-104] details are asked for exactly as they were named', () => {
    const parsed = parseRemediation(encode({ authorization_details: details }))
    expect(parsed?.detailsJson).toBe(canonicalize(details))
  })
})

describe('a missing authorization', () => {
  // Dies if: the details are asked for before the person saw them, or something of them is left out.
  it('[ROUTE-02] is shown in our own words before it is asked for, and declining sends nothing', async () => {
    await startExchanging()
    bank.rig.person = () => decline
    expect((await bank.obtain(named)).kind).toBe('cancelled')
    expect(bank.server.seen).toEqual([])
    const [field] = bank.rig.asked[0]?.view.fields ?? []
    expect(field?.description).toContain('payee: Acme⟦U+202E⟧')
    expect(field?.description).toContain('amount: 42.00')
    expect(bank.rig.asked[0]?.view.message).toBe('')
  })

  it('[ROUTE-02] is not asked for when it is too long to be shown', async () => {
    await startExchanging()
    const long = [{ type: 'payment', note: 'x'.repeat(5_000) }]
    const outcome = await bank.obtain(refusal({ authorization_details: long }))
    expect(outcome).toMatchObject({ reason: text('step-up.details-too-long') })
    expect(bank.rig.asked).toEqual([])
  })

  it('[CASE-104] is asked for with exactly the named details, and serves this call', async () => {
    await startExchanging()
    const outcome = await bank.obtain(named)
    expect(outcome.kind).toBe('granted')
    expect(bank.sent('/token')).toHaveLength(1)
    expect(bank.sent('/token')[0]).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      authorization_details: canonicalize(details),
    })
    expect(bank.sent('/token')[0]).not.toHaveProperty('scope')
    const grants = await bank.rig.store.grants.listAll()
    const mine = grants.find(({ purpose }) => purpose === 'call')
    expect(mine).toMatchObject({ callId: bank.call.id, obtainedBy: 'token_exchange' })
  })

  it('[CASE-104] at a first-party issuer it goes over the challenge endpoint first', async () => {
    bank = await startScriptedBank()
    bank.rig.person = agree
    bank.script['/challenge'] = [[200, { authorization_code: 'ac' }]]
    bank.script['/token'] = [[200, { ...exchanged, issued_token_type: undefined }]]
    expect((await bank.obtain(named)).kind).toBe('granted')
    expect(bank.sent('/challenge')[0]?.['authorization_details']).toBe(canonicalize(details))
  })

  // Dies if: the kept token is tried more than once, or the fresh one again under the same name.
  it('[CASE-104] a kept token is tried once, then a fresh one, then it stops', async () => {
    await startExchanging()
    expect((await bank.obtain(named)).kind).toBe('granted')
    const other = { ...bank.call, id: 'call-2' }
    const obtain = () =>
      bank.rig.stepUp.obtainForCall({
        call: other,
        connection: bank.connection,
        challenge: { ...noChallenge, ...named },
      })
    const reused = await obtain()
    expect(reused.kind).toBe('granted')
    expect(bank.sent('/token')).toHaveLength(1)
    expect(bank.rig.asked).toHaveLength(1)
    const grant = 'grantId' in reused ? await bank.rig.store.grants.load(reused.grantId) : null
    expect(grant).toMatchObject({ callId: 'call-2', purpose: 'call' })
    expect(grant?.accessToken.reveal()).toBe('at-rar')
    expect((await obtain()).kind).toBe('granted')
    expect(bank.sent('/token')).toHaveLength(2)
    expect(await obtain()).toMatchObject({ reason: text('step-up.too-many-proofs') })
    expect(bank.sent('/token')).toHaveLength(2)
  })

  // Dies if: the reference is compared in any other way than as plain text, or a token crosses connections.
  it('[CASE-104] another spelling of the reference, or the same at another server, names nothing', async () => {
    await startExchanging()
    await bank.obtain(named)
    const ask = (reference: string, connection = bank.connection) =>
      bank.rig.stepUp.obtainForCall({
        call: buildCall(connection, 'pay', { reference }),
        connection,
        challenge: {
          ...noChallenge,
          ...refusal({ authorization_details: details, authorization_reference: reference }),
        },
      })
    await ask('REF-1')
    expect(bank.sent('/token')).toHaveLength(2)
    await ask('ref-1', { ...bank.connection, url: 'https://other.example/mcp' })
    expect(bank.sent('/token')).toHaveLength(3)
  })

  // Dies if: a token without a name is kept for the next call.
  it('[CASE-105] without a reference the token is used once and not kept', async () => {
    await startExchanging()
    await bank.obtain(unnamed)
    const call = { ...bank.call, id: 'call-2' }
    const challenge = { ...noChallenge, ...unnamed }
    await bank.rig.stepUp.obtainForCall({ call, connection: bank.connection, challenge })
    expect(bank.sent('/token')).toHaveLength(2)
    expect(await bank.obtain(unnamed)).toMatchObject({ reason: text('step-up.too-many-proofs') })
  })

  // Dies if: the granted details are not compared with the ones the person agreed to.
  it.each([
    ['wider', [...details, { type: 'payment', amount: '9999.00' }], 'step-up.wider-scope'],
    ['changed', [{ ...details[0], amount: '43.00' }], 'step-up.wider-scope'],
    ['without the one entry', [], 'step-up.narrower-scope'],
  ] as const)('[ROUTE-03] what comes back %s is not used', async (_name, granted, key) => {
    await startExchanging()
    bank.script['/token'] = [[200, { ...exchanged, authorization_details: granted }]]
    const host = new URL(bank.server.origin).host
    expect(await bank.obtain(named)).toMatchObject({ kind: 'failed', reason: text(key, { host }) })
    const kept = await bank.rig.store.grants.listAll()
    expect(kept.map(({ id }) => id)).toEqual(['standing'])
    expect(bank.rig.dropped).toEqual(['at-rar'])
  })

  it('[ROUTE-03] details are compared entry by entry, in canonical form', () => {
    const asked = '[{"a":1,"type":"t"},{"type":"u"}]'
    expect(judgeDetails(asked, '[{"type":"u"},{"type":"t","a":1}]')).toBe('as_asked')
    expect(judgeDetails(asked, '[{"type":"u"}]')).toBe('less')
    expect(judgeDetails(asked, null)).toBe('unknown')
    expect(judgeDetails(null, null)).toBe('as_asked')
    expect(judgeDetails(null, '[{"type":"u"}]')).toBe('more')
  })
})

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
