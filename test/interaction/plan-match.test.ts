// Proves which calls a plan covers, entry by entry, and that each entry is used up by one call alone.
import { describe, expect, it } from 'vitest'
import { digestOf } from '../../main/interaction/digest.ts'
import {
  decidePlanEntry,
  digestOfPlan,
  findCoveringPlan,
  takePlanEntry,
} from '../../main/interaction/plan-match.ts'
import type { Plan, PlanEntry } from '../../shared/model/plan.ts'
import type { Task } from '../../shared/model/task.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { buildCall } from '../store/nouns.ts'

const entryAt = (position: number, changes: Partial<PlanEntry> = {}): PlanEntry => ({
  position,
  connectionId: 'harbor',
  tool: 'pay',
  toolDefinitionHash: 'hash',
  argumentsJson: '{}',
  digest: 'same',
  risk: 'elevated',
  riskReason: 'moves_money',
  why: '',
  state: 'planned',
  editedFromJson: null,
  callId: null,
  ...changes,
})
const plan: Plan = {
  id: 'plan',
  taskId: 'task',
  agentId: 'agent',
  state: 'approved',
  calls: [entryAt(0), entryAt(1), entryAt(2, { digest: 'other' })],
  createdAtMs: 0,
  decidedAtMs: 1,
  endedAtMs: null,
}
const call = buildCall({ id: 'call', agentId: 'agent', taskId: 'task', digest: 'same' })
const own = { ...call, decidedBy: 'plan', planId: 'plan' } as const

function storeWith(plans: readonly Plan[], state: Task['state'] = 'running') {
  const store = createMemoryStore()
  const task = { agentId: 'agent', text: 'pay', createdAtMs: 0, endedAtMs: null }
  store.tasks.save({ ...task, id: 'task', state })
  for (const each of plans) store.plans.save(each)
  return store
}
const statesOf = (store: ReturnType<typeof storeWith>) =>
  store.plans
    .listByTask('task')
    .flatMap(({ calls }) =>
      calls.map(({ state, callId }) => (callId === null ? state : `${state} ${callId}`)),
    )

describe('a plan', () => {
  it('[PLN-05] is named by all that is shown of it, and by nothing else', () => {
    const { id, taskId, agentId, calls } = plan
    expect(digestOfPlan(plan)).toBe(digestOf({ id, taskId, agentId, calls }))
    expect(digestOfPlan({ ...plan, state: 'asked', decidedAtMs: 9 })).toBe(digestOfPlan(plan))
  })

  // Dies if: one of agent, task, state, digest or entry is not compared.
  it.each<[string, Partial<Plan>, boolean]>([
    ['as it was approved', {}, true],
    ['that was only asked about', { state: 'asked' }, false],
    ['that was denied', { state: 'denied' }, false],
    ['that ended', { state: 'ended' }, false],
    ['of another agent', { agentId: 'other' }, false],
    ['of another task', { taskId: 'other' }, false],
    ['of another call', { calls: [entryAt(0, { digest: 'other' })] }, false],
    ['whose entry was dropped', { calls: [entryAt(0, { state: 'dropped' })] }, false],
    ['whose entry is used', { calls: [entryAt(0, { state: 'used', callId: 'x' })] }, false],
    ['with one entry left', { calls: [entryAt(0, { state: 'dropped' }), entryAt(1)] }, true],
  ])('[PLN-01] %s covers a new call: %j %s', (_name, changes, covers) => {
    const store = storeWith([{ ...plan, ...changes }])
    expect(findCoveringPlan(store, call)?.id ?? null).toBe(covers ? 'plan' : null)
  })

  it.each<[string, Partial<PlanEntry>, boolean]>([
    ['its own', { state: 'used', callId: 'call' }, true],
    ['one that another call used', { state: 'used', callId: 'other' }, false],
    ['one that is still open', {}, false],
    ['its own, dropped', { state: 'dropped', callId: 'call' }, false],
    ['its own, of another digest', { state: 'used', callId: 'call', digest: 'other' }, false],
  ])('[PLN-01] covers a call that it allowed before by its entry alone: %s', (_name, entry, is) => {
    const store = storeWith([
      { ...plan, calls: [entryAt(0, entry), entryAt(1, { state: 'used' })] },
    ])
    expect(findCoveringPlan(store, own)?.id ?? null).toBe(is ? 'plan' : null)
    expect(findCoveringPlan(store, { ...own, planId: 'gone' })).toBe(null)
  })

  it('[PLN-01] covers nothing that something else decided', () => {
    for (const decidedBy of ['person', 'policy', 'rule'] as const)
      expect(findCoveringPlan(storeWith([plan]), { ...call, decidedBy })).toBe(null)
  })

  it.each<[Task['state'], boolean]>([
    ['running', true],
    ['waiting', true],
    ['paused', true],
    ['done', false],
    ['cancelled', false],
  ])('[PLN-02] of a task that is %s covers: %s', (state, covers) => {
    expect(findCoveringPlan(storeWith([plan], state), call) !== null).toBe(covers)
  })
})

describe('an entry', () => {
  it('[PLN-01] is used by one call, and the next call takes the next', () => {
    const store = storeWith([plan])
    expect(takePlanEntry(store, 'plan', call)).toBe(true)
    expect(statesOf(store)).toEqual(['used call', 'planned', 'planned'])
    expect(takePlanEntry(store, 'plan', { ...call, id: 'second' })).toBe(true)
    expect(takePlanEntry(store, 'plan', { ...call, id: 'third' })).toBe(false)
    expect(statesOf(store)).toEqual(['used call', 'used second', 'planned'])
  })

  it('[PLN-01] of another plan than the one that was found, or already used by this call, is not taken', () => {
    const store = storeWith([plan])
    expect(takePlanEntry(store, 'gone', call)).toBe(false)
    expect(takePlanEntry(storeWith([]), 'plan', call)).toBe(false)
    const used = storeWith([{ ...plan, calls: [entryAt(0, { state: 'used', callId: 'call' })] }])
    expect(takePlanEntry(used, 'plan', own)).toBe(false)
    expect(statesOf(store)).toEqual(['planned', 'planned', 'planned'])
  })

  it('[PLN-03] that the person decided on by itself allows no second call, and after a no none at all', () => {
    const approved = storeWith([plan])
    decidePlanEntry(approved, call, 'approved')
    expect(statesOf(approved)).toEqual(['used call', 'planned', 'planned'])
    const denied = storeWith([plan])
    decidePlanEntry(denied, call, 'denied')
    expect(statesOf(denied)).toEqual(['dropped', 'planned', 'planned'])
    const none = storeWith([])
    decidePlanEntry(none, call, 'approved')
    expect(statesOf(none)).toEqual([])
  })

  it('[PLN-03] of a call that has one already is not taken twice', () => {
    const calls = [entryAt(0, { state: 'used', callId: 'call' }), entryAt(1)]
    const store = storeWith([{ ...plan, calls }])
    decidePlanEntry(store, call, 'denied')
    expect(statesOf(store)).toEqual(['used call', 'planned'])
  })
})
