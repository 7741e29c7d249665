// A proof that somebody else gives at the authorization server does not run this person's call.
import { expect, test } from 'vitest'
import { withFlow } from './engine-harness.ts'

// Dies if: whose the connection is does not reach the request, or is not held against its answer.
test('[THREAT-068] a payment that somebody else proved is not sent', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    const bank = await person.connectBank()
    const { grants } = engine.store
    const [standing] = await grants.listStanding(bank.id)
    if (standing === undefined) return
    grants.write(await grants.seal({ ...standing, subject: 'somebody-else' }))
    const call = await person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')
    await person.proveByCode()
    const ended = await person.end(call)
    expect(ended.outcomeText).toContain('Somebody else signed in at')
    expect(ended.outcomeText).toContain('The call was not sent')
    expect(flow.runs('pay')).toBe(0)
    const held = await grants.listAll()
    expect(held.map(({ id }) => id)).toEqual([standing.id])
  }))
