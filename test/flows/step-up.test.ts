// Flows of proofs given in the app: one-time codes, passkeys, and what happens when they are not given.
import { expect, test } from 'vitest'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

/** Signs in and approves a payment that the bank wants a proof for. */
async function payMedium({ person }: Flow): Promise<ToolCall> {
  await person.connectBank()
  return person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')
}

test('[FLOW-06] a payment that needs more proof runs once after the code', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    const call = await payMedium(flow)
    const asked = await person.choose('totp')
    expect(asked.elicitation?.answersTo).toBe(new URL(flow.sandbox.issuer).host)
    expect(asked.callId).toBe(call.id)
    expect(flow.runs('pay')).toBe(0)
    await person.typeCode(person.code())
    const ended = await person.end(call)
    expect(ended).toMatchObject({ state: 'done', attempts: 2, interactiveRounds: 1 })
    expect(flow.runs('pay')).toBe(1)
    expect(flow.sandbox.world.effects.at(-1)?.acr).toBe('urn:harbor:acr:totp')
    const grants = await until('the grant of the call to go', async () => {
      const all = await engine.store.grants.listAll()
      return all.every(({ purpose }) => purpose === 'standing') ? all : null
    })
    expect(grants).toHaveLength(1)
  }))

test('[FLOW-07] three wrong codes come to a clear end and nothing runs', () =>
  withFlow(async (flow) => {
    const { person } = flow
    const call = await payMedium(flow)
    await person.choose('totp')
    for (const triesLeft of [3, 2, 1]) {
      const asked = await person.typeCode(person.wrongCode())
      expect(asked.elicitation?.triesLeft).toBe(triesLeft)
      if (triesLeft < 3) expect(asked.elicitation?.problem).toContain('That code was not accepted')
    }
    const ended = await person.end(call)
    expect(ended.state).toBe('denied')
    expect(ended.outcomeText).toContain('It said: “Too many wrong codes.”')
    expect(flow.runs('pay')).toBe(0)
    expect((await flow.overview()).inbox).toEqual([])
  }))

test('[FLOW-08] declining the proof cancels the call', () =>
  withFlow(async (flow) => {
    const { person } = flow
    const call = await payMedium(flow)
    person.decline(await person.elicitation('authenticator_choice'))
    const ended = await person.end(call)
    expect(ended).toMatchObject({
      state: 'cancelled',
      outcomeText: 'You declined to give the proof. Nothing was sent for it.',
    })
    expect(flow.runs('pay')).toBe(0)
  }))

test('[FLOW-09] a passkey is registered and then proves a payment and a payee', () =>
  withFlow(async (flow) => {
    const { person, ceremony } = flow
    const bank = await person.connectBank()
    await registerPasskey(flow, bank.id)
    expect(flow.sandbox.world.passkeys).toHaveLength(1)
    const call = await person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')
    await person.choose('passkey')
    person.answer(await person.elicitation('passkey'), {})
    expect(await person.end(call)).toMatchObject({ state: 'done' })
    const payee = await person.giveAndApprove(
      'Add payee name: "Nordlicht" IBAN DE02120300000000202051',
      'add_payee',
    )
    await person.choose('passkey')
    person.answer(await person.elicitation('passkey'), {})
    expect(await person.end(payee)).toMatchObject({ state: 'done' })
    expect(ceremony.runs.map(({ kind }) => kind)).toEqual(['create', 'get', 'get'])
    expect(new Set(ceremony.runs.map(({ origin }) => origin))).toEqual(
      new Set([flow.sandbox.issuer]),
    )
    expect([flow.runs('pay'), flow.runs('add_payee')]).toEqual([1, 1])
  }))

test('[FLOW-10] a passkey ceremony that is cancelled twice ends the call as cancelled', () =>
  withFlow(async (flow) => {
    const { person, ceremony } = flow
    const bank = await person.connectBank()
    await registerPasskey(flow, bank.id)
    ceremony.mode = 'cancel'
    const call = await person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')
    await person.choose('passkey')
    const first = await person.elicitation('passkey')
    person.answer(first, {})
    const second = await until('the passkey to be asked for again', () =>
      flow.engine.queue
        .listOpen()
        .find(({ id, elicitation }) => id !== first.id && elicitation?.kind === 'passkey'),
    )
    expect(second.elicitation?.problem).toBe(
      'The passkey was not used. You can try once more, or decline.',
    )
    person.answer(second, {})
    const ended = await person.end(call)
    expect(ended.state).toBe('cancelled')
    expect(ended.outcomeText).toContain('Nothing was sent')
    expect(flow.runs('pay')).toBe(0)
  }))

test('[FLOW-11] without an authenticator the passkey choice says why, and the code still works', () =>
  withFlow(async (flow) => {
    const { person, ceremony } = flow
    const bank = await person.connectBank()
    await registerPasskey(flow, bank.id)
    ceremony.unavailable = 'There is no authenticator on this computer.'
    const call = await person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')
    const first = await person.choose('passkey')
    expect(first.elicitation?.passkeyUnavailable).toBe(ceremony.unavailable)
    const again = await until('the choice to be asked again', () =>
      flow.engine.queue.listOpen().find(({ id }) => id !== first.id),
    )
    expect(again.elicitation?.problem).toContain(
      'A passkey cannot be used here: There is no authenticator on this computer.',
    )
    await person.proveByCode()
    expect(await person.end(call)).toMatchObject({ state: 'done' })
    expect(flow.runs('pay')).toBe(1)
    expect(ceremony.runs).toHaveLength(1)
  }))

async function registerPasskey({ engine, person }: Flow, bankId: string): Promise<void> {
  const registering = engine.stepUp.registerPasskey(person.connection(bankId))
  await person.proveByCode()
  person.answer(await person.elicitation('passkey_registration'), {})
  expect(await registering).toEqual({ kind: 'registered' })
}
