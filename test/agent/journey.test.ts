// Proves the journey's driver: held, approved, sent, refused, stepped up, deferred, resent, and picked up again.
import { describe, expect, it } from 'vitest'
import type { DeferralState } from '../../shared/model/deferral.ts'
import { settle } from '../fakes/virtual-clock.ts'
import {
  bankTools,
  buildDeferral,
  buildGrant,
  buildTool,
  connection,
  createJourneyWorld,
  stepUpChallenge,
} from './journey-world.ts'
import type { SendOutcome } from '../../main/resource/tool-sender.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'

const payment = { amount: 30, currency: 'EUR', recipient: 'Nordlicht' }

async function approvedPayment(world: ReturnType<typeof createJourneyWorld>) {
  const call = world.receive('pay', payment)
  world.approve(call.id, '30')
  await settle()
  return call
}

async function deferredPayment(world: ReturnType<typeof createJourneyWorld>) {
  world.answerSend = (attempt) =>
    attempt === 1
      ? { kind: 'challenged', challenge: stepUpChallenge }
      : { kind: 'done', resultText: 'paid', isError: false }
  world.answerObtain = async (call) => {
    world.store.deferrals.write(
      await world.store.deferrals.seal(buildDeferral({ id: 'd1', callId: call.id })),
    )
    return { kind: 'deferred', deferralId: 'd1' }
  }
  return approvedPayment(world)
}

async function endDeferral(
  world: ReturnType<typeof createJourneyWorld>,
  callId: string,
  state: DeferralState,
) {
  const deferral = buildDeferral({ id: 'd1', callId, state, deferralCode: null })
  world.store.deferrals.write(await world.store.deferrals.seal(deferral))
  if (state !== 'succeeded') return { deferral, grantId: null, reason: null }
  const grant = buildGrant({ id: 'g-call', purpose: 'call', callId })
  world.store.grants.write(await world.store.grants.seal(grant))
  return { deferral, grantId: 'g-call', reason: null }
}

