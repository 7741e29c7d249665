// Proves that every call that ends leaves a receipt, and that what cannot be recorded is not run.
import { describe, expect, test } from 'vitest'
import { openReceiptKey } from '../../main/activity/receipt-key.ts'
import { receiptSchema, type Receipt } from '../../main/activity/receipt.ts'
import { createReceipts } from '../../main/activity/receipts.ts'
import { createShownRecord } from '../../main/activity/shown-record.ts'
import { peekJws, readSigningKey, thumbprintOf } from '../../main/activity/signing.ts'
import { findDispatchFacts } from '../../main/agent/dispatch-facts.ts'
import { reduceCall } from '../../main/agent/tool-call.ts'
import { sha256Hex } from '../../main/interaction/digest.ts'
import { Secret } from '../../shared/model/secret.ts'
import {
  buildDeferral,
  buildGrant,
  createJourneyWorld,
  receiptKey,
  stepUpChallenge,
  type JourneyWorld,
} from '../agent/journey-world.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { approveOne, createRecordWorld, denyOne, settle } from './record-world.ts'

function receiptOf(world: JourneyWorld, callId: string): Receipt {
  const rows = world.store.activity.listByCall(callId).filter(({ kind }) => kind === 'receipt')
  expect(rows).toHaveLength(1)
  const { jws } = JSON.parse(rows[0]?.detailJson ?? '{}') as { jws: string }
  return receiptSchema.parse(peekJws(jws))
}

describe('a receipt', () => {
  test('[RCPT-01] of an approved call says what was shown, decided, sent and how it ended', async () => {
    const world = createRecordWorld()
    const grant = buildGrant({ id: 'standing', acr: 'urn:bank:totp' })
    world.store.grants.write(await world.store.grants.seal(grant))
    const callId = await approveOne(world)
    const call = world.call(callId)
    const { digest } = call
    expect(receiptOf(world, callId)).toMatchObject({
      callId,
      tool: 'prepare_transfer',
      digest,
      argumentsSha256: sha256Hex(call.argumentsJson),
      editedFromDigest: null,
      shown: [{ digest, surface: 'approval' }],
      decision: { outcome: 'allowed', by: 'person', surface: 'approval', reasonSha256: null },
      sent: [
        {
          attempt: 1,
          digest,
          tokenSha256: sha256Hex('token-of-standing'),
          issuer: 'http://localhost:4000',
          acr: 'urn:bank:totp',
        },
      ],
      outcome: 'done',
      resultSha256: sha256Hex('ok'),
    })
  })

  test('[RCPT-01] of a denied call keeps the reason as a hash, and nothing was sent', async () => {
    const world = createRecordWorld()
    const receipt = receiptOf(world, await denyOne(world, 'Ask me next week.'))
    expect(receipt).toMatchObject({
      decision: { outcome: 'denied', by: 'person', reasonSha256: sha256Hex('Ask me next week.') },
      sent: [],
      outcome: 'denied',
    })
    expect(JSON.stringify(receipt)).not.toContain('next week')
  })

  // Dies if: a proof is left out, or one is named that the call did not have.
  test('[RCPT-02] says how it was proved: a typed number, and a wait that somebody else ended', async () => {
    const world = createRecordWorld()
    world.answerSend = (attempt) =>
      attempt === 1
        ? { kind: 'challenged', challenge: stepUpChallenge }
        : { kind: 'done', resultText: 'ok', isError: false }
    world.answerObtain = () => ({ kind: 'deferred', deferralId: 'wait' })
    const deferral = buildDeferral({ id: 'wait', callId: null })
    const call = world.receive('pay', { amount: 30, currency: 'EUR', recipient: 'Nordlicht' })
    await settle()
    world.store.deferrals.write(await world.store.deferrals.seal({ ...deferral, callId: call.id }))
    world.approve(call.id, '30')
    await settle()
    const grant = buildGrant({ id: 'late', purpose: 'call', callId: call.id, acr: 'urn:two' })
    world.store.grants.write(await world.store.grants.seal(grant))
    const ended = { ...deferral, callId: call.id, state: 'succeeded' as const }
    world.journey.onDeferralEnd({
      deferral: ended,
      grantId: 'late',
      reason: null,
    })
    await settle()
    expect(world.call(call.id).state).toBe('done')
    expect(receiptOf(world, call.id).proofs).toEqual([
      { kind: 'typed_number', host: null, acr: null },
      { kind: 'deferral', host: 'localhost:4000', acr: 'urn:two' },
    ])
  })

  // Dies if: the receipt is written apart from the end of its call.
  test('[RCPT-03] is written with the end of its call, or the end is not', async () => {
    const world = createRecordWorld()
    const { callId, answer } = await approveHalfway(world)
    let writes = 0
    world.store.beforeWrite = () => {
      writes += 1
      if (writes === 3) throw new Error('the process died here')
    }
    answer()
    await settle()
    const kinds = world.store.activity.listByCall(callId).map(({ kind }) => kind)
    expect(kinds).not.toContain('call_ended')
    expect(world.call(callId).state).toBe('sending')
    expect(writes).toBe(3)
  })
})

