// Tests of calls that wait for a sign-in which is no call's own: how its end reaches each of them.
import { describe, expect, it } from 'vitest'
import type { DeferralState } from '../../shared/model/deferral.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { buildDeferral, buildGrant, createJourneyWorld, stepUpChallenge } from './journey-world.ts'

type World = ReturnType<typeof createJourneyWorld>

async function writeWait(world: World, state: DeferralState): Promise<void> {
  const ended = state === 'waiting' ? null : world.clock.nowMs()
  const wait = buildDeferral({ id: 'sign-in', callId: null, state, endedAtMs: ended })
  world.store.deferrals.write(await world.store.deferrals.seal(wait))
}

/** Two payments that both wait for the same sign-in. */
async function startWaiting(): Promise<{ world: World; calls: [string, string] }> {
  const world = createJourneyWorld()
  world.answerSend = (attempt) =>
    attempt === 1
      ? { kind: 'challenged', challenge: { ...stepUpChallenge, error: null, acrValues: null } }
      : { kind: 'done', resultText: 'paid', isError: false }
  world.answerObtain = async () => {
    await writeWait(world, 'waiting')
    return { kind: 'deferred', deferralId: 'sign-in' }
  }
  const payment = { amount: 30, currency: 'EUR', recipient: 'Nordlicht' }
  const calls = [world.receive('pay', payment), world.receive('pay', { ...payment, amount: 31 })]
  for (const call of calls) world.approve(call.id, JSON.parse(call.argumentsJson).amount.toString())
  await settle()
  const [first, second] = calls.map(({ id }) => id)
  return { world, calls: [first ?? '', second ?? ''] }
}

async function endSignIn(world: World, state: DeferralState) {
  await writeWait(world, state)
  const deferral = buildDeferral({ id: 'sign-in', callId: null, state, deferralCode: null })
  if (state !== 'succeeded') return { deferral, grantId: null, reason: null }
  const grant = buildGrant({ id: 'g-standing' })
  world.store.grants.write(await world.store.grants.seal(grant))
  return { deferral, grantId: 'g-standing', reason: null }
}

describe('calls that wait for a sign-in', () => {
  // Dies if: the end of a wait without a call reaches none of the calls that wait for it.
  it('[ROUTE-16] all go on when it succeeds', async () => {
    const { world, calls } = await startWaiting()
    expect(calls.map((id) => world.call(id).state)).toEqual(['deferred', 'deferred'])
    world.journey.onDeferralEnd(await endSignIn(world, 'succeeded'))
    await settle()
    expect(calls.map((id) => world.call(id).state)).toEqual(['done', 'done'])
    expect(world.sent.slice(2).map(({ grantId }) => grantId)).toEqual(['g-standing', 'g-standing'])
  })

  it('[ROUTE-16] all end when it is denied', async () => {
    const { world, calls } = await startWaiting()
    world.journey.onDeferralEnd(await endSignIn(world, 'denied'))
    await settle()
    expect(calls.map((id) => world.call(id).state)).toEqual(['denied', 'denied'])
  })

  it('[ROUTE-16] also when it ended while the app was away', async () => {
    const { world, calls } = await startWaiting()
    await endSignIn(world, 'succeeded')
    world.restart()
    await settle()
    expect(calls.map((id) => world.call(id).state)).toEqual(['done', 'done'])
  })

  // Dies if: after a restart a wait that is not the call's own passes for one that is gone.
  it('[ROUTE-16] and still wait after a restart while it goes on', async () => {
    const { world, calls } = await startWaiting()
    world.restart()
    await settle()
    expect(calls.map((id) => world.call(id).state)).toEqual(['deferred', 'deferred'])
  })
})
