// Property tests of the journey: any order of events, answers, crashes and full disks, against the promises of the design.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SendOutcome } from '../../main/resource/tool-sender.ts'
import type { ObtainOutcome } from '../../main/step-up/obtain.ts'
import type { DeferralState } from '../../shared/model/deferral.ts'
import { endedCallStates } from '../../shared/model/tool-call.ts'
import type { MemoryStore } from '../fakes/memory-store.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { openTestStore } from '../store/open.ts'
import { buildDeferral, buildGrant, createJourneyWorld, stepUpChallenge } from './journey-world.ts'

type World = ReturnType<typeof createJourneyWorld>

const sendAnswers = fc.constantFrom<SendOutcome['kind'] | 'never' | 'throw'>(
  'done',
  'challenged',
  'challenged',
  'challenged',
  'not_sent',
  'unknown',
  'failed',
  'never',
  'throw',
)
const obtainAnswers = fc.constantFrom<ObtainOutcome['kind'] | 'never' | 'throw'>(
  'granted',
  'granted',
  'deferred',
  'deferred',
  'denied',
  'cancelled',
  'expired',
  'failed',
  'never',
  'throw',
)
const deferralEnds = fc.constantFrom<DeferralState>(
  'succeeded',
  'succeeded',
  'succeeded',
  'denied',
  'expired',
  'lost_result',
  'waiting',
)

const command = fc.oneof(
  fc.record({ kind: fc.constant('approve' as const) }),
  fc.record({ kind: fc.constant('approve' as const) }),
  fc.record({ kind: fc.constant('deny' as const) }),
  fc.record({ kind: fc.constant('cancel' as const) }),
  fc.record({ kind: fc.constant('restart' as const), settled: fc.boolean() }),
  fc.record({
    kind: fc.constant('end_deferral' as const),
    state: deferralEnds,
    again: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('end_deferral' as const),
    state: deferralEnds,
    again: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('pass' as const),
    ms: fc.constantFrom(1_000, 5_000, 11 * 60_000, 61 * 60_000, 8 * 86_400_000),
  }),
  fc.record({ kind: fc.constant('fill_disk' as const), full: fc.boolean() }),
  fc.record({ kind: fc.constant('tamper' as const) }),
  fc.record({ kind: fc.constant('settle' as const) }),
  fc.record({ kind: fc.constant('settle' as const) }),
)
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never

interface History {
  refusals: Set<number>
  frozen: string
}

function scriptWorld(
  world: World,
  answers: { send: string[]; obtain: string[] },
  history: History,
): void {
  let sends = 0
  let obtains = 0
  world.answerSend = (attempt) => {
    const kind = answers.send[sends++ % answers.send.length]
    if (kind === 'throw') return Promise.reject(new Error('scripted'))
    if (kind === 'never') return new Promise(() => undefined)
    if (kind === 'done') return { kind, resultText: 'ok', isError: false }
    if (kind === 'challenged') {
      history.refusals.add(attempt)
      return { kind, challenge: stepUpChallenge }
    }
    return { kind: kind as 'unknown', reason: 'scripted' }
  }
  world.answerObtain = async (call) => {
    const kind = answers.obtain[obtains++ % answers.obtain.length]
    if (kind === 'throw') throw new Error('scripted')
    if (kind === 'never') return new Promise(() => undefined)
    if (kind === 'granted') return { kind, grantId: 'g' }
    if (kind !== 'deferred') return { kind: kind as 'denied', reason: 'scripted' }
    const deferralId = `d-${call.id}-${obtains}`
    const deferral = buildDeferral({ id: deferralId, callId: call.id })
    world.store.deferrals.write(await world.store.deferrals.seal(deferral))
    return { kind, deferralId }
  }
}

async function endDeferral(world: World, id: string, event: Command & { kind: 'end_deferral' }) {
  const alive = (await world.store.deferrals.listAlive()).find((each) => each.callId === id)
  if (alive === undefined || event.state === 'waiting') return
  const deferral = { ...alive, state: event.state, deferralCode: null }
  world.store.deferrals.write(await world.store.deferrals.seal(deferral))
  let grantId: string | null = null
  if (event.state === 'succeeded') {
    grantId = `g-${deferral.id}`
    const grant = buildGrant({ id: grantId, purpose: 'call', callId: id })
    world.store.grants.write(await world.store.grants.seal(grant))
  }
  const end = { deferral, grantId, reason: null }
  world.journey.onDeferralEnd(end)
  if (event.again) world.journey.onDeferralEnd(end)
}