describe('the journey of a tool call', () => {
  it('[JRN-01] holds a payment, sends it once approved, and ends it with its result', async () => {
    const world = createJourneyWorld()
    const call = world.receive('pay', payment)
    await settle()
    expect(world.call(call.id).state).toBe('asking')
    expect(world.sent).toHaveLength(0)
    world.approve(call.id, '30')
    await settle()
    expect(world.call(call.id)).toMatchObject({ state: 'done', resultText: 'ok', attempts: 1 })
    expect(world.ended.map((each) => each.id)).toEqual([call.id])
    expect(world.store.activity.listByCall(call.id).map((row) => row.kind)).toEqual([
      'call_received',
      'call_asked',
      'call_approved',
      'call_sent',
      'call_ended',
      'receipt',
    ])
  })

  it('[JRN-01] runs a read unasked only at a server trusted for reading', async () => {
    const world = createJourneyWorld()
    const asked = world.receive('list_accounts')
    world.store.connections.save({ ...connection, trustedForReading: true })
    const unasked = world.receive('list_accounts')
    await settle()
    expect(world.call(asked.id).state).toBe('asking')
    expect(world.call(unasked.id)).toMatchObject({ state: 'done', decidedBy: 'policy' })
  })

  it('[JRN-02] has spent the approval and saved the intent before the bytes leave', async () => {
    // Dies if: the sender is called before the dispatch step is saved, or spendApproval is left out.
    const world = createJourneyWorld()
    await approvedPayment(world)
    expect(world.sent).toMatchObject([{ approvalSpent: true, storedState: 'sending', attempt: 1 }])
  })

  it('[JRN-02] sends nothing when somebody else has spent the approval in between', async () => {
    // Dies if: the answer of spendApproval is not heeded.
    const world = createJourneyWorld()
    world.store.calls.spendApproval = () => false
    const call = await approvedPayment(world)
    expect(world.sent).toHaveLength(0)
    world.clock.advance(11 * 60_000)
    await settle()
    expect(world.call(call.id).state).toBe('expired')
  })

  it.each([
    [
      'arguments',
      (world: ReturnType<typeof createJourneyWorld>, id: string) => {
        world.store.calls.save({ ...world.call(id), argumentsJson: '{"amount":3000}' })
      },
    ],
    [
      'tool',
      (world: ReturnType<typeof createJourneyWorld>, id: string) => {
        const { toolDefinitionHash } = world.call(id)
        world.store.connections.saveTools('harbor', [
          ...bankTools,
          { ...buildTool({ name: 'pay_all' }), definitionHash: toolDefinitionHash },
        ])
        world.store.calls.save({ ...world.call(id), tool: 'pay_all' })
      },
    ],
    [
      'agent',
      (world: ReturnType<typeof createJourneyWorld>, id: string) => {
        world.store.calls.save({ ...world.call(id), agentId: 'other' })
      },
    ],
    [
      'server',
      (world: ReturnType<typeof createJourneyWorld>) => {
        world.store.connections.save({ ...connection, url: 'http://localhost:9999/mcp' })
      },
    ],
    [
      'issuer',
      (world: ReturnType<typeof createJourneyWorld>) => {
        world.store.connections.save({ ...connection, issuer: 'http://localhost:9998' })
      },
    ],
  ])('[CASE-119] [JRN-03] refuses when the %s changed after approval', async (_what, change) => {
    // Dies if: the digest is not compared at dispatch.
    const world = createJourneyWorld()
    const call = world.receive('pay', payment)
    world.approve(call.id, '30')
    change(world, call.id)
    await settle()
    expect(world.sent).toHaveLength(0)
    expect(world.call(call.id)).toMatchObject({ state: 'failed', approvalSpentAtMs: null })
    expect(world.call(call.id).outcomeText).toContain('no longer what was approved')
  })

  it('[JRN-08] refuses when the tool changed or is gone after approval', async () => {
    // Dies if: the tool-definition hash is not compared at dispatch.
    for (const tools of [[], [buildTool({ name: 'pay', description: 'Pays everything.' })]]) {
      const world = createJourneyWorld()
      const call = world.receive('pay', payment)
      world.approve(call.id, '30')
      world.store.connections.saveTools('harbor', tools)
      await settle()
      expect(world.sent).toHaveLength(0)
      expect(world.call(call.id).state).toBe('failed')
    }
  })

  it('[JRN-03] sends the frozen bytes again after the step-up, not newer ones', async () => {
    const world = createJourneyWorld()
    const call = await deferredPayment(world)
    world.store.calls.save({ ...world.call(call.id), argumentsJson: '{"amount":31}' })
    world.journey.onDeferralEnd(await endDeferral(world, call.id, 'succeeded'))
    await settle()
    expect(world.sent).toHaveLength(1)
    expect(world.call(call.id).state).toBe('failed')
  })

  it('[JRN-04] resends after a deferral, with the grant for this call, exactly once', async () => {
    const world = createJourneyWorld()
    const call = await deferredPayment(world)
    expect(world.call(call.id)).toMatchObject({ state: 'deferred', deferralId: 'd1' })
    const end = await endDeferral(world, call.id, 'succeeded')
    world.journey.onDeferralEnd(end)
    world.journey.onDeferralEnd(end)
    await settle()
    world.journey.onDeferralEnd(end)
    await settle()
    expect(world.sent.map((each) => [each.attempt, each.grantId])).toEqual([
      [1, null],
      [2, 'g-call'],
    ])
    expect(world.call(call.id)).toMatchObject({ state: 'done', resultText: 'paid' })
  })

  it('[JRN-13] drops the grant of a call when the call has ended', async () => {
    const world = createJourneyWorld()
    const call = await deferredPayment(world)
    world.journey.onDeferralEnd(await endDeferral(world, call.id, 'succeeded'))
    await settle()
    expect(await world.store.grants.listAll()).toEqual([])
  })

  it.each([
    ['another call', { purpose: 'call', callId: 'another' }],
    ['another connection', { connectionId: 'elsewhere' }],
  ] as const)(
    '[JRN-13] a grant of %s is not sent although the call names it',
    async (_name, part) => {
      const world = createJourneyWorld()
      const foreign = buildGrant({ id: 'g-foreign', ...part })
      world.store.grants.write(await world.store.grants.seal(foreign))
      world.answerSend = (attempt) =>
        attempt === 1
          ? { kind: 'challenged', challenge: stepUpChallenge }
          : { kind: 'done', resultText: 'ok', isError: false }
      world.answerObtain = () => ({ kind: 'granted', grantId: 'g-foreign' })
      await approvedPayment(world)
      // Dies if: whose grant it is, or for which server, is not asked again when sending.
      expect(world.sent.map(({ grantId }) => grantId)).toEqual([null, null])
    },
  )

  it('[JRN-13] never sends with a grant that was obtained for another call', async () => {
    const world = createJourneyWorld()
    const other = buildGrant({ id: 'g-other', purpose: 'call', callId: 'another' })
    world.store.grants.write(await world.store.grants.seal(other))
    world.store.grants.write(await world.store.grants.seal(buildGrant({ id: 'g-standing' })))
    await approvedPayment(world)
    expect(world.sent[0]?.grantId).toBe('g-standing')
  })

  it.each([
    ['denied', 'denied'],
    ['expired', 'expired'],
    ['cancelled', 'cancelled'],
    ['abandoned', 'cancelled'],
    ['invalid', 'failed'],
    ['binding_lost', 'failed'],
    ['lost_result', 'failed'],
  ] as const)('[JRN-07] a deferral that ends %s ends the call %s', async (deferral, state) => {
    const world = createJourneyWorld()
    const call = await deferredPayment(world)
    world.journey.onDeferralEnd(await endDeferral(world, call.id, deferral))
    await settle()
    expect(world.call(call.id).state).toBe(state)
    expect(world.call(call.id).outcomeText).toMatch(/not run/)
    expect(world.sent).toHaveLength(1)
    expect(world.ended).toHaveLength(1)
  })

  it.each(['denied', 'cancelled', 'expired', 'failed'] as const)(
    '[JRN-07] a step-up that ends %s ends the call with its words',
    async (kind) => {
      const world = createJourneyWorld()
      world.answerSend = () => ({ kind: 'challenged', challenge: stepUpChallenge })
      world.answerObtain = () => ({ kind, reason: 'Words of the step-up.' })
      const call = await approvedPayment(world)
      expect(world.call(call.id)).toMatchObject({
        state: kind,
        outcomeText: 'Words of the step-up.',
      })
    },
  )

  it('[JRN-05] ends as unknown when the answer was lost, and does not send again', async () => {
    const world = createJourneyWorld()
    world.answerSend = () => ({ kind: 'unknown', reason: 'The connection broke.' })
    const call = await approvedPayment(world)
    world.restart()
    await settle()
    expect(world.call(call.id).state).toBe('unknown')
    expect(world.sent).toHaveLength(1)
  })

  it('[JRN-05] treats a sender that throws as unknown', async () => {
    const world = createJourneyWorld()
    world.answerSend = () => Promise.reject(new Error('boom'))
    const call = await approvedPayment(world)
    expect(world.call(call.id).state).toBe('unknown')
  })

  it('[JRN-05] ends as unknown when the process died while it was sending', async () => {
    // Dies if: 'sending' is sent again after a restart.
    const world = createJourneyWorld()
    world.answerSend = () => new Promise(() => undefined)
    const call = await approvedPayment(world)
    expect(world.call(call.id).state).toBe('sending')
    world.restart()
    await settle()
    expect(world.call(call.id).state).toBe('unknown')
    expect(world.sent).toHaveLength(1)
  })

  it('[JRN-06] gives up after two interactive rounds', async () => {
    // Dies if: the interactive rounds are not counted.
    const world = createJourneyWorld()
    world.answerSend = () => ({ kind: 'challenged', challenge: stepUpChallenge })
    world.answerObtain = () => ({ kind: 'granted', grantId: 'g' })
    const call = await approvedPayment(world)
    expect(world.obtained.map((each) => each.interactiveRounds)).toEqual([0, 1])
    expect(world.call(call.id)).toMatchObject({ state: 'failed', attempts: 3 })
  })

  it('[JRN-06] refreshes once, then treats the same refusal as an interactive round', async () => {
    const world = createJourneyWorld()
    const challenge = { ...stepUpChallenge, error: 'invalid_token', acrValues: null }
    world.answerSend = () => ({ kind: 'challenged', challenge })
    world.answerObtain = () => ({ kind: 'granted', grantId: 'g' })
    const call = await approvedPayment(world)
    expect(world.call(call.id)).toMatchObject({
      state: 'failed',
      refreshRounds: 1,
      interactiveRounds: 2,
      attempts: 4,
    })
    expect(world.obtained.map((each) => [each.refreshRounds, each.interactiveRounds])).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ])
  })

  it('[JRN-09] keeps a given approval over a restart, and a question open', async () => {
    const world = createJourneyWorld()
    const asked = world.receive('pay', payment)
    const approved = world.receive('pay', payment)
    world.approve(approved.id, '30')
    world.restart()
    await settle()
    expect(world.call(approved.id).state).toBe('done')
    expect(world.call(asked.id).state).toBe('asking')
    expect(world.queue.listOpen()).toHaveLength(1)
  })

  // Dies if: the age of an approval is not asked for at the start, or counted from the start.
  it('[JRN-09] does not send an approval that is older than ten minutes', async () => {
    const world = createJourneyWorld()
    const call = world.receive('pay', payment)
    world.approve(call.id, '30')
    world.journey.stop()
    await settle()
    expect(world.call(call.id).state).toBe('approved')
    world.clock.advance(10 * 60_000)
    world.restart()
    await settle()
    expect(world.call(call.id).state).toBe('expired')
    expect(world.sent).toHaveLength(0)
  })

  it('[JRN-09] ends a wait after seven days, and cancels it at the server', async () => {
    const world = createJourneyWorld()
    const call = await deferredPayment(world)
    world.clock.advance(7 * 86_400_000 - 1000)
    await settle()
    expect(world.call(call.id).state).toBe('deferred')
    world.clock.advance(2000)
    await settle()
    expect(world.call(call.id).state).toBe('expired')
    expect(world.cancelledDeferrals).toEqual([call.id])
  })

  it('[JRN-09] a deferral that succeeded while the app was away is used after the restart', async () => {
    const world = createJourneyWorld()
    const call = await deferredPayment(world)
    await endDeferral(world, call.id, 'succeeded')
    world.restart()
    await settle()
    expect(world.call(call.id).state).toBe('done')
    expect(world.sent).toHaveLength(2)
  })

  it('[JRN-09] a step-up that was cut off begins again, in the same round', async () => {
    const world = createJourneyWorld()
    world.answerSend = (attempt) =>
      attempt === 1
        ? { kind: 'challenged', challenge: stepUpChallenge }
        : { kind: 'done', resultText: 'paid', isError: false }
    world.answerObtain = () => new Promise(() => undefined)
    const call = await approvedPayment(world)
    expect(world.call(call.id).state).toBe('stepping_up')
    world.answerObtain = () => ({ kind: 'granted', grantId: 'g' })
    world.restart()
    await settle()
    expect(world.obtained.map((each) => each.interactiveRounds)).toEqual([0, 0])
    expect(world.call(call.id)).toMatchObject({ state: 'done', interactiveRounds: 1 })
  })

  // Dies if: a call is picked up by what it was before somebody waited: one that is on its way would end as unknown.
  it('[LATE-05] a wait that ended while it could not be looked up is not picked up again', async () => {
    const world = createJourneyWorld()
    const call = await deferredPayment(world)
    const listAll = world.store.grants.listAll.bind(world.store.grants)
    world.store.calls.save({ ...world.call(call.id), state: 'stepping_up', deferralId: null })
    let find = (_grants: never[]): void => undefined
    const found = new Promise<never[]>((resolve) => (find = resolve))
    Object.assign(world.store.grants, { listAll: () => found })
    world.restart()
    let answer = (_outcome: SendOutcome): void => undefined
    world.answerSend = () => new Promise((resolve) => (answer = resolve))
    world.journey.onDeferralEnd(await endDeferral(world, call.id, 'succeeded'))
    await settle()
    expect(world.call(call.id).state).toBe('sending')
    find([])
    Object.assign(world.store.grants, { listAll })
    await settle()
    expect(world.call(call.id).state).toBe('sending')
    answer({ kind: 'done', resultText: 'paid', isError: false })
    await settle()
    expect(world.call(call.id)).toMatchObject({ state: 'done', resultText: 'paid' })
  })

  // Dies if: the policy is asked only when the call comes in.
  it('[JRN-10] a new deny of the policy stops a call that waits', async () => {
    const world = createJourneyWorld()
    const call = await deferredPayment(world)
    world.policy = () => ({ decision: 'deny', ruleId: null })
    world.journey.onDeferralEnd(await endDeferral(world, call.id, 'succeeded'))
    await settle()
    expect(world.call(call.id).state).toBe('denied')
    expect(world.sent).toHaveLength(1)
  })

  // Dies if: only what the store says itself is tried again; the call then stands still until a restart.
  it('[LATE-05] an outcome that an error nobody foresaw kept from being saved is saved later', async () => {
    const world = createJourneyWorld()
    const { calls } = world.store
    const save = calls.save.bind(calls)
    let isBroken = false
    Object.assign(calls, {
      save: (call: ToolCall) => {
        if (isBroken) throw new TypeError('nobody foresaw it')
        save(call)
      },
    })
    world.answerSend = () => {
      isBroken = true
      return { kind: 'done', resultText: 'paid', isError: false }
    }
    const call = await approvedPayment(world)
    expect(world.call(call.id).state).toBe('sending')
    isBroken = false
    world.clock.advance(5_000)
    await settle()
    expect(world.call(call.id)).toMatchObject({ state: 'done', resultText: 'paid' })
    expect(world.sent).toHaveLength(1)
  })

  it('[JRN-11] an outcome that cannot be saved is kept and saved once there is space', async () => {
    const world = createJourneyWorld()
    world.answerSend = () => {
      world.store.full = true
      return { kind: 'done', resultText: 'paid', isError: false }
    }
    const call = await approvedPayment(world)
    expect(world.call(call.id).state).toBe('sending')
    world.store.full = false
    world.clock.advance(5_000)
    await settle()
    expect(world.call(call.id)).toMatchObject({ state: 'done', resultText: 'paid' })
    expect(world.sent).toHaveLength(1)
  })

  it('[JRN-11] nothing is sent while the intent to send cannot be saved', async () => {
    // Dies if: the dispatch is sent although its transaction failed.
    const world = createJourneyWorld()
    const call = world.receive('pay', payment)
    world.approve(call.id, '30')
    world.store.full = true
    await settle()
    expect(world.sent).toHaveLength(0)
    expect(world.call(call.id)).toMatchObject({ state: 'approved', approvalSpentAtMs: null })
    world.store.full = false
    world.clock.advance(5_000)
    await settle()
    expect(world.call(call.id).state).toBe('done')
    expect(world.sent).toHaveLength(1)
  })

  it('cancelling ends a held call, its question and its wait', async () => {
    const world = createJourneyWorld()
    const call = world.receive('pay', payment)
    world.journey.cancel(call.id)
    await settle()
    expect(world.call(call.id).state).toBe('cancelled')
    expect(world.queue.listOpen()).toEqual([])
    expect(() => world.approve(call.id, '30')).toThrow()
  })

  it('cancelling while the bytes are on the way waits for the answer and never resends', async () => {
    const world = createJourneyWorld()
    let answer: (() => void) | undefined
    world.answerSend = () =>
      new Promise((resolve) => {
        answer = () => resolve({ kind: 'challenged', challenge: stepUpChallenge })
      })
    const call = await approvedPayment(world)
    world.journey.cancel(call.id)
    expect(world.call(call.id).state).toBe('sending')
    answer?.()
    await settle()
    expect(world.call(call.id).state).toBe('cancelled')
    expect(world.obtained).toHaveLength(0)
  })

  it('[JRN-12] takes tokens out of results and bounds them', async () => {
    const world = createJourneyWorld()
    world.store.grants.write(await world.store.grants.seal(buildGrant({ id: 'g-standing' })))
    const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.abcdef_ghi'
    const resultText = `a token-of-g-standing b Bearer abcdefghijkl c ${jwt} ${'x'.repeat(300_000)}`
    world.answerSend = () => ({ kind: 'done', resultText, isError: false })
    const call = await approvedPayment(world)
    const result = world.call(call.id).resultText ?? ''
    expect(result.slice(0, 40)).toBe('a [secret] b [secret] c [secret] xxxxxxx')
    expect(result.length).toBeLessThan(200_200)
    expect(result).toContain('more characters were left out')
  })

  it.each([
    { kind: 'failed', reason: 'bad request: token-of-g-standing' },
    { kind: 'not_sent', reason: 'bad request: token-of-g-standing' },
    { kind: 'unknown', reason: 'bad request: token-of-g-standing' },
  ] as const)('[JRN-12] takes tokens out of the reason of $kind', async (outcome) => {
    const world = createJourneyWorld()
    world.store.grants.write(await world.store.grants.seal(buildGrant({ id: 'g-standing' })))
    world.answerSend = () => outcome
    const call = await approvedPayment(world)
    // Dies if: only results are cleaned; a server may quote the request in its refusal.
    expect(world.call(call.id).outcomeText).toContain('bad request: [secret]')
    expect(JSON.stringify(world.call(call.id))).not.toContain('token-of')
  })

  it('[JRN-12] takes tokens out of what a challenge says', async () => {
    const world = createJourneyWorld()
    world.store.grants.write(await world.store.grants.seal(buildGrant({ id: 'g-standing' })))
    const challenge = { ...stepUpChallenge, errorDescription: 'not for token-of-g-standing' }
    world.answerSend = () => ({ kind: 'challenged', challenge })
    const call = await approvedPayment(world)
    expect(world.call(call.id).lastChallenge?.errorDescription).toBe('not for [secret]')
  })
})