/** Its bytes are on the way; `answer` is the server's. */
async function approveHalfway(
  world: JourneyWorld,
): Promise<{ callId: string; answer: () => void }> {
  let answer: () => void = () => undefined
  world.answerSend = () =>
    new Promise((resolve) => {
      answer = () => resolve({ kind: 'done', resultText: 'ok', isError: false })
    })
  const callId = await approveOne(world)
  return { callId, answer: () => answer() }
}

describe('what cannot be recorded', () => {
  // Dies if: the intent is written apart from the sending, or a failure to write it is passed over.
  test('[RCPT-04] is not run while the disk is full, and runs once there is room', async () => {
    const world = createRecordWorld()
    const call = world.receive('prepare_transfer', { amount: 20, recipient: 'Nordlicht' })
    await settle()
    world.approve(call.id)
    world.store.full = true
    await settle()
    expect(world.sent).toEqual([])
    world.store.full = false
    world.clock.advance(10_000)
    await settle()
    expect(world.sent).toHaveLength(1)
    expect(receiptOf(world, call.id).outcome).toBe('done')
  })

  // Dies if: the key is only looked for when the receipt is written.
  test('[RCPT-04] is not run without a key to sign with, and the person is told so', () => {
    const world = createJourneyWorld()
    const call = { ...world.receive('prepare_transfer', { amount: 20, recipient: 'N' }) }
    const approved = { ...call, state: 'approved' as const, expiresAtMs: Number.MAX_SAFE_INTEGER }
    world.store.calls.save(approved)
    const receipts = createReceipts(world.store, null)
    const policy = () => ({ decision: 'ask', ruleId: null }) as const
    const facts = findDispatchFacts({ store: world.store, receipts }, approved, {
      policy,
      grant: null,
    })
    const step = reduceCall(approved, { kind: 'dispatch', facts }, 1)
    expect(step.call).toMatchObject({ state: 'failed' })
    expect(step.call.outcomeText).toContain('no receipt of it could have been signed')
    expect(step.effects.map(({ kind }) => kind)).not.toContain('transmit')
    const [ruled] = world.store.activity.listByCall(call.id).slice(-1)
    receipts.append(step.call)
    expect(world.store.activity.listByCall(call.id).at(-1)).toEqual(ruled)
  })

  test('[RCPT-04] one byte changed after approval is refused, and the receipt says what was shown', async () => {
    const world = createRecordWorld()
    const call = world.receive('prepare_transfer', { amount: 20, recipient: 'Nordlicht' })
    await settle()
    world.approve(call.id)
    const stored = world.call(call.id)
    const argumentsJson = stored.argumentsJson.replace('20', '21')
    world.store.calls.save({ ...stored, argumentsJson })
    await settle()
    expect(world.sent).toEqual([])
    expect(world.call(call.id).outcomeText).toContain('no longer what was approved')
    expect(receiptOf(world, call.id)).toMatchObject({
      shown: [{ digest: call.digest }],
      digest: call.digest,
      sent: [],
      outcome: 'failed',
    })
  })
})

