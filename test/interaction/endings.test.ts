// Proves every way in which a question can end without an answer: nothing is approved by it, and each call ends once.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildModelInput } from '../../main/agent/model-input.ts'
import { questionLifetimeMs } from '../../main/agent/tool-call.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import type { Surface } from '../../shared/model/interaction.ts'
import { endedCallStates } from '../../shared/model/tool-call.ts'
import { createJourneyWorld } from '../agent/journey-world.ts'
import { settle } from '../fakes/virtual-clock.ts'

type World = ReturnType<typeof createJourneyWorld>

/** What may happen while a question is open, none of it the person's yes. */
const endings = [
  'deny in the app',
  'deny in the view',
  'deny in the notification',
  'the task is cancelled',
  'time passes',
  'the process dies',
  'the disk is full at the answer',
  'it was never shown',
  'another digest',
  'approve from the app window',
  'approve from the tray',
  'a listener throws',
  'sleep and lock',
] as const
type Ending = (typeof endings)[number]

/** Errors that a person is told of; anything else is a fault of the program. */
function refused(run: () => void): void {
  try {
    run()
  } catch (error) {
    const told = error instanceof CountersignError || String(error).includes('not shown')
    if (!told) throw error
  }
}

function openOf(world: World, callId: string) {
  return world.store.interactions.listOpenOfCall(callId)[0]
}

function approveFrom(world: World, callId: string, change: { surface?: Surface; digest?: string }) {
  const open = openOf(world, callId)
  if (open === undefined) return
  const { id: interactionId, digest } = open
  const request = { interactionId, surface: 'approval' as const, digest, confirmation: null }
  refused(() => world.queue.approve({ ...request, ...change }))
}

const denyFrom = (surface: Surface) => (world: World, callId: string) => {
  const open = openOf(world, callId)
  if (open) refused(() => world.queue.deny({ interactionId: open.id, surface, reason: null }))
}

const acts: { readonly [E in Ending]: (world: World, callId: string) => void } = {
  'deny in the app': denyFrom('app'),
  'deny in the view': denyFrom('approval'),
  'deny in the notification': denyFrom('notification'),
  'the task is cancelled': (world, callId) => world.journey.cancel(callId),
  'time passes': (world) => world.clock.advance(questionLifetimeMs / 3),
  'the process dies': (world) => world.restart(),
  'the disk is full at the answer': (world, callId) => {
    world.store.full = true
    approveFrom(world, callId, {})
    denyFrom('approval')(world, callId)
    world.store.full = false
  },
  'it was never shown': (world, callId) => {
    world.shown = false
    approveFrom(world, callId, {})
    world.shown = true
  },
  'another digest': (world, callId) => approveFrom(world, callId, { digest: 'other' }),
  'approve from the app window': (world, callId) => approveFrom(world, callId, { surface: 'app' }),
  'approve from the tray': (world, callId) => approveFrom(world, callId, { surface: 'tray' }),
  'a listener throws': (world) => {
    world.onCallChanged = () => {
      throw new Error('a page could not be told')
    }
  },
  'sleep and lock': () => undefined,
}

describe('endings without an answer', () => {
  it('[STORM-04] in any order and interleaving none of them approves, and every call ends once, with an answer for its agent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.tuple(fc.constantFrom(...endings), fc.nat(2)), { maxLength: 12 }),
        async (scheduler, steps) => {
          const world = createJourneyWorld()
          const calls = [1, 2, 3].map((amount) =>
            world.receive('prepare_transfer', { amount, currency: 'EUR', recipient: 'Nordlicht' }),
          )
          for (const [ending, at] of steps) {
            void scheduler
              .schedule(Promise.resolve(), ending)
              .then(() => acts[ending](world, calls[at]?.id ?? ''))
          }
          await scheduler.waitAll()
          await settle()
          // Dies if: any of these is taken for a yes.
          expect(world.sent).toEqual([])
          world.clock.advance(questionLifetimeMs + 60_000)
          await settle()
          const told = buildModelInput(world.store, 'task', null).results
          for (const { id } of calls) {
            expect(endedCallStates.has(world.call(id).state)).toBe(true)
            expect(['denied', 'expired', 'cancelled']).toContain(world.call(id).state)
            // Dies if: a call ends twice, or its agent waits for ever.
            expect(world.ended.filter((call) => call.id === id)).toHaveLength(1)
            expect(told.find(({ callId }) => callId === id)?.outcomeText ?? '').not.toBe('')
          }
          expect(world.store.interactions.listOpen()).toEqual([])
          expect(world.sent).toEqual([])
        },
      ),
    )
  })

  const view: ElicitationView = {
    kind: 'form',
    message: '',
    fields: [],
    triesLeft: null,
    answersTo: 'bank.example',
    passkeyUnavailable: null,
    problem: null,
  }
  it.each([
    ['denied in the app window', 'decline'],
    ['declined in the view', 'decline'],
    ['put away in the view', 'cancel'],
    ['out of time', 'cancel'],
    ['taken back', 'withdrawn'],
  ])('[STORM-04] a question that is %s is heard of as %s, once', async (how, expected) => {
    const world = createJourneyWorld()
    const expiresAtMs = world.clock.nowMs() + 60_000
    const heard: string[] = []
    void world.queue
      .askElicitation({ callId: 'call', connectionId: 'harbor', view, expiresAtMs })
      .then(({ action }) => heard.push(action))
    await settle()
    const open = world.queue.listOpen()[0]
    if (open === undefined) throw new Error('nothing is asked')
    const { id: interactionId, digest } = open
    const answer = (action: 'decline' | 'cancel') =>
      world.queue.answer({ interactionId, digest, answer: { action } })
    if (how === 'denied in the app window') {
      world.queue.deny({ interactionId, surface: 'app', reason: null })
    } else if (how === 'declined in the view') answer('decline')
    else if (how === 'put away in the view') answer('cancel')
    else if (how === 'out of time') world.clock.advance(61_000)
    else world.queue.withdrawForCall('call')
    await settle()
    // Dies if: putting away and saying no become the same word.
    expect(heard).toEqual([expected])
    refused(() => answer('decline'))
    world.clock.advance(120_000)
    await settle()
    expect(heard).toEqual([expected])
  })
})
