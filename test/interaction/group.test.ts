// Proves groups of alike calls: who may be in one, what an answer to one names, and what it decides.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createInbox } from '../../main/agent/inbox.ts'
import { freezeGroup } from '../../main/bootstrap-groups.ts'
import { buildGroupCard } from '../../main/interaction/group-card.ts'
import {
  digestOfGroup,
  groupIdOf,
  mayBeGrouped,
  type ShownGroup,
} from '../../main/interaction/group.ts'
import type { TogetherRequest } from '../../main/interaction/queue.ts'
import { isCountersignError } from '../../shared/errors.ts'
import { defaultSettings } from '../../shared/model/settings.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { createJourneyWorld, type JourneyWorld } from '../agent/journey-world.ts'
import { settle } from '../fakes/virtual-clock.ts'

const transfer = { amount: 20, currency: 'EUR', recipient: 'Nordlicht' }

function openWorld() {
  const world = createJourneyWorld()
  const { store, queue } = world
  const inbox = createInbox({ store, queue, log: () => undefined })
  for (const id of ['agent', 'scout']) {
    store.tasks.saveAgent({ id, name: `Agent ${id}`, kind: 'built-in' })
  }
  const ask = (part: { agentId?: string; tool?: string; args?: object } = {}): ToolCall =>
    world.journey.receive({
      taskId: 'task',
      agentId: part.agentId ?? 'agent',
      connectionId: 'harbor',
      tool: part.tool ?? 'prepare_transfer',
      argumentsJsonText: JSON.stringify(part.args ?? transfer),
      why: 'because',
    })
  const groupOf = (call: ToolCall): ShownGroup => {
    const group = freezeGroup({ store, inbox }, groupIdOf(call, 'tool'))
    if (group === null) throw new Error('no group')
    return group
  }
  return { ...world, world, inbox, ask, groupOf }
}

const approveAll = (shown: ShownGroup): TogetherRequest => ({
  answer: 'approve',
  shown,
  members: shown.members,
  allowFor: null,
})
const statesOf = (world: JourneyWorld, calls: readonly ToolCall[]): string[] =>
  calls.map(({ id }) => world.call(id).state)
const codeOf = (run: () => unknown): string => {
  try {
    run()
    return 'ok'
  } catch (error) {
    return isCountersignError(error) ? error.code : String(error)
  }
}

describe('who may be in a group', () => {
  it('[GROUP-01] never high risk, edited, ended or of another digest, whatever else it is', () => {
    // Dies if: one of these conditions is left out of `mayBeGrouped`.
    const parts = fc.record({
      kind: fc.constantFrom('approval' as const, 'elicitation' as const, 'widening' as const),
      open: fc.boolean(),
      edited: fc.boolean(),
      editedFromJson: fc.constantFrom(null, '{}'),
      sameDigest: fc.boolean(),
      risk: fc.constantFrom('low' as const, 'elevated' as const, 'high' as const),
      asking: fc.boolean(),
    })
    const base = openWorld().ask()
    fc.assert(
      fc.property(parts, (part) => {
        const { kind, open, edited, editedFromJson, sameDigest, risk, asking } = part
        const state = asking ? ('asking' as const) : ('done' as const)
        const call = { ...base, risk, editedFromJson, state }
        const digest = sameDigest ? base.digest : 'other'
        const interaction = { kind, state: open ? 'open' : 'denied', digest, edited } as const
        const whole = kind === 'approval' && open && asking && sameDigest
        const may = whole && !edited && editedFromJson === null && risk !== 'high'
        expect(mayBeGrouped(interaction, call)).toBe(may)
      }),
    )
  })

  it('[GROUP-01] one tool as it was defined, at one connection; over agents or of one', () => {
    const call = openWorld().ask()
    const other = { ...call, agentId: 'scout' }
    expect(groupIdOf(call, 'tool')).toBe(groupIdOf(other, 'tool'))
    // Dies if: a changed definition or another server falls into the same group.
    for (const part of [{ toolDefinitionHash: 'x' }, { connectionId: 'y' }, { tool: 'pay' }]) {
      expect(groupIdOf({ ...call, ...part }, 'tool')).not.toBe(groupIdOf(call, 'tool'))
    }
    expect(groupIdOf(call, 'agent')).not.toBe(groupIdOf(other, 'agent'))
  })

  it('[GROUP-01] the inbox puts high risk beside a group and counts it', () => {
    const { ask, inbox, groupOf } = openWorld()
    const [call] = [ask(), ask(), ask({ tool: 'pay' })]
    if (call === undefined) throw new Error('no call')
    expect(groupOf(call).members).toHaveLength(2)
    expect(inbox.groups().filter(({ by }) => by === 'tool')).toMatchObject([{ count: 2 }])
  })
})

