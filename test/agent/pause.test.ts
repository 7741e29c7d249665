// Proves the pause of all agents: nothing leaves while it lasts, nothing is lost by it, in any order of events.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildOverview } from '../../main/agent/overview.ts'
import { pauseAgents } from '../../main/agent/pause.ts'
import { questionLifetimeMs } from '../../main/agent/tool-call.ts'
import { applyWidening } from '../../main/bootstrap-widenings.ts'
import { isCountersignError } from '../../shared/errors.ts'
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { emptyFacts } from './overview-facts.ts'
import { connection, createJourneyWorld, stepUpChallenge } from './journey-world.ts'

const payment = { amount: 30, currency: 'EUR', recipient: 'Nordlicht' }
const resumeAgents = { what: 'resume_agents' } as const
type World = ReturnType<typeof createJourneyWorld>

/** Reads run unasked here. */
function createTrustingWorld(): World {
  const world = createJourneyWorld()
  world.store.connections.save({ ...connection, trustedForReading: true })
  return world
}

/** As the engine does when the person has approved it. */
function resume({ store, journey }: World): void {
  applyWidening({ store, connections: { saveIssuerOptions: () => undefined } }, resumeAgents)
  journey.resume()
}

const kindsOf = (world: World, callId: string): string[] =>
  world.store.activity.listByCall(callId).map((row) => row.kind)

function codeOf(run: () => void): string {
  try {
    run()
  } catch (error) {
    return isCountersignError(error) ? error.code : String(error)
  }
  return 'none'
}

