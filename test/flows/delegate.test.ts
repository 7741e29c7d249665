// Flows of a delegate: somebody on leave is answered for, and nobody at the client learns by whom.
import { expect, test } from 'vitest'
import { decide } from '../sandbox/control.ts'
import { buildState } from '../sandbox/state.ts'
import { withFlow } from './engine-harness.ts'

test('[FLOW-71] a delegate answers for the second approver who is on leave', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    sandbox.world.onLeave.add('Mara Lindqvist (second approver)')
    await person.connectBank()
    const call = await person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')
    const wait = await person.deferral(call)
    expect(wait.serverWords).toBe('Waiting for Mara Lindqvist (second approver).')
    expect(buildState(sandbox.world)['pending']).toMatchObject([{ answerers: ['Noor Haddad'] }])
    const herself = { by: 'Mara Lindqvist (second approver)' }
    expect(decide(sandbox.world, herself, true)).toBeNull()
    expect(decide(sandbox.world, { by: 'Noor Haddad' }, true)).not.toBeNull()
    expect((await person.end(call)).state).toBe('done')
    expect(flow.runs('pay')).toBe(1)
    expect(JSON.stringify(await flow.overview())).not.toContain('Noor')
    expect(await person.readTask(call.taskId)).not.toContain('Noor')
  }))

test('[FLOW-71] an owner who leaves while the request waits is answered for from then on', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    await person.connectBank()
    person.give('Share document: "Office lease" with dana@harbor.example')
    const asked = await person.question('share_document')
    person.approve(asked, person.confirmationOf(asked))
    const call = person.call(asked.callId ?? '')
    await person.deferral(call)
    sandbox.world.onLeave.add('Ingrid Solheim (owner)')
    decide(sandbox.world, { by: 'Noor Haddad' }, false)
    expect((await person.end(call)).state).toBe('denied')
    expect(flow.runs('share_document')).toBe(0)
  }))