/** Runs one command; what the world refuses (gone, full, not open) is part of the game. */
async function run(world: World, id: string, event: Command): Promise<void> {
  try {
    switch (event.kind) {
      case 'approve':
        return world.approve(id, '30')
      case 'deny': {
        const open = world.queue.listOpen().find((each) => each.callId === id)
        if (open) world.queue.deny({ interactionId: open.id, surface: 'app', reason: null })
        return
      }
      case 'cancel':
        return world.journey.cancel(id)
      case 'restart':
        if (event.settled) await settle()
        return world.restart()
      case 'end_deferral':
        return await endDeferral(world, id, event)
      case 'pass':
        return world.clock.advance(event.ms)
      case 'fill_disk':
        world.store.full = event.full
        return
      case 'tamper': {
        const call = world.call(id)
        world.store.calls.save({ ...call, argumentsJson: '{"amount":9000}' })
        return
      }
      case 'settle':
        return await settle()
    }
  } catch {
    return
  }
}

function checkHistory(world: World, id: string, history: History): void {
  const sent = world.sent.filter((each) => each.callId === id)
  // Never twice: the n-th sending follows a definite refusal of the one before.
  sent.forEach((each, index) => {
    expect(each.attempt).toBe(index + 1)
    expect(each.approvalSpent).toBe(true)
    expect(each.storedState).toBe('sending')
    expect(each.argumentsJson).toBe(history.frozen)
    if (index > 0) expect(history.refusals.has(index)).toBe(true)
  })
  expect(sent.length).toBeLessThanOrEqual(3)
  const rows = world.store.activity.listByCall(id)
  if (sent.length > 0) expect(rows.some((row) => row.kind === 'call_approved')).toBe(true)
  expect(rows.filter((row) => row.kind === 'call_sent')).toHaveLength(sent.length)
  const ends = rows.filter((row) => row.kind === 'call_ended').length
  expect(ends).toBe(endedCallStates.has(world.call(id).state) ? 1 : 0)
}

/** Plays one history and holds it against the promises after every step. */
async function playHistory(
  world: World,
  play: { commands: Command[]; send: string[]; obtain: string[] },
): Promise<void> {
  const payment = { amount: 30, currency: 'EUR', recipient: 'Nordlicht' }
  const { id, argumentsJson } = world.receive('pay', payment)
  const history: History = { refusals: new Set(), frozen: argumentsJson }
  scriptWorld(world, play, history)
  let endState: string | null = null
  for (const each of play.commands) {
    await run(world, id, each)
    await settle(each.kind === 'settle' ? 100 : 3)
    checkHistory(world, id, history)
    const { state } = world.call(id)
    if (endState !== null) expect(state).toBe(endState)
    if (endedCallStates.has(state)) endState = state
  }
  // However it went: with the disk free and enough time, every call comes to an end.
  world.store.full = false
  world.restart()
  await settle()
  for (let day = 0; day < 9; day += 1) {
    world.clock.advance(86_400_000)
    await settle()
  }
  world.restart()
  await settle()
  checkHistory(world, id, history)
  expect(endedCallStates.has(world.call(id).state)).toBe(true)
  world.queue.stop()
  world.journey.stop()
}

const histories = fc.record({
  commands: fc.array(command, { maxLength: 25 }),
  send: fc.array(sendAnswers, { minLength: 1, maxLength: 4 }),
  obtain: fc.array(obtainAnswers, { minLength: 1, maxLength: 4 }),
})

const count = Number(process.env['COUNT'] ?? 150)

describe('the journey under any order of events', () => {
  it('[JRN-04] never sends twice without a recorded refusal, never without an approval, ends once', async () => {
    // Dies if: 'sending' may be dispatched, a late outcome is taken, or recovery resends what was on the wire.
    await fc.assert(
      fc.asyncProperty(histories, (play) => playHistory(createJourneyWorld(), play)),
      { numRuns: count },
    )
  }, 120_000)

  it('[JRN-04] holds over the real store, closed and opened again at every restart', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (play) => {
        let opened = await openTestStore()
        const own: Partial<MemoryStore> = { full: false }
        const store = new Proxy(own, {
          get: (target, key) => Reflect.get(key === 'full' ? target : opened.store, key) as unknown,
        }) as MemoryStore
        const commands = play.commands.filter((each) => each.kind !== 'fill_disk')
        const world = createJourneyWorld(store)
        world.beforeRestart = () => {
          opened = opened.reopen()
        }
        await playHistory(world, { ...play, commands })
        opened.store.close()
      }),
      { numRuns: Math.ceil(count / 10) },
    )
  }, 120_000)

  it('[JRN-02] a thousand spends of one approval give exactly one', () => {
    const world = createJourneyWorld()
    const call = world.receive('pay', { amount: 30, currency: 'EUR', recipient: 'N' })
    const won = Array.from({ length: 1_000 }, () => world.store.calls.spendApproval(call.id, 1))
    expect(won.filter(Boolean)).toHaveLength(1)
  })
})