describe('what an answer to a group names', () => {
  it('[GROUP-02] every member, its digest and its place', () => {
    const members = fc.uniqueArray(fc.tuple(fc.string(), fc.string()), {
      minLength: 1,
      maxLength: 8,
      selector: ([id]) => id,
    })
    const group = (pairs: readonly (readonly [string, string])[]): ShownGroup => ({
      groupId: 'group-1',
      members: pairs.map(([interactionId, digest]) => ({ interactionId, digest })),
    })
    fc.assert(
      fc.property(members, fc.nat(), (pairs, seed) => {
        const digest = digestOfGroup(group(pairs))
        const at = seed % pairs.length
        const [id = '', own = ''] = pairs[at] ?? []
        // Dies if: ids, digests or the order are left out of what is hashed.
        expect(digestOfGroup(group(pairs.with(at, [id, `${own}x`])))).not.toBe(digest)
        expect(digestOfGroup(group(pairs.with(at, [`${id}x`, own])))).not.toBe(digest)
        expect(digestOfGroup(group(pairs.toSpliced(at, 1)))).not.toBe(digest)
        if (pairs.length > 1) expect(digestOfGroup(group(pairs.toReversed()))).not.toBe(digest)
      }),
    )
  })
})

describe('what one decision decides', () => {
  it('[GROUP-03] [GROUP-05] all picked ones, recorded as given together', async () => {
    const world = openWorld()
    const calls = [world.ask(), world.ask({ agentId: 'scout' }), world.ask()]
    const shown = world.groupOf(calls[0] as ToolCall)
    const members = shown.members.slice(0, 2)
    const outcome = world.queue.answerTogether({ ...approveAll(shown), members } as TogetherRequest)
    await settle()
    expect(outcome.decided).toHaveLength(2)
    expect(statesOf(world, calls).toSorted()).toEqual(['asking', 'done', 'done'])
    const records = world.store.activity.list({ beforeSequence: null, limit: 50 })
    const approved = records.filter(({ kind }) => kind === 'call_approved')
    expect(approved.map(({ detailJson }) => JSON.parse(detailJson) as object)).toMatchObject([
      { by: 'person', group: 2 },
      { by: 'person', group: 2 },
    ])
  })

  it('[GROUP-03] one that ended while it was shown is named, the others are decided', async () => {
    const world = openWorld()
    const calls = [world.ask(), world.ask(), world.ask()]
    const shown = world.groupOf(calls[0] as ToolCall)
    const [gone] = shown.members
    world.queue.deny({ interactionId: gone?.interactionId ?? '', surface: 'app', reason: null })
    const { decided, left } = world.queue.answerTogether(approveAll(shown))
    await settle()
    // Dies if: the whole group fails for one member, or an ended one is decided again.
    expect(decided).toHaveLength(2)
    expect(left).toEqual([{ interactionId: gone?.interactionId, refusal: 'interaction/gone' }])
    expect(statesOf(world, calls).toSorted()).toEqual(['denied', 'done', 'done'])
  })

  it('[GROUP-01] [GROUP-03] a member that became high risk or was edited meanwhile is left', async () => {
    const world = openWorld()
    const calls = [world.ask(), world.ask(), world.ask()]
    const shown = world.groupOf(calls[0] as ToolCall)
    const [first, second] = calls.map(({ id }) => world.call(id))
    if (first === undefined || second === undefined) throw new Error('no calls')
    world.store.calls.save({ ...first, risk: 'high', riskReason: 'rule_says_so' })
    world.store.calls.save({ ...second, editedFromJson: '{}' })
    const { decided, left } = world.queue.answerTogether(approveAll(shown))
    await settle()
    // Dies if: `answerTogether` trusts the members it is given.
    expect([decided.length, left.length]).toEqual([1, 2])
    expect(statesOf(world, calls)).toEqual(['asking', 'asking', 'done'])
  })

  it('[GROUP-03] whatever ends, expires or is answered in between, each is decided once', async () => {
    const acts = fc.array(fc.constantFrom('deny', 'approve', 'expire', 'none'), {
      minLength: 2,
      maxLength: 7,
    })
    await fc.assert(
      fc.asyncProperty(acts, async (before) => {
        const world = openWorld()
        const calls = before.map(() => world.ask())
        const shown = world.groupOf(calls[0] as ToolCall)
        for (const [at, act] of before.entries()) {
          const { interactionId = '', digest = '' } = shown.members[at] ?? {}
          const callId = world.queue.load(interactionId)?.callId ?? ''
          const own = { interactionId, surface: 'approval' as const }
          if (act === 'deny') world.queue.deny({ ...own, reason: null })
          if (act === 'approve') world.queue.approve({ ...own, digest, confirmation: null })
          if (act === 'expire') world.queue.withdrawForCall(callId)
        }
        const { decided, left } = world.queue.answerTogether(approveAll(shown))
        await settle()
        expect(decided.length).toBe(before.filter((act) => act === 'none').length)
        expect(left.length).toBe(before.length - decided.length)
        const expected = before.filter((act) => act === 'none' || act === 'approve').length
        expect(world.sent).toHaveLength(expected)
      }),
    )
  })

  it('[GROUP-03] nothing is decided when it cannot be saved, or nothing may run', () => {
    const world = openWorld()
    const calls = [world.ask(), world.ask()]
    const shown = world.groupOf(calls[0] as ToolCall)
    world.store.full = true
    expect(codeOf(() => world.queue.answerTogether(approveAll(shown)))).toBe('store/full')
    world.store.full = false
    expect(statesOf(world, calls)).toEqual(['asking', 'asking'])
    world.store.settings.save({ ...defaultSettings, paused: true })
    const { decided, left } = world.queue.answerTogether(approveAll(shown))
    expect(decided).toEqual([])
    expect(left.map(({ refusal }) => refusal)).toEqual(['interaction/paused', 'interaction/paused'])
  })

  it('[GROUP-04] only what is shown, and only members of it', () => {
    const world = openWorld()
    const calls = [world.ask(), world.ask(), world.ask({ tool: 'add_payee', args: {} })]
    const shown = world.groupOf(calls[0] as ToolCall)
    const foreign = world.store.interactions.listOpenOfCall(calls[2]?.id ?? '')[0]
    const member = { interactionId: foreign?.id ?? '', digest: foreign?.digest ?? '' }
    // Dies if: the members are not compared with what is shown.
    const request = { ...approveAll(shown), members: [member] } as TogetherRequest
    expect(codeOf(() => world.queue.answerTogether(request))).toBe('interaction/digest_mismatch')
    world.world.shown = false
    expect(codeOf(() => world.queue.answerTogether(approveAll(shown)))).toContain('not shown')
    expect(statesOf(world, calls)).toEqual(['asking', 'asking', 'asking'])
  })

  it('[INBOX-06] denying all of one agent leaves the other alone', () => {
    const world = openWorld()
    const own = [world.ask(), world.ask({ tool: 'pay' })]
    const others = [world.ask({ agentId: 'scout' })]
    const interactionIds = world.inbox.openOfAgent('agent')
    const surface = 'app'
    world.queue.answerTogether({ answer: 'deny', interactionIds, surface, reason: null })
    expect(statesOf(world, own)).toEqual(['denied', 'denied'])
    expect(statesOf(world, others)).toEqual(['asking'])
    expect(world.inbox.openOfAgent('agent')).toEqual([])
  })
})