describe('while all agents are paused', () => {
  it('[PAUSE-01] [PAUSE-02] a received call is held unasked, and asked with its whole time after', async () => {
    const world = createTrustingWorld()
    pauseAgents(world.store, 'tray')
    const call = world.receive('pay', payment)
    const reading = world.receive('list_accounts')
    await settle()
    expect(world.call(call.id).state).toBe('received')
    expect(world.queue.listOpen()).toEqual([])
    expect(kindsOf(world, call.id)).toEqual(['call_received', 'call_held'])
    // Far longer than a question lives: it was never asked, so it did not run out either.
    world.clock.advance(5 * questionLifetimeMs)
    await settle()
    expect(world.call(call.id).state).toBe('received')
    resume(world)
    await settle()
    expect(world.call(call.id)).toMatchObject({
      state: 'asking',
      expiresAtMs: world.clock.nowMs() + questionLifetimeMs,
    })
    expect(world.queue.listOpen()).toMatchObject([
      { callId: call.id, expiresAtMs: world.clock.nowMs() + questionLifetimeMs },
    ])
    expect(world.sent.map((sent) => sent.callId)).toEqual([reading.id])
  })

  it('[PAUSE-01] [PAUSE-02] what was approved right before waits, and is sent after', async () => {
    const world = createJourneyWorld()
    const call = world.receive('pay', payment)
    world.approve(call.id, '30')
    // In the same turn as the approval: the sending has not begun yet.
    // Dies if: only `receive` looks at the pause.
    pauseAgents(world.store, 'app')
    await settle()
    expect(world.sent).toEqual([])
    expect(world.call(call.id).state).toBe('approved')
    resume(world)
    await settle()
    expect(world.sent).toHaveLength(1)
    expect(world.call(call.id).state).toBe('done')
  })

  it('[PAUSE-02] what was approved and ran out meanwhile is not sent after', async () => {
    const world = createJourneyWorld()
    const call = world.receive('pay', payment)
    world.approve(call.id, '30')
    pauseAgents(world.store, 'app')
    await settle()
    world.clock.advance(11 * 60_000)
    await settle()
    expect(world.call(call.id).state).toBe('expired')
    resume(world)
    await settle()
    expect(world.sent).toEqual([])
  })

  it('[PAUSE-01] [PAUSE-02] a refused call is not stepped up before the pause ends', async () => {
    const world = createJourneyWorld()
    let isFirst = true
    world.answerSend = () => {
      if (!isFirst) return { kind: 'done', resultText: 'ok', isError: false }
      isFirst = false
      pauseAgents(world.store, 'app')
      return { kind: 'challenged', challenge: stepUpChallenge }
    }
    world.answerObtain = () => ({ kind: 'granted', grantId: 'g' })
    const call = world.receive('pay', payment)
    world.approve(call.id, '30')
    await settle()
    expect(world.call(call.id).state).toBe('challenged')
    world.restart()
    await settle()
    expect(world.obtained).toEqual([])
    resume(world)
    await settle()
    expect(world.obtained).toHaveLength(1)
    expect(world.call(call.id).state).toBe('done')
  })

  it('[PAUSE-01] a proof that arrives meanwhile is kept, and nothing is sent with it yet', async () => {
    const world = createJourneyWorld()
    world.answerSend = (attempt) =>
      attempt === 1
        ? { kind: 'challenged', challenge: stepUpChallenge }
        : { kind: 'done', resultText: 'ok', isError: false }
    world.answerObtain = () => {
      pauseAgents(world.store, 'app')
      return { kind: 'granted', grantId: 'g' }
    }
    const call = world.receive('pay', payment)
    world.approve(call.id, '30')
    await settle()
    expect(world.sent).toHaveLength(1)
    expect(world.call(call.id).state).toBe('ready')
    resume(world)
    await settle()
    expect(world.sent).toHaveLength(2)
  })

  it('[PAUSE-05] a call held back at the last moment is sent after, under the same approval', async () => {
    const world = createJourneyWorld()
    world.answerSend = (attempt) => {
      if (attempt > 1) return { kind: 'done', resultText: 'ok', isError: false }
      pauseAgents(world.store, 'app')
      return { kind: 'held' }
    }
    const call = world.receive('pay', payment)
    world.approve(call.id, '30')
    await settle()
    expect(world.call(call.id)).toMatchObject({ state: 'ready', outcomeText: null })
    expect(kindsOf(world, call.id)).toContain('call_held')
    resume(world)
    await settle()
    expect(world.call(call.id)).toMatchObject({ state: 'done', attempts: 2 })
  })

  it('[PAUSE-05] a pause that was over before the held call came back does not strand it', async () => {
    const world = createJourneyWorld()
    world.answerSend = (attempt) => {
      if (attempt > 1) return { kind: 'done', resultText: 'ok', isError: false }
      pauseAgents(world.store, 'app')
      resume(world)
      return { kind: 'held' }
    }
    const call = world.receive('pay', payment)
    world.approve(call.id, '30')
    await settle()
    expect(world.call(call.id).state).toBe('done')
  })

  it('[PAUSE-03] nothing about a call is approved or answered, and denying works', async () => {
    const world = createJourneyWorld()
    const call = world.receive('pay', payment)
    const other = world.receive('add_payee', { name: 'N', iban: 'X' })
    await settle()
    pauseAgents(world.store, 'app')
    expect(codeOf(() => world.approve(call.id, '30'))).toBe('interaction/paused')
    const asked = world.queue.listOpen().find((each) => each.callId === other.id)
    const interactionId = asked?.id ?? ''
    // Dies if: a press on a notification that was there before the pause still approves.
    expect(
      codeOf(() =>
        world.queue.approve({
          interactionId,
          surface: 'notification',
          digest: null,
          confirmation: null,
        }),
      ),
    ).toBe('interaction/paused')
    const widening = world.queue.openWidening({ what: 'notification_approve', allowed: true }, null)
    const { id, digest } = widening
    const approve = { interactionId: id, surface: 'approval', digest, confirmation: null } as const
    expect(codeOf(() => world.queue.approve(approve))).toBe('interaction/paused')
    world.queue.deny({ interactionId, surface: 'tray', reason: null })
    await settle()
    expect(world.call(other.id).state).toBe('denied')
    expect(world.call(call.id).state).toBe('asking')
  })

  it('[PAUSE-03] a question of a server about a call sleeps, one of a sign-in does not', async () => {
    const world = createJourneyWorld()
    pauseAgents(world.store, 'app')
    const view = { kind: 'confirm', host: 'localhost:4000', message: 'm' } as never
    const expiresAtMs = world.clock.nowMs() + 60_000
    const ask = (callId: string | null) =>
      void world.queue.askElicitation({ callId, connectionId: 'harbor', view, expiresAtMs })
    ask('some-call')
    ask(null)
    const answer = { action: 'accept' } as never
    const codes = world.queue
      .listOpen()
      .map(({ id: interactionId, digest }) =>
        codeOf(() => world.queue.answer({ interactionId, digest, answer })),
      )
    expect(codes.toSorted()).toEqual(['interaction/paused', 'none'])
  })

  it('[PAUSE-04] only the approval view ends it, and the end is on record', async () => {
    const world = createJourneyWorld()
    expect(pauseAgents(world.store, 'menu')).toBe(true)
    expect(pauseAgents(world.store, 'app')).toBe(false)
    const { id: interactionId, digest } = world.queue.openWidening(resumeAgents, null)
    const request = { interactionId, digest, confirmation: null }
    for (const surface of ['app', 'notification', 'tray'] as const) {
      expect(codeOf(() => world.queue.approve({ ...request, surface }))).toBe(
        'interaction/surface_refused',
      )
    }
    // Dies if: asking to resume is held by the pause as everything else is: it would never end.
    world.queue.approve({ ...request, surface: 'approval' })
    resume(world)
    const rows = world.store.activity.list({ beforeSequence: null, limit: 10 })
    expect(rows.map((row) => row.kind).toReversed()).toEqual([
      'agents_paused',
      'agents_resumed',
      'widened',
    ])
  })

  it('[PAUSE-04] a resume cut off before it was saved leaves the pause, a journey told to go on too early stays', async () => {
    const world = createJourneyWorld()
    pauseAgents(world.store, 'app')
    const call = world.receive('pay', payment)
    world.store.full = true
    expect(() => resume(world)).toThrow()
    world.store.full = false
    world.journey.resume()
    world.restart()
    await settle()
    expect(world.store.settings.load().paused).toBe(true)
    expect(world.call(call.id).state).toBe('received')
  })
})

