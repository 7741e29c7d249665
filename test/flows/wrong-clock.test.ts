// Flows of starts with a clock of 1970 and of 2100: nothing is lost for its age, and servers still understand us.
import { expect, test } from 'vitest'
import type { Flow } from './engine-harness.ts'
import { withFlow } from './engine-harness.ts'
import { until } from './until.ts'

const at = (isoDay: string): number => Date.parse(isoDay) - Date.now()

/** How much there is of everything that has an age. */
async function countKept({ engine: { store, connections } }: Flow): Promise<object> {
  return {
    grants: (await store.grants.listAll()).length,
    connections: store.connections.list().length,
    tools: store.connections.list().map(({ id }) => store.connections.listTools(id).length),
    deferrals: store.deferrals.listAllFacts().length,
    revocations: connections.listQueuedRevocations().length,
    rules: store.rules.list(100).length,
    tasks: store.tasks.list(100).length,
  }
}

async function startAt(flow: Flow, aheadMs: number): Promise<void> {
  // The first proof tells the server's time by being refused.
  flow.tolerated.add('wrong_proof')
  flow.clockAheadMs = aheadMs
  await flow.restart()
}

// Dies if: what waits for its server is given up for its age at the first try that fails.
test('[LATE-02] a start in 1970 and one in 2100 delete nothing, and the next one goes on', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const old = await person.connectBank()
    flow.misbehave({ endpoint: 'revocation', kind: 'status', status: 503, times: 50 })
    await flow.engine.connections.remove(old.id)
    await person.connectBank()
    person.give('Prepare a transfer of 20 EUR to Nordlicht')
    await person.question('prepare_transfer')
    const before = await countKept(flow)
    expect(before).toMatchObject({ revocations: 2 })
    await startAt(flow, at('1970-01-02'))
    expect(await countKept(flow)).toEqual(before)
    const open = await person.question('prepare_transfer')
    await startAt(flow, at('2100-01-01'))
    await until('the queue to be tried', () =>
      flow.engine.store.revocations.listFacts().every(({ attempts }) => attempts >= 2)
        ? true
        : null,
    )
    expect(await countKept(flow)).toEqual(before)
    // Too old to be answered, and kept with its end.
    expect((await person.end({ id: open.callId ?? '' })).state).toBe('expired')
    sandbox.world.misbehaviours.length = 0
    await startAt(flow, 0)
    // Dies if: a time planned by the wrong clock is waited for.
    await until('the tokens to be revoked', () =>
      flow.engine.connections.listQueuedRevocations().length === 0 ? true : null,
    )
    const call = await person.giveAndApprove(
      'Prepare a transfer of 21 EUR to Nordlicht',
      'prepare_transfer',
    )
    expect(await person.end(call)).toMatchObject({ state: 'done' })
    expect(flow.runs('prepare_transfer')).toBe(1)
  }))

test.each(['1970-01-02', '2100-01-01'])(
  '[LATE-02] by a clock of %s a call is proved by the server’s time, and runs once',
  (day) =>
    withFlow(async (flow) => {
      const { person } = flow
      await person.connectBank()
      await startAt(flow, at(day))
      // Dies if: a proof is dated by our clock alone, or a refused date ends the grant.
      const call = await person.giveAndApprove(
        'Prepare a transfer of 22 EUR to Nordlicht',
        'prepare_transfer',
      )
      expect(await person.end(call)).toMatchObject({ state: 'done' })
      expect(flow.runs('prepare_transfer')).toBe(1)
      expect(await flow.engine.store.grants.listAll()).not.toEqual([])
    }),
)
