// Counts what a person has to do for 25 requests in 35 minutes: groups and bounded rules against one card at a time.
import { expect, test } from 'vitest'
import { createInbox } from '../../main/agent/inbox.ts'
import { freezeGroup } from '../../main/bootstrap-groups.ts'
import { createPolicy } from '../../main/interaction/policy.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { AllowFor, RuleCondition } from '../../shared/model/rule.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { createJourneyWorld } from './journey-world.ts'

const minuteMs = 60_000
const agents = ['bookkeeper', 'scout', 'clerk']
const suppliers = ['Nordlicht', 'Weber Bau', 'Stadtwerke']

interface Request {
  readonly atMs: number
  readonly agentId: string
  readonly tool: string
  readonly args: Readonly<Record<string, unknown>>
}

/** 18 drafts, 5 new payees and 2 payments, evenly over 35 minutes, from three agents in turn. */
const requests: Request[] = Array.from({ length: 25 }, (_, at) => {
  const own = { atMs: (at * 35 * minuteMs) / 25, agentId: agents[at % 3] ?? '' }
  if (at === 11 || at === 20) {
    const args = { amount: 700 + at, currency: 'EUR', recipient: suppliers[0] }
    return { ...own, tool: 'pay', args }
  }
  if ([3, 4, 5, 13, 18].includes(at)) {
    return { ...own, tool: 'add_payee', args: { name: `Payee ${at}`, iban: `DE${at}` } }
  }
  // One draft lies above what the person allows for an hour.
  const amount = at === 22 ? 900 : 20 + at * 7
  const recipient = suppliers[at % 3]
  const args = { amount, currency: 'EUR', recipient, reference: `Invoice ${at}` }
  return { ...own, tool: 'prepare_transfer', args }
})

const any = (pointer: string): RuleCondition => ({ kind: 'any', pointer })
/** What this person sets before they approve the group: never more than they would wave through. */
const bounds: Record<string, AllowFor> = {
  prepare_transfer: {
    until: 'hour',
    maxUses: 20,
    conditions: [
      { kind: 'at_most', pointer: '/amount', limit: '500' },
      { kind: 'equals', pointer: '/currency', valueJson: '"EUR"' },
      {
        kind: 'one_of',
        pointer: '/recipient',
        valuesJson: suppliers.map((one) => JSON.stringify(one)),
      },
      any('/reference'),
    ],
  },
  add_payee: { until: 'hour', maxUses: 5, conditions: [any('/name'), any('/iban')] },
}

function openWorld() {
  const world = createJourneyWorld()
  const { store, queue, clock } = world
  for (const id of agents) store.tasks.saveAgent({ id, name: id, kind: 'built-in' })
  world.policy = createPolicy({ store, clock, log: () => undefined })
  const inbox = createInbox({ store, queue, log: () => undefined })
  const calls: ToolCall[] = []
  const receive = ({ agentId, tool, args }: Request): void => {
    const argumentsJsonText = JSON.stringify(args)
    const about = { taskId: 'task', connectionId: 'harbor', why: '' }
    calls.push(world.journey.receive({ ...about, agentId, tool, argumentsJsonText }))
  }
  return Object.assign(world, { inbox, calls, receiveOne: receive })
}
type World = ReturnType<typeof openWorld>

/** Approves one card; high risk takes the number typed again, and is refused without it. */
function approveCard(world: World, interactionId: string): 'high' | 'plain' {
  const { queue, store } = world
  const interaction = queue.load(interactionId)
  const call = interaction?.callId == null ? null : store.calls.load(interaction.callId)
  if (!interaction || !call) throw new Error('nothing to approve')
  const own = { interactionId, surface: 'approval' as const, digest: interaction.digest }
  if (call.risk !== 'high') {
    queue.approve({ ...own, confirmation: null })
    return 'plain'
  }
  const unproofed = (): void => queue.approve({ ...own, confirmation: null })
  expect(unproofed).toThrow(expect.toSatisfy((error) => isCountersignError(error, needed)))
  const { amount } = JSON.parse(call.argumentsJson) as { amount: number }
  queue.approve({ ...own, confirmation: String(amount) })
  return 'high'
}
const needed = 'interaction/confirmation_needed'

interface Count {
  plain: number
  high: number
}

/** One look of the person: groups with bounds first, then what is left one by one. */
function look(world: World, withGroups: boolean): Count {
  const { inbox, queue, store } = world
  const count: Count = { plain: 0, high: 0 }
  for (const { groupId, by } of withGroups ? inbox.groups() : []) {
    const shown = by === 'tool' ? freezeGroup({ store, inbox }, groupId) : null
    if (shown === null) continue
    const tool = inbox.list().find(({ groupIds }) => groupIds?.tool === groupId)?.tool ?? ''
    const allowFor = bounds[tool] ?? null
    queue.answerTogether({ answer: 'approve', shown, members: shown.members, allowFor })
    count.plain += 1
  }
  for (const { interactionId } of inbox.list()) {
    count[approveCard(world, interactionId)] += 1
  }
  return count
}

async function live(world: World, withGroups: boolean): Promise<Count> {
  const total: Count = { plain: 0, high: 0 }
  let nowMs = 0
  let next = 0
  // Somebody who looks when they come back to it: at first after ten minutes, then every five.
  for (const lookAtMs of [10, 15, 20, 25, 30, 35, 40].map((minute) => minute * minuteMs)) {
    for (let one = requests[next]; one && one.atMs <= lookAtMs; one = requests[(next += 1)]) {
      world.clock.advance(one.atMs - nowMs)
      nowMs = one.atMs
      world.receiveOne(one)
      await settle()
    }
    world.clock.advance(lookAtMs - nowMs)
    nowMs = lookAtMs
    await settle()
    const { plain, high } = look(world, withGroups)
    total.plain += plain
    total.high += high
    await settle()
  }
  return total
}

function expectAllRan(world: World): void {
  const ended = world.calls.map(({ id }) => world.call(id))
  expect(ended.map(({ state }) => state)).toEqual(ended.map(() => 'done'))
  expect(world.sent).toHaveLength(25)
  const high = ended.filter(({ risk }) => risk === 'high')
  expect(high).toHaveLength(2)
  expect(high.map(({ decidedBy }) => decidedBy)).toEqual(['person', 'person'])
}

test('[GROUP-10] 25 requests take three interactions and one for each of high risk; none expires', async () => {
  const world = openWorld()
  const { plain, high } = await live(world, true)
  console.log(`P6: ${String(plain)} interactions, and ${String(high)} for high risk`)
  // Dies if: high risk falls into a group or under a rule, or a rule covers less than was approved with it.
  expect(plain).toBeLessThanOrEqual(3)
  expect(high).toBe(2)
  expectAllRan(world)
})

test('[GROUP-10] without groups and rules the same requests take 25', async () => {
  const world = openWorld()
  const { plain, high } = await live(world, false)
  expect([plain, high]).toEqual([23, 2])
  expectAllRan(world)
})
