// Flows of a bank that names exactly what is missing: authorization details, or an auth_session of its own.
import { expect, test } from 'vitest'
import type { Connection } from '../../shared/model/connection.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { decide } from '../sandbox/control.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

/** Signed in through the browser: the issuer is not marked first-party. */
async function connectByBrowser({ person, engine, sandbox }: Flow): Promise<Connection> {
  const { id } = await person.connect(sandbox.mcpUrl)
  await engine.connections.signIn(id)
  const bank = person.connection(id)
  expect(bank.status).toBe('ready')
  return bank
}

/** The question whether these details may be asked for, in words that show them. */
function detailsQuestion({ engine }: Flow, callId: string): Promise<Interaction> {
  return until('the details to be shown', () =>
    engine.queue.listOpen().find((one) => one.elicitation !== null && one.callId === callId),
  )
}

function agree({ engine }: Flow, { id, digest, elicitation }: Interaction): void {
  const content = Object.fromEntries((elicitation?.fields ?? []).map(({ name }) => [name, true]))
  engine.queue.answer({ interactionId: id, digest, answer: { action: 'accept', content } })
}

async function payLarge(flow: Flow): Promise<ToolCall> {
  flow.sandbox.world.settings.remedy = 'authorization_details'
  return flow.person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')
}

// Dies if: the details are asked for before the person saw them, or a token for other details is used.
test('[FLOW-82] the details the bank misses are shown, deferred to the second approver, and pay once', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    await connectByBrowser(flow)
    const call = await payLarge(flow)
    const asked = await detailsQuestion(flow, call.id)
    expect(JSON.stringify(asked.elicitation?.fields)).toContain('Nordlicht')
    expect(sandbox.world.deferrals.size).toBe(0)
    agree(flow, asked)
    const wait = await person.deferral(call)
    expect(JSON.parse(wait.authorizationDetailsJson ?? '[]')).toMatchObject([
      { type: 'harbor_payment', instructedAmount: { amount: '1200', currency: 'EUR' } },
    ])
    decide(sandbox.world, {}, true)
    expect((await person.end(call)).state).toBe('done')
    expect(flow.runs('pay')).toBe(1)
  }))

test('[FLOW-82] details that the person does not want are not asked for', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    await connectByBrowser(flow)
    const call = await payLarge(flow)
    person.decline(await detailsQuestion(flow, call.id))
    expect((await person.end(call)).state).toBe('cancelled')
    expect(sandbox.world.deferrals.size).toBe(0)
    expect(flow.runs('pay')).toBe(0)
  }))

test('[FLOW-82] at a first-party issuer the person proves themselves, and the approver still decides', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    await person.connectBank()
    const call = await payLarge(flow)
    agree(flow, await detailsQuestion(flow, call.id))
    const wait = await person.deferral(call)
    expect(wait.serverWords).toBe('Waiting for Mara Lindqvist (second approver).')
    decide(sandbox.world, {}, false)
    expect((await person.end(call)).state).toBe('denied')
    expect(flow.runs('pay')).toBe(0)
  }))

// Dies if: an auth_session named by a resource server is taken although the server was never marked.
test('[FLOW-83] an auth_session that the marked bank began is used for its proof', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    const { id, issuer } = await connectByBrowser(flow)
    sandbox.world.settings.headerSession = true
    const widening = { what: 'first_party_issuer', issuer: issuer ?? '', connectionId: id } as const
    person.approve(engine.queue.openWidening(widening, id))
    const call = await person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')
    await person.proveByCode()
    expect((await person.end(call)).state).toBe('done')
    const sessions = [...sandbox.world.authSessions.values()]
    expect(sessions).toHaveLength(1)
    expect(flow.runs('pay')).toBe(1)
  }))

test('[FLOW-83] an auth_session of a bank that nobody marked counts for nothing', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    await connectByBrowser(flow)
    sandbox.world.settings.headerSession = true
    const call = await person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')
    expect((await person.end(call)).state).toBe('done')
    expect(flow.opened).toHaveLength(2)
    const challenged = sandbox.world.record.requests.filter(({ path }) => path === '/challenge')
    expect(challenged).toEqual([])
  }))
