// Flows that are cut off half-way: the process goes, the task is cancelled, the connection is removed.
import { expect, test } from 'vitest'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { decide } from '../sandbox/control.ts'
import { failingKeychain, withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

const payLarge = ({ person }: Flow): Promise<ToolCall> =>
  person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')

const payMedium = ({ person }: Flow): Promise<ToolCall> =>
  person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')

test.concurrent(
  '[FLOW-41] a question that was open before a crash is still open, and can be answered once',
  () =>
    withFlow(async (flow) => {
      const { person } = flow
      await person.connectBank()
      person.give('Prepare a transfer of 20 EUR to Nordlicht')
      const before = await person.question('prepare_transfer')
      await flow.restart()
      const after = await person.question('prepare_transfer')
      expect(after).toEqual(before)
      person.approve(after)
      expect(await person.end({ id: after.callId ?? '' })).toMatchObject({ state: 'done' })
      expect(() => person.approve(after)).toThrow('no longer open')
      expect(flow.runs('prepare_transfer')).toBe(1)
    }),
)

test.concurrent(
  '[FLOW-41] a proof that was being given when the process went is asked for once more, and the call runs once',
  () =>
    withFlow(async (flow) => {
      const { person } = flow
      await person.connectBank()
      const call = await payMedium(flow)
      await person.choose('totp')
      await person.elicitation('totp')
      await flow.restart()
      await person.elicitation('authenticator_choice')
      expect((await flow.overview()).inbox).toHaveLength(1)
      await person.proveByCode()
      expect(await person.end(call)).toMatchObject({ state: 'done', attempts: 2 })
      expect(flow.runs('pay')).toBe(1)
    }),
)

test.concurrent('[FLOW-41] a sign-in that was cut off is said so and can be begun again', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    const { id, issuer } = await person.connect(sandbox.mcpUrl)
    const widening = { what: 'first_party_issuer', issuer: issuer ?? '', connectionId: id } as const
    person.approve(engine.queue.openWidening(widening, id))
    await person.elicitation('authenticator_choice')
    await flow.restart()
    const cut = await until('the sign-in to be given up', () => {
      const now = person.connection(id)
      return now.status === 'needs_sign_in' ? now : null
    })
    expect(cut.statusText).toBe('Sign in to use this connection.')
    expect((await flow.overview()).inbox).toEqual([])
    const again = flow.engine.connections.signIn(id)
    await person.proveByCode()
    await again
    expect(person.connection(id).status).toBe('ready')
  }),
)

test.concurrent('[FLOW-42] cancelling a task withdraws its question', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await person.connectBank()
    const task = person.give('Prepare a transfer of 20 EUR to Nordlicht')
    const asked = await person.question('prepare_transfer')
    engine.tasks.cancel(task.id)
    expect((await person.end({ id: asked.callId ?? '' })).state).toBe('cancelled')
    expect(engine.queue.listOpen()).toEqual([])
    expect(() => person.approve(asked)).toThrow('no longer open')
    expect(await person.readTask(task.id)).toContain('You cancelled this task.')
    expect(flow.runs('prepare_transfer')).toBe(0)
  }),
)

test.concurrent('[FLOW-42] cancelling a task in the middle of a proof withdraws the proof', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await person.connectBank()
    const call = await payMedium(flow)
    const asked = await person.choose('totp')
    const typing = await person.elicitation('totp')
    engine.tasks.cancel(call.taskId)
    expect((await person.end(call)).state).toBe('cancelled')
    await until('the inbox to be empty', () => engine.queue.listOpen().length === 0)
    expect(() => person.answer(typing, { otp: person.code() })).toThrow('no longer open')
    expect(asked.callId).toBe(call.id)
    // Nothing of it hangs over the next one.
    const next = await payMedium(flow)
    await person.proveByCode()
    expect((await person.end(next)).state).toBe('done')
    expect(flow.runs('pay')).toBe(1)
  }),
)

test.concurrent('[FLOW-43] removing a connection ends what it holds, and its server is told', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    const bank = await person.connectBank()
    const call = await payLarge(flow)
    await person.deferral(call)
    engine.journey.cancel(call.id)
    await engine.connections.remove(bank.id)
    expect((await person.end(call)).state).toBe('cancelled')
    const [deferral] = sandbox.world.deferrals.values()
    await until('the request to be withdrawn', () => deferral?.status === 'cancelled')
    expect(await engine.store.grants.listAll()).toEqual([])
    expect((await flow.overview()).connections).toEqual([])
    await flow.restart()
    expect(flow.engine.deferrals.list()).toEqual([])
    expect(flow.runs('pay')).toBe(0)
  }),
)

