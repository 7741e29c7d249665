// Proves the inbox kept in memory: equal to the store whatever happens, bounded per agent, and cheap with thousands.
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { mostHeld } from '../../main/agent/flood-guard.ts'
import { createInbox, type Inbox } from '../../main/agent/inbox.ts'
import { buildInboxItem } from '../../main/agent/inbox-item.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { connection, createJourneyWorld } from './journey-world.ts'

const transfer = { amount: 20, currency: 'EUR', recipient: 'Nordlicht' }

function openWorld() {
  const world = createJourneyWorld()
  const { store, queue } = world
  for (const id of ['agent', 'scout']) store.tasks.saveAgent({ id, name: id, kind: 'built-in' })
  const inbox = createInbox({ store, queue, log: () => undefined })
  return Object.assign(world, { inbox })
}

/** What a fresh look at the store says, without the groups. */
const expected = (world: ReturnType<typeof openWorld>): string[] =>
  world.store.interactions
    .listOpen()
    .map((each) => buildInboxItem(world.store, each))
    .toSorted(
      (a, b) =>
        a.expiresAtMs - b.expiresAtMs ||
        a.createdAtMs - b.createdAtMs ||
        (a.interactionId < b.interactionId ? -1 : 1),
    )
    .map(({ title, expiresAtMs }) => `${title} ${expiresAtMs}`)
const shown = (inbox: Inbox): string[] =>
  inbox.list().map(({ title, expiresAtMs }) => `${title} ${expiresAtMs}`)

describe('what is open', () => {
  it('[INBOX-01] equals the store after any sequence of events', async () => {
    const acts = fc.array(
      fc.oneof(
        fc.record({ act: fc.constant('ask' as const), amount: fc.integer({ min: 1, max: 900 }) }),
        fc.record({ act: fc.constantFrom('deny', 'withdraw', 'approve'), at: fc.nat(20) }),
        fc.record({ act: fc.constant('wait' as const), ms: fc.nat(3_600_000) }),
        fc.record({ act: fc.constant('rename' as const), name: fc.string() }),
      ),
      { maxLength: 30 },
    )
    await fc.assert(
      fc.asyncProperty(acts, async (sequence) => {
        const world = openWorld()
        world.inbox.list()
        for (const one of sequence) {
          if ('amount' in one) {
            world.receive('prepare_transfer', { ...transfer, amount: one.amount })
          } else if ('ms' in one) world.clock.advance(one.ms)
          else if ('name' in one) world.store.connections.save({ ...connection, name: one.name })
          else {
            const open = world.store.interactions.listOpen()
            const target = open[one.at % Math.max(1, open.length)]
            if (target === undefined) continue
            const own = { interactionId: target.id, surface: 'approval' as const }
            if (one.act === 'deny') world.queue.deny({ ...own, reason: null })
            else if (one.act === 'withdraw') world.queue.withdrawForCall(target.callId ?? '')
            else world.queue.approve({ ...own, digest: target.digest, confirmation: null })
          }
          await settle()
          // Dies if: an event is not heard, or the order is kept by arrival.
          expect(shown(world.inbox)).toEqual(expected(world))
        }
      }),
    )
  })

  it('[INBOX-01] agrees with the store also where no event was heard', () => {
    const world = openWorld()
    world.receive('prepare_transfer', transfer)
    world.inbox.list()
    const [open] = world.store.interactions.listOpen()
    if (open === undefined) throw new Error('nothing open')
    world.store.interactions.save({ ...open, state: 'withdrawn' })
    expect(world.inbox.list()).toEqual([])
  })

  it('[INBOX-02] pages, groups and what is in no group cover everything once', async () => {
    const world = openWorld()
    for (let count = 0; count < 30; count += 1) {
      world.receive('prepare_transfer', { ...transfer, amount: count + 1 })
      if (count % 5 === 0) world.receive('pay', { ...transfer, amount: count + 1 })
    }
    await settle()
    const { inbox } = world
    const page = (part: Partial<Parameters<Inbox['page']>[0]>) =>
      inbox.page({ groupId: null, without: null, words: '', offset: 0, limit: 200, ...part })
    const all = page({}).items.map(({ interactionId }) => interactionId)
    const paged = [0, 10, 20, 30].flatMap((offset) => page({ offset, limit: 10 }).items)
    expect(paged.map(({ interactionId }) => interactionId)).toEqual(all)
    const groups = inbox.groups().filter(({ by }) => by === 'tool')
    const grouped = groups.flatMap(({ groupId }) => page({ groupId }).items)
    const rest = page({ without: 'tool' }).items
    // Dies if: a high-risk one is in a group, or in neither.
    expect([grouped.length, rest.length]).toEqual([30, 6])
    expect(new Set([...grouped, ...rest].map((one) => one.interactionId)).size).toBe(all.length)
    expect(rest.every(({ risk }) => risk === 'high')).toBe(true)
    expect(page({ words: 'PAY' }).total).toBe(6)
    expect(page({ words: 'no such words' })).toEqual({ items: [], total: 0 })
  })

  it('[INBOX-01] a further look reads nothing while nothing changes', async () => {
    const world = openWorld()
    for (let count = 0; count < 200; count += 1) world.receive('prepare_transfer', transfer)
    await settle()
    const before = world.inbox.list()
    const loads = [
      vi.spyOn(world.store.calls, 'load'),
      vi.spyOn(world.store.interactions, 'listOpen'),
      vi.spyOn(world.store.interactions, 'load'),
    ]
    expect(world.inbox.list()).toBe(before)
    world.inbox.groups()
    expect(loads.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0])
  })
})

describe('a flood from one agent', () => {
  const receive = (world: ReturnType<typeof openWorld>, agentId: string, tool: string): ToolCall =>
    world.journey.receive({
      taskId: 'task',
      agentId,
      connectionId: 'harbor',
      tool,
      argumentsJsonText: JSON.stringify(transfer),
      why: '',
    })
  const refusal = (run: () => unknown): { code: string; message: string } | null => {
    try {
      run()
      return null
    } catch (error) {
      if (!isCountersignError(error)) throw error
      return { code: error.code, message: error.message }
    }
  }

  it('[INBOX-04] ends at 500 held calls, with words for the agent; others and reads go on', async () => {
    const world = openWorld()
    world.store.connections.save({ ...connection, trustedForReading: true })
    for (let count = 0; count < mostHeld; count += 1) receive(world, 'agent', 'prepare_transfer')
    const refused = refusal(() => receive(world, 'agent', 'prepare_transfer'))
    expect(refused?.code).toBe('agent/busy')
    expect(refused?.message).toMatch(/Wait until some of them have ended/)
    // Dies if: the bound is over all agents, or counts what needs no person.
    expect(refusal(() => receive(world, 'scout', 'prepare_transfer'))).toBeNull()
    expect(receive(world, 'agent', 'list_accounts').state).toBe('approved')
    await settle()
    expect(world.inbox.total()).toBe(mostHeld + 1)
    const [open] = world.store.interactions.listOpen()
    world.queue.deny({ interactionId: open?.id ?? '', surface: 'app', reason: null })
    expect(refusal(() => receive(world, 'agent', 'prepare_transfer'))).toBeNull()
  })

  it('[INBOX-04] leaves nothing of a refused call behind', async () => {
    const world = openWorld()
    for (let count = 0; count < mostHeld + 20; count += 1) {
      refusal(() => receive(world, 'agent', 'prepare_transfer'))
    }
    await settle()
    expect(world.store.calls.listAlive()).toHaveLength(mostHeld)
    expect(world.store.interactions.countOpen()).toBe(mostHeld)
  })
})
