// A flow through an outage of the authorization server: the wait goes on and asks less and less often.
import { expect, test } from 'vitest'
import { decide } from '../sandbox/control.ts'
import { withFlow } from './engine-harness.ts'
import { until } from './until.ts'

test('[FLOW-27] a wait outlives an authorization server that refuses, fails and comes back', () =>
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
  }))
