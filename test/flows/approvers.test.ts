// Flows of a payments board: two of three release a payment, one denial ends it.
import { expect, test } from 'vitest'
import { decide } from '../sandbox/control.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'

async function payHuge({ person }: Flow): Promise<ToolCall> {
  await person.connectBank()
  const call = await person.giveAndApprove('Pay 30000 EUR to Nordlicht', 'pay', '30000')
  await person.deferral(call)
  return call
}

test.concurrent('[FLOW-70] two of three approvers release a payment, and it runs once', () =>
  withFlow(async (flow) => {
    const call = await payHuge(flow)
    const { world } = flow.sandbox
    expect(decide(world, { by: 'Jonas Weber' }, true)).not.toBeNull()
    expect(decide(world, { by: 'Jonas Weber' }, true)).toBeNull()
    const words = await until('the progress', async () => {
      const { waits } = await flow.overview()
      const said = waits[0]?.serverWords
      return said?.includes('1 of 2') === true ? said : null
    })
    expect(words).toBe('Waiting for the payments board: 1 of 2 have agreed.')
    expect(flow.runs('pay')).toBe(0)
    decide(world, { by: 'Inés Duarte' }, true)
    expect((await flow.person.end(call)).state).toBe('done')
    expect(flow.runs('pay')).toBe(1)
  }),
)

test.concurrent('[FLOW-70] one of three denies after another approved, and nothing runs', () =>
  withFlow(async (flow) => {
    const call = await payHuge(flow)
    decide(flow.sandbox.world, { by: 'Mara Lindqvist' }, true)
    decide(flow.sandbox.world, { by: 'Jonas Weber' }, false)
    const ended = await flow.person.end(call)
    expect(ended.state).toBe('denied')
    expect(ended.outcomeText).toContain('The request was denied. It was not run.')
    expect(flow.runs('pay')).toBe(0)
  }),
)
