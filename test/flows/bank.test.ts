// Flows at the bank: sign-in, held calls, approvals, denials and typed amounts.
import { expect, test } from 'vitest'
import { withFlow } from './engine-harness.ts'
import { until } from './until.ts'

test('[FLOW-01] adds the sandbox, marks it first-party, signs in by a code and lists its tools', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    const bank = await person.connectBank()
    expect(bank.name).toBe('Harbor Bank')
    const tools = engine.store.connections.listTools(bank.id).map(({ name }) => name)
    expect(tools).toEqual(expect.arrayContaining(['list_accounts', 'prepare_transfer', 'pay']))
    const { connections, inbox } = await flow.overview()
    expect(connections[0]).toMatchObject({ firstParty: true, status: 'ready', progress: [] })
    expect(connections[0]?.grants[0]?.boundToThisDevice).toBe(true)
    expect(inbox).toEqual([])
    expect(flow.opened).toEqual([])
  }))

test('[FLOW-02] a prepared transfer is held, runs once when approved, and leaves its record', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await person.connectBank()
    const task = person.give('Prepare a transfer of 20 EUR to Nordlicht')
    const asked = await person.question('prepare_transfer')
    expect(flow.runs('prepare_transfer')).toBe(0)
    const card = engine.loadApproval({
      interactionId: asked.id,
      busy: null,
      standalone: false,
    }).card
    expect(card?.title).toBe('Prepare a transfer of €20.00 to Nordlicht')
    expect(card?.confirmation).toBeNull()
    person.approve(asked)
    const call = await person.end({ id: asked.callId ?? '' })
    expect(call).toMatchObject({ state: 'done', outcomeText: 'It ran.' })
    expect(flow.runs('prepare_transfer')).toBe(1)
    const kinds = engine.store.activity.listByCall(call.id).map(({ kind }) => kind)
    expect(kinds).toEqual([
      'call_received',
      'call_asked',
      'call_shown',
      'call_approved',
      'call_sent',
      'call_ended',
      'receipt',
    ])
    const said = await until('the task to end', async () =>
      engine.store.tasks.load(task.id)?.state === 'done' ? person.readTask(task.id) : null,
    )
    expect(said).toContain('Draft saved: EUR 20.00 to Nordlicht. Nothing moved.')
    expect(flow.ended.map(({ id }) => id)).toEqual([call.id])
  }))

test('[FLOW-03] a denial ends the call, and its reason reaches the agent', () =>
  withFlow(async (flow) => {
    const { person } = flow
    await person.connectBank()
    const task = person.give('Prepare a transfer of 20 EUR to Nordlicht')
    const asked = await person.question('prepare_transfer')
    person.deny(asked, 'Ask me next week.')
    const call = await person.end({ id: asked.callId ?? '' })
    expect(call).toMatchObject({ state: 'denied', attempts: 0 })
    expect(await person.readTask(task.id)).toContain(
      'You denied it: “Ask me next week.” Nothing was sent.',
    )
    expect(() => person.approve(asked)).toThrow('no longer open')
    expect(flow.runs('prepare_transfer')).toBe(0)
  }))

test('[FLOW-04] a question nobody answers ends the call as expired', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await person.connectBank()
    person.give('Prepare a transfer of 20 EUR to Nordlicht')
    const asked = await person.question('prepare_transfer')
    // As if an hour had passed: the row says so, and the next start looks at it.
    flow.change((store) => store.interactions.save({ ...asked, expiresAtMs: Date.now() - 1 }))
    await flow.restart()
    const call = await person.end({ id: asked.callId ?? '' })
    expect(call).toMatchObject({ state: 'expired', attempts: 0 })
    expect(call.outcomeText).toBe('Nobody answered in time. Nothing was sent.')
    expect(() => person.approve(asked)).toThrow('no longer open')
    expect(engine).not.toBe(flow.engine)
    expect(flow.runs('prepare_transfer')).toBe(0)
  }))

test('[FLOW-05] a payment needs its amount typed again; a wrong one leaves it open', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await person.connectBank()
    person.give('Pay 20 EUR to Nordlicht')
    const asked = await person.question('pay')
    for (const typed of [null, '', '2', '200', '20.01', 'twenty']) {
      expect(() => person.approve(asked, typed)).toThrow('the question is still open')
    }
    expect(() =>
      engine.queue.approve({
        interactionId: asked.id,
        surface: 'notification',
        digest: asked.digest,
        confirmation: '20',
      }),
    ).toThrow('cannot be approved here')
    expect(engine.queue.load(asked.id)?.state).toBe('open')
    expect(flow.runs('pay')).toBe(0)
    person.approve(asked, '20.00')
    expect(await person.end({ id: asked.callId ?? '' })).toMatchObject({ state: 'done' })
    expect(flow.runs('pay')).toBe(1)
  }))
