// Proves the queue: who may answer what from where, once, in time, and durably.
import { describe, expect, it } from 'vitest'
import { createInteractionQueue } from '../../main/interaction/interaction-queue.ts'
import type { InteractionEvent, InteractionQueue } from '../../main/interaction/queue.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import { defaultSettings } from '../../shared/model/settings.ts'
import type { Surface } from '../../shared/model/interaction.ts'
import type { Risk, ToolCall } from '../../shared/model/tool-call.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { createVirtualClock, settle } from '../fakes/virtual-clock.ts'
import { createJourneyWorld } from '../agent/journey-world.ts'

const elicitation: ElicitationView = {
  kind: 'totp',
  message: 'Enter the code',
  fields: [],
  triesLeft: 3,
  answersTo: 'localhost:4000',
  passkeyUnavailable: null,
  problem: null,
}

let ids = 0

function createWorld() {
  const clock = createVirtualClock()
  const store = createMemoryStore(() => clock.nowMs())
  const world = {
    clock,
    store,
    shown: true,
    events: [] as InteractionEvent[],
    decisions: [] as string[],
    queue: undefined as unknown as InteractionQueue,
    restart: () => {
      world.queue?.stop()
      world.queue = build()
      world.queue.start()
    },
    hold: (risk: Risk): ToolCall => {
      const source = createJourneyWorld()
      const held = source.receive('pay', { amount: 1200, currency: 'EUR', recipient: 'Nordlicht' })
      const call: ToolCall = { ...held, risk, expiresAtMs: clock.nowMs() + 600_000 }
      store.calls.save(call)
      return call
    },
  }
  const build = () => {
    const queue = createInteractionQueue({
      store,
      clock,
      makeId: () => `i-${(ids += 1)}`,
      shownGate: {
        requireShown: () => {
          if (!world.shown) throw new CountersignError('interaction/not_shown', 'not shown')
        },
      },
      settings: () => store.settings.load(),
      log: () => undefined,
    })
    queue.onEvent((event) => world.events.push(event))
    queue.onDecision(({ callId, outcome }) => {
      world.decisions.push(outcome)
      const call = store.calls.load(callId)
      if (call && outcome === 'approved') store.calls.save({ ...call, state: 'approved' })
    })
    return queue
  }
  world.restart()
  return world
}

const codeOf = (run: () => void): string => {
  try {
    run()
    return 'ok'
  } catch (error) {
    return error instanceof CountersignError ? error.code : String(error)
  }
}

