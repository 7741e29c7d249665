// Flows of a ticket system: it decides by its own clock, asks for patience, and shows its ticket.
import { expect, test } from 'vitest'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

async function shareTaxFile({ person }: Flow): Promise<ToolCall> {
  await person.connectBank()
  person.give('Share document: "Tax file 2024" with dana@harbor.example')
  const asked = await person.question('share_document')
  person.approve(asked, person.confirmationOf(asked))
  const call = person.call(asked.callId ?? '')
  await person.deferral(call)
  return call
}

const wordsOf = async (flow: Flow): Promise<string | null> =>
  (await flow.overview()).waits[0]?.serverWords ?? null

test.concurrent(
  '[FLOW-72] a ticket goes its own way, and the share runs once when it is approved',
  () =>
    withFlow(async (flow) => {
      const { person, engine, sandbox } = flow
      const call = await shareTaxFile(flow)
      const [wait] = engine.deferrals.list()
      expect(wait?.interactionUri).toContain(`${sandbox.issuer}/ticket/`)
      expect(wait?.state).toBe('waiting')
      expect(await wordsOf(flow)).toContain('was opened')
      const page = await fetch(wait?.interactionUri ?? '')
      expect(await page.text()).toContain('Your ticket at the records office was opened.')
      sandbox.world.ticketClockAheadMs = 30_000
      await until('the office to be busy', () => engine.deferrals.list()[0]?.intervalSeconds === 6)
      sandbox.world.ticketClockAheadMs = 700_000
      expect((await person.end(call)).state).toBe('done')
      expect(flow.runs('share_document')).toBe(1)
      expect(sandbox.world.record.polls.some(({ early }) => early)).toBe(false)
    }),
)

test.concurrent('[FLOW-72] a rejected ticket ends the call as denied', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    sandbox.world.settings.ticketEnds = 'rejected'
    const call = await shareTaxFile(flow)
    sandbox.world.ticketClockAheadMs = 60_000
    await until(
      'the work to begin',
      async () => (await wordsOf(flow))?.includes('being worked on') === true,
    )
    sandbox.world.ticketClockAheadMs = 700_000
    expect((await person.end(call)).state).toBe('denied')
    expect(flow.runs('share_document')).toBe(0)
  }),
)