describe('the card of a group', () => {
  const at = { nowMs: 0, timeZone: 'UTC', count: 0, leftOut: 0 }

  it('[GROUP-06] keeps rows where they are, offers what came, and tells values that differ apart', async () => {
    const world = openWorld()
    const first = world.ask({ args: { ...transfer, recipient: 'Weber' } })
    world.ask({ agentId: 'scout' })
    const shown = world.groupOf(first)
    const { nowMs } = { nowMs: world.clock.nowMs() }
    const card = buildGroupCard({ ...at, nowMs, store: world.store, shown, count: 2 })
    expect(card?.columns.map(({ pointer }) => pointer)).toEqual(['/recipient'])
    expect(card?.common.map(({ pointer }) => pointer)).toEqual(['/amount', '/currency'])
    world.ask()
    const [gone] = shown.members
    world.queue.deny({ interactionId: gone?.interactionId ?? '', surface: 'app', reason: null })
    const count = world.groupOf(first).members.length
    const later = buildGroupCard({ ...at, nowMs, store: world.store, shown, count })
    await settle()
    // Dies if: the shown group follows the inbox.
    expect(later?.members.map(({ interactionId }) => interactionId)).toEqual(
      card?.members.map(({ interactionId }) => interactionId),
    )
    expect(later?.digest).toBe(card?.digest)
    expect(later?.members.map(({ ended }) => ended)).toEqual(['denied meanwhile', null])
    expect(later?.more).toBe(1)
  })
})
