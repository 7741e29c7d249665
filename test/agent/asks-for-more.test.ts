// Tests of a wait that breaks off because the authorization server wants more of the person (FiPA; protocols 13.3).
import { describe, expect, it } from 'vitest'
import { settle } from '../fakes/virtual-clock.ts'
import { buildDeferral, createJourneyWorld, stepUpChallenge } from './journey-world.ts'

async function startWaiting() {
  const world = createJourneyWorld()
  world.answerSend = (attempt) =>
    attempt === 1
      ? { kind: 'challenged', challenge: stepUpChallenge }
      : { kind: 'done', resultText: 'paid', isError: false }
  let rounds = 0
  world.answerObtain = () => {
    rounds += 1
    return rounds === 1
      ? { kind: 'deferred', deferralId: 'd1' }
      : { kind: 'granted', grantId: 'g-call' }
  }
  const call = world.receive('pay', { amount: 30, currency: 'EUR', recipient: 'Nordlicht' })
  world.approve(call.id, '30')
  await settle()
  const deferral = buildDeferral({
    id: 'd1',
    callId: call.id,
    state: 'invalid',
    deferralCode: null,
  })
  return { world, call, end: { deferral, grantId: null, reason: 'no longer accepted' } }
}

describe('a wait that breaks off', () => {
  // Dies if: the call ends although the server only wants more of the person, or goes on although it does not.
  it('[ROUTE-18] goes on as a second round where the server wants more of the person', async () => {
    const { world, call, end } = await startWaiting()
    expect(world.call(call.id).state).toBe('deferred')
    world.journey.onDeferralEnd({ ...end, asksForMore: true })
    await settle()
    expect(world.call(call.id)).toMatchObject({ state: 'done', interactiveRounds: 2 })
    expect(world.obtained.at(-1)?.deferralId).toBe('d1')
  })

  it('[ROUTE-18] ends the call for every other reason', async () => {
    const { world, call, end } = await startWaiting()
    world.journey.onDeferralEnd(end)
    await settle()
    expect(world.call(call.id).state).toBe('failed')
  })
})
