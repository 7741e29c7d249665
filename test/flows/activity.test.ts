// The record of a whole story: every call receipted, the export sound with the public key alone, and no secret in it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { receiptSchema, type Receipt } from '../../main/activity/receipt.ts'
import { peekJws } from '../../main/activity/signing.ts'
import { verifyFile } from '../../main/activity/verify-file.ts'
import type { ActivityService } from '../../main/bootstrap-activity.ts'
import { decide } from '../sandbox/control.ts'
import { findSecrets, listOwnSecrets } from './canary.ts'
import { failingKeychain, withFlow, type Flow } from './engine-harness.ts'

function makeService({ engine }: Flow): { service: ActivityService; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-flow-export-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'export')
  const service = engine.buildActivity(() => Promise.resolve(file))
  return { service, file }
}

function receiptOf({ engine }: Flow, callId: string): Receipt {
  const row = engine.store.activity.listByCall(callId).findLast(({ kind }) => kind === 'receipt')
  const { jws } = JSON.parse(row?.detailJson ?? '{}') as { jws: string }
  return receiptSchema.parse(peekJws(jws))
}

const whole = { fromMs: null, toMs: null }

/** A draft, a denial and a payment with a code. */
async function playStory(flow: Flow): Promise<{ draft: string; paid: string; denied: string }> {
  const { person } = flow
  await person.connectBank()
  const draft = await person.giveAndApprove(
    'Prepare a transfer of 20 EUR to Nordlicht',
    'prepare_transfer',
  )
  await person.end(draft)
  person.give('Prepare a transfer of 7 EUR to Weber')
  const denied = await person.question('prepare_transfer')
  person.deny(denied, 'Not this month.')
  await person.end({ id: denied.callId ?? '' })
  const paid = await person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')
  await person.choose('totp')
  await person.typeCode(person.code())
  await person.end(paid)
  return { draft: draft.id, paid: paid.id, denied: denied.callId ?? '' }
}

// Dies if: a row of any kind holds a secret, or a receipt contradicts what was recorded on the way.
test('[ACT-19] a whole story exports sound, receipted call by call, and holds no secret', () =>
  withFlow(async (flow) => {
    const { draft, paid, denied } = await playStory(flow)
    const { service, file } = makeService(flow)
    expect(await service.export({ format: 'jsonl', ...whole })).toMatchObject({ isGood: true })
    const { fingerprint, keyLasts } = service.about()
    expect(keyLasts).toBe(true)
    const { isSound, lines } = await verifyFile(file, fingerprint)
    expect(lines.join('\n')).toContain('Sound:')
    expect(isSound).toBe(true)
    expect((await service.check()).isGood).toBe(true)
    const secrets = flow.records.flatMap((record) => [...record.secrets.values()])
    secrets.push(...(await listOwnSecrets(flow.engine)))
    const key = await flow.engine.store.secrets.load('receipt-key')
    const { d = '' } = JSON.parse(key?.reveal() ?? '{}') as { d?: string }
    expect(d).not.toBe('')
    secrets.push({ kind: 'receipt key', value: d })
    await service.export({ format: 'html', ...whole })
    const html = readFileSync(file, 'utf8')
    await service.export({ format: 'jsonl', ...whole })
    const jsonl = readFileSync(file, 'utf8')
    // What is inside of a JWS is looked at too.
    const inside = jsonl.match(/eyJ[\w-]+/g)?.map((part) => Buffer.from(part, 'base64url')) ?? []
    const places = new Map([
      ['html', html],
      ['jsonl', jsonl],
      ['receipts', inside.join('\n')],
    ])
    expect(findSecrets(secrets, places)).toEqual([])
    expect([draft, denied].map((id) => receiptOf(flow, id).outcome)).toEqual(['done', 'denied'])
    checkPaid(flow, paid)
  }))

/** What the receipt says was sent is what the bank took, by a token it knows. */
function checkPaid(flow: Flow, paid: string): void {
  const { digest } = flow.person.call(paid)
  const receipt = receiptOf(flow, paid)
  expect(receipt.decision).toMatchObject({ outcome: 'allowed', by: 'person', surface: 'approval' })
  expect(receipt.shown).toMatchObject([{ digest, surface: 'approval' }])
  expect(receipt.sent.map((sent) => sent.digest)).toEqual([digest, digest])
  expect(receipt.proofs.map(({ kind }) => kind)).toEqual(['typed_number', 'one_time_code'])
  const issued = flow.records.flatMap(({ tokens }) => tokens.map(({ sha256 }) => sha256))
  for (const { tokenSha256 } of receipt.sent) expect(issued).toContain(tokenSha256)
  expect(receipt.sent.at(-1)?.acr).toBe('urn:harbor:acr:totp')
}

test('[ACT-19] a deferred payment names who agreed, and its history shows the wait', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await person.connectBank()
    const call = await person.giveAndApprove('Pay 2000 EUR to Weber', 'pay', '2000')
    await person.deferral(call)
    decide(flow.sandbox.world, {}, true)
    await person.end(call)
    const host = new URL(flow.sandbox.issuer).host
    expect(receiptOf(flow, call.id).proofs.at(-1)).toMatchObject({ kind: 'deferral', host })
    const { service } = makeService(flow)
    const history = service.call({ callId: call.id })
    expect(history.steps.map(({ phase }) => phase)).toContain('others')
    expect(history.receipt).toMatchObject({ isSound: true })
    expect(engine.store.activity.lastOfKind('receipt')?.callId).toBe(call.id)
  }))

test('[RCPT-06] without a keychain the record is still signed, and the person can know it', () =>
  withFlow(
    async (flow) => {
      await flow.person.connectBank()
      const { service, file } = makeService(flow)
      expect(service.about().keyLasts).toBe(false)
      const first = service.about().fingerprint
      await flow.restart()
      const later = makeService(flow)
      const { fingerprint } = later.service.about()
      expect(fingerprint).not.toBe(first)
      await later.service.export({ format: 'jsonl', ...whole })
      expect((await verifyFile(later.file, fingerprint)).isSound).toBe(true)
      expect(file).not.toBe(later.file)
    },
    { keychain: failingKeychain },
  ))
