// Flows of disconnecting while the authorization server is away: what is queued is sealed, said, and done later.
import { expect, test } from 'vitest'
import { withFlow } from './engine-harness.ts'
import { until } from './until.ts'

// Dies if: a crash or a restart loses what was queued, or a token lies on disk in clear (the scan at the end).
test('[UPKEEP-10] tokens that could not be revoked are revoked after a restart', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const bank = await person.connectBank()
    const asked = (): number =>
      sandbox.world.record.requests.filter(({ path }) => path === '/token/revocation').length
    flow.misbehave({ endpoint: 'revocation', kind: 'status', status: 503, times: 10 })
    await flow.engine.connections.remove(bank.id)
    expect((await flow.overview()).connections).toEqual([])
    const queued = flow.engine.connections.listQueuedRevocations()
    expect(queued.map(({ issuer }) => issuer)).toEqual([bank.issuer, bank.issuer])
    const before = asked()
    await flow.restart()
    expect(flow.engine.connections.listQueuedRevocations()).toEqual(queued)
    // Their time has not come yet.
    expect(asked()).toBe(before)
    sandbox.world.misbehaviours.length = 0
    flow.change((store) => {
      for (const one of store.revocations.listFacts()) {
        store.revocations.saveFacts({ ...one, nextTryAtMs: 0 })
      }
    })
    await flow.restart()
    await until('the queue to be empty', () =>
      flow.engine.connections.listQueuedRevocations().length === 0 ? true : null,
    )
    expect(asked()).toBe(before + 2)
  }))
