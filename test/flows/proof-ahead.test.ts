// Flows of proofs given together with an approval: taken without another card, refused, not asked for, and never elsewhere.
import { expect, test } from 'vitest'
import type { ApprovalCard } from '../../shared/approval-card.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

/** A payment that was proved by a code; the next one is expected to need one too. */
async function payOnce({ person }: Flow): Promise<void> {
  await person.connectBank()
  const call = await person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')
  await person.proveByCode()
  expect((await person.end(call)).state).toBe('done')
}

async function askAgain({ person }: Flow, amount: number): Promise<Interaction> {
  person.give(`Pay ${String(amount)} EUR to Nordlicht`)
  return person.question('pay')
}

function cardOf({ engine }: Flow, { id }: Interaction): ApprovalCard | null {
  return engine.loadApproval({ interactionId: id, busy: null, standalone: false }).card
}

/** As the handler of the door does it. */
function approveWith(
  flow: Flow,
  asked: Interaction,
  given: { typed: string; code: string | null },
) {
  flow.person.approve(asked, given.typed)
  flow.engine.ahead.keep(asked.id, given.code === null ? null : new Secret(given.code))
}

const elicitationsOf = ({ engine }: Flow, callId: string) =>
  engine.store.interactions.listByCall(callId).filter(({ kind }) => kind === 'elicitation')

test('[AHEAD-01] [AHEAD-02] [AHEAD-03] a code given with the approval proves the payment without another card', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await payOnce(flow)
    const asked = await askAgain(flow, 601)
    const host = new URL(flow.sandbox.issuer).host
    expect(cardOf(flow, asked)?.stepUpAhead).toEqual({ kind: 'otp', host, digits: 6 })
    const opened: Interaction[] = []
    engine.queue.onEvent(({ kind, interaction }) => {
      if (kind === 'opened') opened.push(interaction)
    })
    approveWith(flow, asked, { typed: '601', code: person.code() })
    const ended = await person.end({ id: asked.callId ?? '' })
    expect(ended).toMatchObject({ state: 'done', attempts: 2 })
    // Dies if: the person is asked once more for what they gave already.
    expect(opened).toEqual([])
    expect(flow.sandbox.world.effects.at(-1)?.acr).toBe('urn:harbor:acr:totp')
    expect(elicitationsOf(flow, ended.id).map(({ state }) => state)).toEqual([
      'answered',
      'answered',
    ])
    // So that it is expected the time after as well.
    expect(cardOf(flow, await askAgain(flow, 602))?.stepUpAhead?.kind).toBe('otp')
  }))

test('[AHEAD-04] a code given ahead that is refused leads to the ordinary card, with the tries left', () =>
  withFlow(async (flow) => {
    const { person } = flow
    await payOnce(flow)
    const asked = await askAgain(flow, 601)
    approveWith(flow, asked, { typed: '601', code: person.wrongCode() })
    const again = await person.elicitation('totp')
    expect(again.callId).toBe(asked.callId)
    expect(again.elicitation?.triesLeft).toBe(2)
    expect(again.elicitation?.problem).toContain('That code was not accepted')
    expect(flow.runs('pay')).toBe(1)
    await person.typeCode(person.code())
    expect((await person.end({ id: asked.callId ?? '' })).state).toBe('done')
    expect(flow.runs('pay')).toBe(2)
  }))

test('[AHEAD-02] a code that was left out, or that is not asked for, changes nothing', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await payOnce(flow)
    const without = await askAgain(flow, 601)
    approveWith(flow, without, { typed: '601', code: null })
    await person.proveByCode()
    expect((await person.end({ id: without.callId ?? '' })).state).toBe('done')
    // Up to 50 the bank asks for no proof.
    const small = await askAgain(flow, 20)
    approveWith(flow, small, { typed: '20', code: person.code() })
    const ended = await person.end({ id: small.callId ?? '' })
    expect(ended).toMatchObject({ state: 'done', attempts: 1 })
    const view = { ...elicitationsOf(flow, without.callId ?? '').at(-1) }
    const draft = { callId: ended.id, connectionId: ended.connectionId, expiresAtMs: 0 }
    expect(view.elicitation?.kind).toBe('totp')
    if (view.elicitation == null) return
    const keeper = engine.ahead as Partial<{ take: (...of: unknown[]) => unknown }>
    // Dies if: a code outlives the call it was given for.
    expect(keeper.take?.({ ...draft, view: view.elicitation }, flow.sandbox.issuer)).toBeNull()
  }))

test('[AHEAD-05] after a passkey last time the ceremony opens right after Approve', () =>
  withFlow(async (flow) => {
    const { person, engine, ceremony } = flow
    const bank = await person.connectBank()
    const registering = engine.stepUp.registerPasskey(person.connection(bank.id))
    await person.proveByCode()
    person.answer(await person.elicitation('passkey_registration'), {})
    await registering
    const first = await person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')
    await person.choose('passkey')
    person.answer(await person.elicitation('passkey'), {})
    expect((await person.end(first)).state).toBe('done')
    const asked = await askAgain(flow, 601)
    expect(cardOf(flow, asked)?.stepUpAhead?.kind).toBe('passkey')
    approveWith(flow, asked, { typed: '601', code: null })
    expect((await person.end({ id: asked.callId ?? '' })).state).toBe('done')
    expect(ceremony.runs.map(({ kind }) => kind)).toEqual(['create', 'get', 'get'])
    // A ceremony that is put away is offered again on its own card, as ever.
    ceremony.mode = 'cancel'
    const third = await askAgain(flow, 602)
    approveWith(flow, third, { typed: '602', code: null })
    const again = await person.elicitation('passkey')
    expect(again.elicitation?.problem).toContain('The passkey was not used')
    person.decline(again)
    expect((await person.end({ id: third.callId ?? '' })).state).toBe('cancelled')
  }))

test('[EDIT-01] [EDIT-08] an edited payment runs as edited, over a restart, and the agent hears of it', () =>
  withFlow(async (flow) => {
    const { person } = flow
    await person.connectBank()
    const task = person.give('Pay 30 EUR to Nordlicht')
    const asked = await person.question('pay')
    const call = (): ToolCall => person.call(asked.callId ?? '')
    const args = JSON.parse(call().argumentsJson) as Record<string, unknown>
    const edited = JSON.stringify({ ...args, amount: 25 })
    const request = { interactionId: asked.id, digest: asked.digest, argumentsJson: edited }
    expect(await flow.engine.edit({ ...request, argumentsJson: '{"amount":"x"}' })).toMatchObject({
      outcome: 'refused',
    })
    expect(await flow.engine.edit(request)).toEqual({ outcome: 'edited' })
    await flow.restart()
    const again = await person.question('pay')
    expect(again).toMatchObject({ id: asked.id, edited: true, digest: call().digest })
    expect(cardOf(flow, again)?.confirmation).not.toBeNull()
    expect(() => person.approve(asked, '30')).toThrow()
    person.approve(again, '25')
    expect((await person.end(call())).state).toBe('done')
    expect(flow.sandbox.world.effects.at(-1)?.arguments).toMatchObject({ amount: 25 })
    await until('the agent to hear of it', async () =>
      (await person.readTask(task.id)).includes('25') ? true : null,
    )
  }))