test.concurrent(
  '[FLOW-44] two calls alike are two questions and two waits, each decided for itself',
  () =>
    withFlow(async (flow) => {
      const { person, engine, sandbox } = flow
      await person.connectBank()
      const task = person.give('Pay 1200 EUR to Nordlicht and then pay 1200 EUR to Nordlicht')
      const asked = await until('two questions', () => {
        const open = engine.queue.listOpen()
        return open.length === 2 ? open : null
      })
      for (const one of asked) person.approve(one, '1200')
      const calls = asked.map(({ callId }) => person.call(callId ?? ''))
      for (const call of calls) await person.deferral(call)
      expect(sandbox.world.deferrals.size).toBe(2)
      decide(sandbox.world, {}, true)
      decide(sandbox.world, {}, false)
      const ends = await Promise.all(calls.map((call) => person.end(call)))
      expect(ends.map(({ state }) => state).sort()).toEqual(['denied', 'done'])
      expect(flow.runs('pay')).toBe(1)
      expect(await person.readTask(task.id)).toContain('1 of 2 ran')
    }),
)

test.concurrent(
  '[FLOW-45] an access token that has ended is renewed quietly, before a call and before an exchange',
  () =>
    withFlow(async (flow) => {
      const { person, sandbox } = flow
      sandbox.world.settings.accessTokenSeconds = 1
      await person.connectBank()
      await new Promise((resolve) => setTimeout(resolve, 1100))
      sandbox.world.settings.accessTokenSeconds = 3600
      const draft = await person.giveAndApprove(
        'Prepare a transfer of 20 EUR to Nordlicht',
        'prepare_transfer',
      )
      expect((await person.end(draft)).state).toBe('done')
      const call = await payLarge(flow)
      await person.deferral(call)
      decide(sandbox.world, {}, true)
      expect((await person.end(call)).state).toBe('done')
      expect([flow.runs('prepare_transfer'), flow.runs('pay')]).toEqual([1, 1])
    }),
)

test.concurrent(
  '[FLOW-46] servers that demand DPoP nonces everywhere change nothing for the person',
  () =>
    withFlow(async (flow) => {
      const { person, sandbox } = flow
      Object.assign(sandbox.world.settings, { requireNonce: true, requireBankNonce: true })
      await person.connectBank()
      const medium = await payMedium(flow)
      await person.proveByCode()
      expect((await person.end(medium)).state).toBe('done')
      const call = await payLarge(flow)
      await person.deferral(call)
      decide(sandbox.world, {}, true)
      expect((await person.end(call)).state).toBe('done')
      expect(flow.runs('pay')).toBe(2)
    }),
)

test.concurrent('[FLOW-47] without a first-party mark everything goes through the browser', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    const { id } = await person.connect(sandbox.mcpUrl)
    await engine.connections.signIn(id)
    expect(person.connection(id).status).toBe('ready')
    const call = await payMedium(flow)
    expect((await person.end(call)).state).toBe('done')
    expect(flow.opened).toHaveLength(2)
    expect(flow.opened.every((address) => address.startsWith(sandbox.issuer))).toBe(true)
    expect(flow.runs('pay')).toBe(1)
  }),
)

test.concurrent(
  '[FLOW-48] sign-ins kept in memory only end with the process; signing in again repairs all',
  () =>
    withFlow(
      async (flow) => {
        const { person } = flow
        const bank = await person.connectBank()
        await flow.restart()
        const now = await until('the sign-in to be over', () => {
          const one = person.connection(bank.id)
          return one.status === 'needs_sign_in' ? one : null
        })
        expect(now.statusText).toContain('is over. Sign in again; nothing else was lost.')
        expect((await flow.overview()).connections[0]?.grants).toEqual([])
        const again = flow.engine.connections.signIn(bank.id)
        await person.proveByCode()
        await again
        expect(person.connection(bank.id).status).toBe('ready')
        const draft = await person.giveAndApprove(
          'Prepare a transfer of 20 EUR to Nordlicht',
          'prepare_transfer',
        )
        expect((await person.end(draft)).state).toBe('done')
      },
      { keychain: failingKeychain },
    ),
)

test.concurrent(
  '[FLOW-48] a sign-in while the keychain is locked does not lose the wait that is locked in it',
  () =>
    withFlow(async (flow) => {
      const { person, keychain } = flow
      const bank = await person.connectBank()
      const call = await payLarge(flow)
      await person.deferral(call)
      flow.keychain = failingKeychain
      await flow.restart()
      const again = flow.engine.connections.signIn(bank.id)
      await person.proveByCode()
      await again
      expect(person.connection(bank.id).status).toBe('ready')
      flow.keychain = keychain
      await flow.restart()
      decide(flow.sandbox.world, {}, true)
      expect((await person.end(call)).state).toBe('done')
      expect(flow.runs('pay')).toBe(1)
    }),
)