describe('the key', () => {
  const log = (): void => undefined
  const open = (survivesRestart: boolean, store = createMemoryStore()) =>
    openReceiptKey({ secrets: store.secrets, survivesRestart, log })

  test('[RCPT-06] is the same after a restart, and its private part is kept as a secret', async () => {
    const store = createMemoryStore()
    const first = await open(true, store)
    const again = await open(true, store)
    expect(first?.lasts).toBe(true)
    expect(again?.kid).toBe(first?.kid)
    const kept = await store.secrets.load('receipt-key')
    expect(String(kept)).toBe('[secret]')
    expect(readSigningKey(kept?.reveal() ?? '').kid).toBe(first?.kid)
  })

  // Dies if: a key sealed in a keychain that is away is overwritten by one of this process.
  test('[RCPT-06] without a keychain serves this process only, and replaces nothing', async () => {
    const store = createMemoryStore()
    await store.secrets.save('receipt-key', new Secret('kept elsewhere'))
    const key = await open(false, store)
    expect(key?.lasts).toBe(false)
    expect((await store.secrets.load('receipt-key'))?.reveal()).toBe('kept elsewhere')
  })

  test('[RCPT-06] that cannot be kept on a full disk serves this process', async () => {
    const store = createMemoryStore()
    store.full = true
    expect((await open(true, store))?.lasts).toBe(false)
  })

  test('[RCPT-06] that is no key any more gives way to a new one', async () => {
    const store = createMemoryStore()
    await store.secrets.save('receipt-key', new Secret('{"kty":"oct"}'))
    expect((await open(true, store))?.lasts).toBe(true)
  })

  test('[RCPT-06] is named by the record before the first thing it signs, once', async () => {
    const world = createRecordWorld()
    await approveOne(world)
    await denyOne(world)
    const rows = world.store.activity.listAfter(0, 100)
    const named = rows.filter(({ kind }) => kind === 'receipt_key')
    expect(named).toHaveLength(1)
    const detail = JSON.parse(named[0]?.detailJson ?? '{}') as { kid: string; jwk: never }
    expect(detail).toMatchObject({ kid: receiptKey.kid, lasts: true })
    expect(thumbprintOf(detail.jwk)).toBe(receiptKey.kid)
    expect(JSON.stringify(detail)).not.toContain('"d"')
  })
})

describe('what was shown', () => {
  const shownRows = (world: JourneyWorld, callId: string) =>
    world.store.activity
      .listByCall(callId)
      .filter(({ kind }) => kind === 'call_shown')
      .map(({ detailJson }) => (JSON.parse(detailJson) as { surface: string }).surface)

  // Dies if: painting alone counts, or a view that is looked at again is put on record again.
  test('[RCPT-07] is on record once it was in front of the person for as long as an answer needs', async () => {
    const world = createJourneyWorld()
    let visible = false
    const record = createShownRecord({
      ...world,
      log: () => undefined,
      shownGate: {
        requireShown: () => {
          if (!visible) throw new Error('not shown')
        },
      },
    })
    const call = world.receive('prepare_transfer', { amount: 1, recipient: 'N' })
    await settle()
    const [open] = world.store.interactions.listOpenOfCall(call.id)
    if (open === undefined) throw new Error('nothing was asked')
    record.onPainted(open.id, call.digest)
    world.clock.advance(400)
    expect(shownRows(world, call.id)).toEqual([])
    world.clock.advance(5_000)
    expect(shownRows(world, call.id)).toEqual([])
    visible = true
    world.clock.advance(600)
    expect(shownRows(world, call.id)).toEqual(['approval'])
    record.onPainted(open.id, call.digest)
    record.onNotified(open.id)
    record.onNotified(open.id)
    world.clock.advance(5_000)
    expect(shownRows(world, call.id)).toEqual(['approval', 'notification'])
    // What the person changed is another thing to have seen.
    const changed = { ...world.call(call.id), digest: 'e'.repeat(64) }
    world.store.calls.save(changed)
    world.store.interactions.save({ ...open, digest: changed.digest, edited: true })
    world.approve(call.id)
    await settle()
    expect(shownRows(world, call.id)).toEqual(['approval', 'notification', 'approval'])
  })
})
