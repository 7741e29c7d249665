// Proves the journey's driver where the machine lets it down: a store that is away for a moment, and stopping half-way.
import { describe, expect, it, vi } from 'vitest'
import { longestSettleMs } from '../../main/agent/journey.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { createJourneyWorld, stepUpChallenge } from './journey-world.ts'

const payment = { amount: 30, currency: 'EUR', recipient: 'Nordlicht' }

async function approvedPayment(world: ReturnType<typeof createJourneyWorld>) {
  const call = world.receive('pay', payment)
  world.approve(call.id, '30')
  await settle()
  return call
}

describe('the journey in trouble', () => {
  it('[JRN-11] a grant that cannot be read for a moment holds the call up, not for ever', async () => {
    const world = createJourneyWorld()
    vi.spyOn(world.store.grants, 'listStanding').mockRejectedValueOnce(new Error('disk away'))
    const call = await approvedPayment(world)
    expect(world.call(call.id)).toMatchObject({ state: 'approved', approvalSpentAtMs: null })
    // Dies if: nobody tries again; the approved call would hang until the next start.
    world.clock.advance(5_000)
    await settle()
    expect(world.call(call.id).state).toBe('done')
    expect(world.sent).toHaveLength(1)
  })

  it('[JRN-11] an expiry that cannot be read or saved is tried again and ends nothing else', async () => {
    const world = createJourneyWorld()
    world.answerSend = () => ({ kind: 'challenged', challenge: stepUpChallenge })
    world.answerObtain = () => new Promise(() => undefined)
    const call = await approvedPayment(world)
    const away = vi.spyOn(world.store.calls, 'listNotAsking').mockImplementation(() => {
      throw new Error('the disk is away')
    })
    // Dies if: what the timer runs may throw into nothing, which ends the app.
    world.clock.advance(7 * 24 * 60 * 60 * 1000 + 1)
    away.mockRestore()
    world.store.full = true
    world.clock.advance(60_000)
    expect(world.call(call.id).state).toBe('stepping_up')
    world.store.full = false
    // Dies if: what was due and could not be saved is not noted again.
    world.clock.advance(60_000)
    await settle()
    expect(world.call(call.id).state).toBe('expired')
  })

  it('[JRN-14] stopping waits for the answer of what is on the way, and saves it', async () => {
    const world = createJourneyWorld()
    let answer: (() => void) | undefined
    world.answerSend = () =>
      new Promise((resolve) => {
        answer = () => resolve({ kind: 'done', resultText: 'paid', isError: false })
      })
    const call = await approvedPayment(world)
    world.journey.stop()
    let settled = false
    const settling = world.journey.settle().then(() => (settled = true))
    await settle()
    // Dies if: it does not wait; the store would be closed under the answer, and the call unknown.
    expect(settled).toBe(false)
    answer?.()
    await settling
    expect(world.call(call.id)).toMatchObject({ state: 'done', resultText: 'paid' })
  })

  it('[JRN-14] stopping does not wait for ever, and starts nothing that was not begun', async () => {
    const world = createJourneyWorld()
    world.answerSend = () => new Promise(() => undefined)
    const sending = await approvedPayment(world)
    const held = world.receive('pay', payment)
    world.journey.stop()
    world.approve(held.id, '30')
    const settling = world.journey.settle()
    await settle()
    world.clock.advance(longestSettleMs)
    await settling
    expect(world.sent).toHaveLength(1)
    expect(world.call(sending.id).state).toBe('sending')
    // Dies if: an answer that arrives while stopping is lost, or sends what nobody waits for.
    expect(world.call(held.id)).toMatchObject({ state: 'approved', approvalSpentAtMs: null })
    world.answerSend = () => ({ kind: 'done', resultText: 'ok', isError: false })
    world.restart()
    await settle()
    expect(world.call(sending.id).state).toBe('unknown')
    expect(world.call(held.id).state).toBe('done')
  })
})
