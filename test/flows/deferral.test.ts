// Flows of waiting for somebody else: approved, denied, expired, cancelled, slowed down, confirmed, restarted.
import { expect, test } from 'vitest'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { decide } from '../sandbox/control.ts'
import { failingKeychain, withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

/** Signs in and approves a payment that the second approver must agree to. */
async function payLarge({ person }: Flow, words = 'Pay 1200 EUR to Nordlicht'): Promise<ToolCall> {
  await person.connectBank()
  return person.giveAndApprove(words, 'pay', '1200')
}

const pending = ({ sandbox }: Flow) =>
  [...sandbox.world.deferrals.values()].find(({ status }) => status === 'pending')

async function waitOf(flow: Flow, call: ToolCall): Promise<Deferral> {
  const deferral = await flow.person.deferral(call)
  expect(pending(flow)).toBeDefined()
  return deferral
}

test.concurrent(
  '[FLOW-12] a large payment is deferred while the task goes on, and runs once when approved',
  () =>
    withFlow(async (flow) => {
      const { person, engine, sandbox } = flow
      const call = await payLarge(flow, 'Pay 1200 EUR to Nordlicht and then list my accounts')
      const wait = await waitOf(flow, call)
      expect(engine.store.deferrals.codeState(wait.id)).toBe('readable')
      person.approve(await person.question('list_accounts'))
      await until('the accounts', () => flow.runs('list_accounts') === 1)
      expect(person.call(call.id).state).toBe('deferred')
      const [shown] = (await flow.overview()).waits
      expect(shown).toMatchObject({
        waitingForHost: new URL(sandbox.issuer).host,
        serverWords: 'Waiting for Mara Lindqvist (second approver).',
        survivesRestart: true,
        canCancelAtServer: true,
      })
      decide(sandbox.world, {}, true)
      const ended = await person.end(call)
      expect(ended).toMatchObject({ state: 'done', attempts: 2 })
      expect(flow.runs('pay')).toBe(1)
      expect(sandbox.world.record.polls.some(({ early }) => early)).toBe(false)
      expect(await person.readTask(call.taskId)).toContain('all 2 ran')
    }),
)

test.concurrent('[FLOW-13] a denial by the second approver ends the call as denied', () =>
  withFlow(async (flow) => {
    const call = await payLarge(flow)
    await waitOf(flow, call)
    decide(flow.sandbox.world, {}, false)
    const ended = await flow.person.end(call)
    expect(ended.state).toBe('denied')
    expect(ended.outcomeText).toContain('The request was denied. It was not run.')
    expect(flow.runs('pay')).toBe(0)
    expect(flow.engine.deferrals.list()).toEqual([])
  }),
)

test.concurrent('[FLOW-14] a request that expires at the server ends the call as expired', () =>
  withFlow(async (flow) => {
    const call = await payLarge(flow)
    await waitOf(flow, call)
    const open = pending(flow)
    if (open) open.expiresAt = 0
    const ended = await flow.person.end(call)
    expect(ended.state).toBe('expired')
    expect(ended.outcomeText).toContain('The request expired without an answer. It was not run.')
    expect(flow.runs('pay')).toBe(0)
  }),
)

test.concurrent(
  '[FLOW-15] cancelling the wait tells the server, and a late approval changes nothing',
  () =>
    withFlow(async (flow) => {
      const call = await payLarge(flow)
      const wait = await waitOf(flow, call)
      expect(await flow.engine.deferrals.cancel(wait.id)).toBe(true)
      const ended = await flow.person.end(call)
      expect(ended.state).toBe('cancelled')
      expect(ended.outcomeText).toContain('The wait was cancelled. It was not run.')
      const [deferral] = flow.sandbox.world.deferrals.values()
      expect(deferral?.status).toBe('cancelled')
      expect(decide(flow.sandbox.world, {}, true)).toBeNull()
      expect(flow.runs('pay')).toBe(0)
    }),
)

test.concurrent('[FLOW-15] cancelling the task while it waits tells the server as well', () =>
  withFlow(async (flow) => {
    const call = await payLarge(flow)
    await waitOf(flow, call)
    flow.engine.tasks.cancel(call.taskId)
    expect((await flow.person.end(call)).state).toBe('cancelled')
    await until('the server to be told', () => pending(flow) === undefined)
    const [deferral] = flow.sandbox.world.deferrals.values()
    expect(deferral?.status).toBe('cancelled')
    expect(flow.engine.store.tasks.load(call.taskId)?.state).toBe('cancelled')
    expect(flow.runs('pay')).toBe(0)
  }),
)

test.concurrent('[FLOW-16] slow_down makes the interval grow by five seconds for good', () =>
  withFlow(async (flow) => {
    const call = await payLarge(flow)
    flow.misbehave({ endpoint: 'poll', kind: 'error', error: 'slow_down' })
    const wait = await waitOf(flow, call)
    expect(wait.intervalSeconds).toBe(1)
    await until('the interval to grow', () =>
      flow.engine.deferrals.list().some(({ intervalSeconds }) => intervalSeconds === 6),
    )
    decide(flow.sandbox.world, {}, true)
    expect((await flow.person.end(call)).state).toBe('done')
    const { polls } = flow.sandbox.world.record
    expect(polls).toHaveLength(2)
    expect(polls[1]?.sinceLastMs).toBeGreaterThanOrEqual(6000 - 20)
    expect(flow.runs('pay')).toBe(1)
  }),
)

test.concurrent(
  '[FLOW-17] a share that its customer must confirm shows where, and runs once after both agreed',
  () =>
    withFlow(async (flow) => {
      const { person, sandbox } = flow
      await person.connectBank()
      const call = await shareDocument(flow, 'Board minutes')
      const wait = await person.deferral(call)
      expect(wait).toMatchObject({ state: 'waiting_interaction' })
      expect(wait.interactionUri).toContain(`${sandbox.issuer}/confirm/`)
      expect((await flow.overview()).waits[0]?.canOpenInteraction).toBe(true)
      expect(decide(sandbox.world, {}, true)).toBeNull()
      const open = pending(flow)
      if (open) open.interaction = 'done'
      decide(sandbox.world, {}, true)
      expect((await person.end(call)).state).toBe('done')
      expect(flow.runs('share_document')).toBe(1)
    }),
)

test.concurrent(
  '[FLOW-18] a share denied by the owner of the document does not run, and says so',
  () =>
    withFlow(async (flow) => {
      const { person } = flow
      await person.connectBank()
      const call = await shareDocument(flow, 'Office lease')
      const wait = await person.deferral(call)
      expect(wait.serverWords).toBe('Waiting for Ingrid Solheim (owner).')
      decide(flow.sandbox.world, {}, false)
      const ended = await person.end(call)
      expect(ended.state).toBe('denied')
      expect(await person.readTask(call.taskId)).toContain(
        'The request was denied. It was not run.',
      )
      expect(flow.runs('share_document')).toBe(0)
    }),
)

async function shareDocument({ person, engine }: Flow, title: string): Promise<ToolCall> {
  person.give(`Share document: "${title}" with dana@harbor.example`)
  const asked = await person.question('share_document')
  const card = engine.loadApproval({ interactionId: asked.id, busy: null, standalone: false }).card
  const needed = /\b\d{1,4}\b/u.exec(card?.confirmation?.hint ?? '')?.[0] ?? null
  person.approve(asked, needed)
  return person.call(asked.callId ?? '')
}

test.concurrent(
  '[FLOW-19] after a restart the wait goes on with the same key, not early, and the call runs once',
  () =>
    withFlow(async (flow) => {
      const { person, sandbox } = flow
      const call = await payLarge(flow)
      const before = await waitOf(flow, call)
      await until('a first poll', () => sandbox.world.record.polls.length > 0)
      await flow.restart()
      const [after] = flow.engine.deferrals.list()
      expect(after).toMatchObject({ id: before.id, dpopKeyId: before.dpopKeyId })
      expect(person.call(call.id).state).toBe('deferred')
      decide(sandbox.world, {}, true)
      expect((await person.end(call)).state).toBe('done')
      expect(flow.runs('pay')).toBe(1)
      expect(new Set(sandbox.world.record.polls.map(({ early }) => early))).toEqual(
        new Set([false]),
      )
      expect(sandbox.world.deferrals.size).toBe(1)
    }),
)

test.concurrent('[FLOW-20] a wait kept in memory only ends with the process, and says so', () =>
  withFlow(
    async (flow) => {
      const call = await payLarge(flow)
      const wait = await waitOf(flow, call)
      const before = await flow.overview()
      expect(before.secretsSurviveRestart).toBe(false)
      expect(before.waits[0]?.survivesRestart).toBe(false)
      await flow.restart()
      const ended = await flow.person.end(call)
      expect(ended.state).toBe('failed')
      expect(ended.outcomeText).toContain(
        'The key that this wait was bound to is gone, so the token cannot be fetched. It was not run.',
      )
      expect(await flow.engine.store.deferrals.load(wait.id)).toMatchObject({
        state: 'binding_lost',
      })
      expect(flow.runs('pay')).toBe(0)
    },
    { keychain: failingKeychain },
  ),
)

test.concurrent(
  '[FLOW-21] a keychain that is locked after a restart keeps the wait locked, and it goes on later',
  () =>
    withFlow(async (flow) => {
      const call = await payLarge(flow)
      const wait = await waitOf(flow, call)
      const { keychain } = flow
      flow.keychain = failingKeychain
      await flow.restart()
      expect(flow.engine.vault.problem).toContain('The system keychain could not be used')
      expect((await flow.overview()).secretsSurviveRestart).toBe(false)
      expect(flow.engine.store.deferrals.codeState(wait.id)).toBe('locked')
      expect(flow.person.call(call.id).state).toBe('deferred')
      decide(flow.sandbox.world, {}, true)
      flow.keychain = keychain
      await flow.restart()
      expect((await flow.person.end(call)).state).toBe('done')
      expect(flow.runs('pay')).toBe(1)
    }),
)

test.concurrent(
  '[FLOW-27] a wait outlives an authorization server that refuses, fails and comes back',
  () =>
    withFlow(async (flow) => {
      const { person, sandbox } = flow
      await person.connectBank()
      const call = await person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')
      await person.deferral(call)
      decide(sandbox.world, {}, true)
      await sandbox.setReach('refused')
      await until('a poll in vain', () => flow.engine.deferrals.list()[0]?.failures === 1)
      expect(person.call(call.id).state).toBe('deferred')
      await sandbox.setReach('unavailable')
      await until('another', () => flow.engine.deferrals.list()[0]?.failures === 2)
      expect(person.call(call.id).state).toBe('deferred')
      await sandbox.setReach('up')
      expect((await person.end(call)).state).toBe('done')
      expect(flow.runs('pay')).toBe(1)
      expect(sandbox.world.record.polls.some(({ early }) => early)).toBe(false)
    }),
)

test.concurrent(
  '[FLOW-15] a wait that cannot be withdrawn at its server ends here, and says that it may stay open there',
  () =>
    withFlow(async (flow) => {
      const call = await payLarge(flow)
      const wait = await waitOf(flow, call)
      flow.misbehave({ endpoint: 'revocation', kind: 'status', status: 503, times: 5 })
      decide(flow.sandbox.world, {}, true)
      expect(await flow.engine.deferrals.cancel(wait.id)).toBe(false)
      const ended = await flow.person.end(call)
      expect(ended.state).toBe('cancelled')
      expect(ended.outcomeText).toContain('The request may stay open at')
      expect(flow.runs('pay')).toBe(0)
    }),
)

test.concurrent(
  '[FLOW-49] nothing is asked while the machine sleeps, and the call runs after it woke',
  () =>
    withFlow(async (flow) => {
      const { engine, person, sandbox } = flow
      const call = await payLarge(flow)
      await waitOf(flow, call)
      engine.deferrals.suspend()
      decide(sandbox.world, {}, true)
      // Longer than the interval: a poll would have come.
      await new Promise((resolve) => setTimeout(resolve, 1400))
      expect(sandbox.world.record.polls).toEqual([])
      engine.deferrals.resume()
      expect((await person.end(call)).state).toBe('done')
      expect(flow.runs('pay')).toBe(1)
    }),
)

test.concurrent(
  '[FLOW-50] a poll answered with a token and an error at once uses neither, and says so',
  () =>
    withFlow(async (flow) => {
      const call = await payLarge(flow)
      await waitOf(flow, call)
      flow.misbehave({ endpoint: 'poll', kind: 'token-and-error' })
      const ended = await flow.person.end(call)
      expect(ended.state).toBe('failed')
      expect(ended.outcomeText).toContain('It was not run.')
      expect(flow.runs('pay')).toBe(0)
    }),
)
