// What the model of a task is told while a call waits and after it: nothing to act with, and no address to act at.
import { expect, test } from 'vitest'
import { buildModelInput } from '../../main/agent/model-input.ts'
import { decide } from '../sandbox/control.ts'
import { startFlow, withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

const address = 'https://id.example/confirm/8f14e45fceea167a'

function toldOf({ engine }: Flow): string {
  const [task] = engine.store.tasks.list(1)
  return JSON.stringify(buildModelInput(engine.store, task?.id ?? '', null))
}

test('[CASE-136] a call that waits for a confirmation elsewhere tells its model a state and no address', () =>
  withFlow(async (flow) => {
    const { person, sandbox, engine } = flow
    await person.connectBank()
    person.give('Share document: "Board minutes" with dana@harbor.example')
    const asked = await person.question('share_document')
    const facts = { interactionId: asked.id, busy: null, standalone: false }
    const hint = engine.loadApproval(facts).card?.confirmation?.hint ?? ''
    person.approve(asked, /\b\d{1,4}\b/u.exec(hint)?.[0] ?? null)
    const call = person.call(asked.callId ?? '')
    const { interactionUri } = await person.deferral(call)
    expect(interactionUri).toContain(`${sandbox.issuer}/confirm/`)
    const told = toldOf(flow)
    expect(told).toContain('"state":"deferred"')
    expect(told).not.toContain('/confirm/')
    for (const { status, code } of sandbox.world.deferrals.values()) {
      if (status === 'pending') expect(told).not.toContain(code)
    }
    await engine.deferrals.cancel((await person.deferral(call)).id)
    await person.end(call)
    expect(toldOf(flow)).not.toContain('/confirm/')
  }))

// Dies if: an outcome that quotes a server goes to the model as it is.
test('[CASE-136] words of a server that name an address reach the model without it', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await person.connectBank()
    const call = await person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')
    await person.deferral(call)
    decide(flow.sandbox.world, {}, false)
    const ended = await person.end(call)
    const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln'
    const outcomeText = `It said: “Go to ${address}, ${address}?a=1 or app://x/y with ${token}”`
    flow.change((store) => store.calls.save({ ...ended, outcomeText }))
    expect(toldOf(flow)).toContain(
      'It said: “Go to [address] [address] or [address] with [secret]”',
    )
    flow.change((store) => store.calls.save(ended))
    await until('the agent to have read the end', () =>
      engine.store.tasks.list(1)[0]?.state === 'done' ? true : null,
    )
  }))

// Dies if: the check after every flow looks for secrets only.
test('[CASE-136] an address to act at that reaches a model in any flow is found', async () => {
  const flow = await startFlow()
  flow.opened.push(address)
  flow.engine.tasks.start({ agentId: 'bookkeeper', text: `please open ${address}` })
  await expect(flow.finish()).rejects.toThrow('what models and logs were told')
})