const command = fc.oneof(
  fc.record({ kind: fc.constant('receive' as const), reads: fc.boolean() }),
  fc.record({ kind: fc.constant('receive' as const), reads: fc.boolean() }),
  fc.record({ kind: fc.constant('approve' as const) }),
  fc.record({ kind: fc.constant('approve' as const) }),
  fc.record({ kind: fc.constant('pause' as const) }),
  fc.record({ kind: fc.constant('resume' as const) }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('settle' as const) }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1_000, 60_000) }),
)
const answers = fc.constantFrom('done' as const, 'challenged' as const, 'held' as const)

interface Play {
  commands: (typeof command extends fc.Arbitrary<infer Value> ? Value : never)[]
  send: ('done' | 'challenged' | 'held')[]
}

async function playHistory({ commands, send }: Play): Promise<void> {
  const world = createTrustingWorld()
  const broken: string[] = []
  let sends = 0
  const paused = (): boolean => world.store.settings.load().paused
  world.answerSend = () => {
    const kind = send[sends++ % send.length] ?? 'done'
    if (paused()) broken.push('sent while paused')
    if (kind === 'done') return { kind, resultText: 'ok', isError: false }
    if (kind === 'challenged') return { kind, challenge: stepUpChallenge }
    // The wire was reached, and the pause began in that very moment.
    pauseAgents(world.store, 'app')
    return { kind: 'held' }
  }
  world.answerObtain = () => {
    if (paused()) broken.push('stepped up while paused')
    return { kind: 'granted', grantId: 'g' }
  }
  const received: string[] = []
  for (const each of commands) {
    const open = new Set(world.queue.listOpen().map(({ id }) => id))
    const wasPaused = paused()
    if (each.kind === 'receive')
      received.push(world.receive(each.reads ? 'list_accounts' : 'pay', payment).id)
    if (each.kind === 'approve') {
      const asked = world.queue.listOpen()[0]
      const code = codeOf(() => asked?.callId != null && world.approve(asked.callId, '30'))
      if (asked !== undefined && wasPaused) expect(code).toBe('interaction/paused')
    }
    if (each.kind === 'pause') pauseAgents(world.store, 'app')
    if (each.kind === 'resume') resume(world)
    if (each.kind === 'restart') world.restart()
    if (each.kind === 'pass') world.clock.advance(each.ms)
    await settle(each.kind === 'settle' ? 100 : 2)
    if (wasPaused && paused()) {
      expect(world.queue.listOpen().filter(({ id }) => !open.has(id))).toEqual([])
    }
    expect(broken).toEqual([])
  }
  await checkNothingLost(world, received)
}

/** Every call goes on once the pause is over: it is asked about, or it has come to an end. */
async function checkNothingLost(world: World, received: readonly string[]): Promise<void> {
  world.answerSend = () => ({ kind: 'done', resultText: 'ok', isError: false })
  await settle()
  resume(world)
  await settle()
  const asked = new Set(world.queue.listOpen().map(({ callId }) => callId))
  const stuck = received
    .map((id): ToolCall => world.call(id))
    .filter(
      ({ id, state }) => !endedCallStates.has(state) && !(state === 'asking' && asked.has(id)),
    )
  expect(stuck.map(({ state }) => state)).toEqual([])
  world.queue.stop()
  world.journey.stop()
}

describe('what a task says of itself', () => {
  const task = { id: 'task', agentId: 'agent', text: 'Pay', createdAtMs: 0, endedAtMs: null }
  const shownState = ({ store }: World): string | undefined =>
    buildOverview({ ...emptyFacts, store, nowMs: 0 }).tasks[0]?.state

  it('[PAUSE-07] paused while the pause holds a call of it, and never while one is on the wire', async () => {
    const world = createTrustingWorld()
    world.store.tasks.save({ ...task, state: 'running' })
    expect(shownState(world)).toBe('running')
    const asked = world.receive('pay', payment)
    pauseAgents(world.store, 'app')
    await settle()
    // It waits for the person's answer, as it did before.
    expect(shownState(world)).toBe('running')
    const held = world.receive('list_accounts')
    await settle()
    expect(shownState(world)).toBe('paused')
    // Dies if: a task with a call on the wire is said to stand still.
    world.store.calls.save({ ...world.call(asked.id), state: 'sending' })
    expect(shownState(world)).toBe('running')
    world.store.calls.save(asked)
    resume(world)
    await settle()
    expect(world.call(held.id).state).toBe('done')
    expect(shownState(world)).toBe('running')
    pauseAgents(world.store, 'app')
    world.store.tasks.save({ ...task, state: 'done' })
    expect(shownState(world)).toBe('done')
  })
})

describe('the pause in any order of events', () => {
  it('[PAUSE-01] [PAUSE-02] [PAUSE-04] sends and asks nothing while it lasts and loses nothing', async () => {
    // Dies if: any of the four effects runs while paused, or `resume` forgets one of the states it may have left.
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          commands: fc.array(command, { maxLength: 25 }),
          send: fc.array(answers, { minLength: 1, maxLength: 4 }),
        }),
        playHistory,
      ),
      { numRuns: Number(process.env['COUNT'] ?? 200) },
    )
  }, 120_000)
})