describe('the interaction queue', () => {
  const surfaces: Surface[] = ['app', 'tray', 'notification', 'approval']
  const refused = 'interaction/surface_refused'
  const table: [string, Record<Surface, string>][] = [
    ['low', { app: refused, tray: refused, notification: 'ok', approval: 'ok' }],
    ['elevated', { app: refused, tray: refused, notification: 'ok', approval: 'ok' }],
    ['high', { app: refused, tray: refused, notification: refused, approval: 'ok' }],
    ['widening', { app: refused, tray: refused, notification: refused, approval: 'ok' }],
    ['elicitation', { app: refused, tray: refused, notification: refused, approval: refused }],
  ]
  const cases = table.flatMap(([what, answers]) =>
    surfaces.map((surface) => [what, surface, answers[surface]] as const),
  )

  it.each(cases)('[INT-04] approving %s from %s: %s', (what, surface, expected) => {
    // Dies if: any row of the surface rules is loosened.
    const world = createWorld()
    let interaction
    if (what === 'widening') {
      interaction = world.queue.openWidening({ what: 'trust_for_reading', connectionId: 'c' }, 'c')
    } else if (what === 'elicitation') {
      const draft = { callId: null, connectionId: 'c', view: elicitation, expiresAtMs: Infinity }
      void world.queue.askElicitation(draft)
      interaction = world.queue.listOpen()[0]
    } else interaction = world.queue.openApproval(world.hold(what as Risk))
    if (!interaction) throw new Error('nothing open')
    const digest = surface === 'approval' ? interaction.digest : null
    const request = { interactionId: interaction.id, surface, digest, confirmation: '1,200' }
    expect(codeOf(() => world.queue.approve(request))).toBe(expected)
    expect(world.queue.load(interaction.id)?.state).toBe(expected === 'ok' ? 'approved' : 'open')
  })

  it.each(surfaces)('[INT-04] denying works from %s', (surface) => {
    const world = createWorld()
    const { id } = world.queue.openApproval(world.hold('high'))
    world.queue.deny({ interactionId: id, surface, reason: 'no' })
    expect(world.queue.load(id)).toMatchObject({ state: 'denied', answeredOn: surface })
    expect(world.decisions).toEqual(['denied'])
  })

  it('[INT-04] the notification approves nothing when the person turned that off', () => {
    const world = createWorld()
    const { id } = world.queue.openApproval(world.hold('elevated'))
    world.store.settings.save({ ...defaultSettings, notificationApprove: false })
    const request = {
      interactionId: id,
      surface: 'notification',
      digest: null,
      confirmation: null,
    } as const
    expect(codeOf(() => world.queue.approve(request))).toBe(refused)
  })

  it('[INT-05] refuses another digest, no digest, and what was not shown', () => {
    // Dies if: the digest or the shown gate is not asked for the approval view.
    const world = createWorld()
    const { id, digest } = world.queue.openApproval(world.hold('elevated'))
    const approve = (given: string | null) =>
      codeOf(() =>
        world.queue.approve({
          interactionId: id,
          surface: 'approval',
          digest: given,
          confirmation: null,
        }),
      )
    expect(approve(`${digest.slice(0, -1)}x`)).toBe('interaction/digest_mismatch')
    expect(approve(null)).toBe('interaction/digest_mismatch')
    world.shown = false
    expect(approve(digest)).toBe('interaction/not_shown')
    expect(world.queue.load(id)?.state).toBe('open')
    world.shown = true
    expect(approve(digest)).toBe('ok')
  })

  it('[INT-05] refuses when the held call is not what the question was about', () => {
    const world = createWorld()
    const call = world.hold('elevated')
    const { id, digest } = world.queue.openApproval(call)
    world.store.calls.save({ ...call, digest: 'other' })
    const request = { interactionId: id, surface: 'approval', digest, confirmation: null } as const
    expect(codeOf(() => world.queue.approve(request))).toBe('interaction/digest_mismatch')
  })

  it.each([
    ['1200', 'ok'],
    ['1,200', 'ok'],
    ['1200.00', 'ok'],
    ['1,200.00 EUR', 'ok'],
    ['1.200,00', 'ok'],
    ['€1 200', 'ok'],
    ['120', 'interaction/confirmation_needed'],
    ['12,00', 'interaction/confirmation_needed'],
    ['1200.01', 'interaction/confirmation_needed'],
    ['', 'interaction/confirmation_needed'],
    [null, 'interaction/confirmation_needed'],
  ])('[INT-06] high risk with %s typed: %s', (confirmation, expected) => {
    const world = createWorld()
    const { id, digest } = world.queue.openApproval(world.hold('high'))
    const request = { interactionId: id, surface: 'approval', digest, confirmation } as const
    expect(codeOf(() => world.queue.approve(request))).toBe(expected)
  })

  it('[INT-07] takes one answer; every later one finds it gone', () => {
    // Dies if: the open state is not required.
    const world = createWorld()
    const { id, digest } = world.queue.openApproval(world.hold('elevated'))
    const request = { interactionId: id, surface: 'approval', digest, confirmation: null } as const
    world.queue.approve(request)
    expect(codeOf(() => world.queue.approve(request))).toBe('interaction/gone')
    const deny = { interactionId: id, surface: 'app', reason: null } as const
    expect(codeOf(() => world.queue.deny(deny))).toBe('interaction/gone')
    expect(world.decisions).toEqual(['approved'])
  })

  it('[INT-08] expires by itself, tells once, and refuses a late answer', () => {
    const world = createWorld()
    const { id, digest } = world.queue.openApproval(world.hold('elevated'))
    return settle().then(() => {
      world.clock.advance(599_000)
      expect(world.queue.load(id)?.state).toBe('open')
      world.clock.advance(2_000)
      expect(world.queue.load(id)?.state).toBe('expired')
      expect(world.decisions).toEqual(['expired'])
      const request = {
        interactionId: id,
        surface: 'approval',
        digest,
        confirmation: null,
      } as const
      expect(codeOf(() => world.queue.approve(request))).toBe('interaction/gone')
    })
  })

  it('[INT-08] keeps an unanswered question over a restart and expires it then', async () => {
    const world = createWorld()
    const { id } = world.queue.openApproval(world.hold('elevated'))
    world.restart()
    expect(world.queue.load(id)?.state).toBe('open')
    world.queue.stop()
    world.clock.advance(3_600_000)
    expect(world.queue.load(id)?.state).toBe('open')
    world.restart()
    expect(world.queue.load(id)?.state).toBe('expired')
    await settle()
  })

  it('[INT-09] a full disk while approving changes nothing and says so', () => {
    // Dies if: the answer is told to the journey before it is saved.
    const world = createWorld()
    const call = world.hold('elevated')
    const { id, digest } = world.queue.openApproval(call)
    const request = { interactionId: id, surface: 'approval', digest, confirmation: null } as const
    world.store.full = true
    expect(codeOf(() => world.queue.approve(request))).toBe('store/full')
    expect(() => world.queue.approve(request)).toThrow(/still open/)
    expect(world.queue.load(id)?.state).toBe('open')
    expect(world.store.calls.load(call.id)?.state).toBe('asking')
    world.store.full = false
    expect(codeOf(() => world.queue.approve(request))).toBe('ok')
    expect(world.store.calls.load(call.id)?.state).toBe('approved')
  })

  it('[INT-10] withdraws elicitations of an earlier process', () => {
    const world = createWorld()
    const draft = { callId: null, connectionId: 'c', view: elicitation, expiresAtMs: Infinity }
    void world.queue.askElicitation(draft)
    const [open] = world.queue.listOpen()
    world.restart()
    expect(world.queue.load(open?.id ?? '')?.state).toBe('withdrawn')
  })

  it('answers an elicitation only with its digest and once shown, and declines when withdrawn', async () => {
    const world = createWorld()
    const draft = { callId: 'call', connectionId: 'c', view: elicitation, expiresAtMs: Infinity }
    const first = world.queue.askElicitation(draft)
    const [open] = world.queue.listOpen()
    if (!open) throw new Error('nothing open')
    const answer = { action: 'accept', content: { code: '123456' } } as const
    const give = (digest: string) =>
      codeOf(() => world.queue.answer({ interactionId: open.id, digest, answer }))
    expect(give('other')).toBe('interaction/digest_mismatch')
    world.shown = false
    expect(give(open.digest)).toBe('interaction/not_shown')
    world.shown = true
    expect(give(open.digest)).toBe('ok')
    expect(await first).toEqual(answer)
    expect(JSON.stringify(world.queue.load(open.id))).not.toContain('123456')
    const second = world.queue.askElicitation(draft)
    world.queue.withdrawForCall('call')
    expect(await second).toEqual({ action: 'withdrawn' })
  })

  it('tells of opening after the transaction around it has held, and never of one that was rolled back', async () => {
    const world = createWorld()
    const call = world.hold('elevated')
    expect(() =>
      world.store.transaction(() => {
        world.queue.openApproval(call)
        throw new Error('rolled back')
      }),
    ).toThrow('rolled back')
    await settle()
    expect(world.events).toEqual([])
    world.queue.openApproval(call)
    await settle()
    expect(world.events.map((event) => event.kind)).toEqual(['opened'])
  })

  it('[APP-09] asks for a widening once, however often it is asked for', async () => {
    const world = createWorld()
    const widening = { what: 'notification_approve', allowed: true } as const
    const first = world.queue.openWidening(widening, null)
    await settle()
    // Dies if: every request opens another question (a page taken over could flood the person).
    expect(world.queue.openWidening(widening, null).id).toBe(first.id)
    await settle()
    expect(world.queue.listOpen()).toHaveLength(1)
    expect(world.events.map(({ kind }) => kind)).toEqual(['opened', 'opened'])
    world.queue.deny({ interactionId: first.id, surface: 'app', reason: null })
    expect(world.queue.openWidening(widening, null).id).not.toBe(first.id)
  })

  it('[APP-10] withdraws what is asked about a connection, and leaves its calls to their own end', async () => {
    const world = createWorld()
    const call = world.hold('elevated')
    world.queue.openApproval(call)
    const widening = { what: 'trust_for_reading', connectionId: call.connectionId } as const
    world.queue.openWidening(widening, call.connectionId)
    const answer = world.queue.askElicitation({
      callId: null,
      connectionId: call.connectionId,
      view: elicitation,
      expiresAtMs: world.clock.nowMs() + 60_000,
    })
    const other = world.queue.openWidening({ ...widening, connectionId: 'other' }, 'other')
    world.queue.withdrawForConnection(call.connectionId)
    expect(await answer).toEqual({ action: 'withdrawn' })
    // Dies if: an approval is withdrawn without its call hearing of it, which would hold it for ever.
    expect(
      world.queue.listOpen().map(({ kind, id }) => (id === other.id ? 'other' : kind)),
    ).toEqual(['approval', 'other'])
  })

  it('[INT-08] refuses an answer that comes after the end, also when the timer has not fired', () => {
    const world = createWorld()
    const call = world.hold('elevated')
    const { id, digest } = world.queue.openApproval(call)
    world.queue.stop()
    world.clock.advance(600_000)
    const request = { interactionId: id, surface: 'approval', digest, confirmation: null } as const
    // Dies if: only the timer ends a question (a laptop that slept answers before its timers run).
    expect(codeOf(() => world.queue.approve(request))).toBe('interaction/expired')
    expect(world.decisions).not.toContain('approved')
  })

  it.each(['cancelled', 'approved', 'sending', 'done'] as const)(
    '[INT-07] approves nothing for a call that is %s',
    (state) => {
      const world = createWorld()
      const call = world.hold('elevated')
      const { id, digest } = world.queue.openApproval(call)
      world.store.calls.save({ ...call, state })
      const request = {
        interactionId: id,
        surface: 'approval',
        digest,
        confirmation: null,
      } as const
      // Dies if: the call itself is not asked whether it still waits for this answer.
      expect(codeOf(() => world.queue.approve(request))).toBe('interaction/gone')
      expect(world.decisions).toEqual([])
    },
  )
})
