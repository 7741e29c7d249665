// Knows which calls an approved plan covers: the very calls that were shown, each once, while the plan's task goes on.
import type { Plan, PlanEntry } from '../../shared/model/plan.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { isTaskOpen } from './allow-for.ts'
import { digestOf } from './digest.ts'

type PlanStore = Pick<Store, 'plans'> & { readonly tasks: Pick<Store['tasks'], 'load'> }
type MatchedCall = Pick<ToolCall, 'id' | 'taskId' | 'agentId' | 'digest' | 'decidedBy' | 'planId'>

/** What the person sees and approves: every entry, also what was dropped and edited. */
export function digestOfPlan({ id, taskId, agentId, calls }: Plan): string {
  return digestOf({ id, taskId, agentId, calls })
}

/**
 * The plan that covers this call, or null. A call that a plan allowed before is covered by its own entry alone; one that
 * something else allowed is covered by none.
 */
export function findCoveringPlan({ plans, tasks }: PlanStore, call: MatchedCall): Plan | null {
  if (call.decidedBy !== null && call.decidedBy !== 'plan') return null
  const own = plans.listByTask(call.taskId)
  const plan = own.find((each) => covers(each, call))
  return plan !== undefined && isTaskOpen(tasks, call.taskId) ? plan : null
}

function covers(plan: Plan, call: MatchedCall): boolean {
  if (plan.state !== 'approved' || plan.agentId !== call.agentId) return false
  return call.decidedBy === 'plan'
    ? plan.id === call.planId && plan.calls.some((entry) => isUsedBy(entry, call))
    : plan.calls.some((entry) => isOpenFor(entry, call))
}

const isOpenFor = ({ state, digest }: PlanEntry, call: MatchedCall): boolean =>
  state === 'planned' && digest === call.digest

const isUsedBy = ({ state, digest, callId }: PlanEntry, call: MatchedCall): boolean =>
  state === 'used' && callId === call.id && digest === call.digest

/**
 * Uses up one entry for this call. False when none was left: then nothing may run by it. Call inside the transaction that
 * allows the call, so that two calls never share an entry.
 */
export function takePlanEntry(store: PlanStore, planId: string, call: MatchedCall): boolean {
  const plan = findCoveringPlan(store, call)
  return plan?.id === planId && closeEntry(store, plan, { call, state: 'used' })
}

/**
 * The person decided on the very call itself, because it was of high risk or the screen was locked: its entry allows no
 * second one, and none at all where they said no. Call inside the transaction that saves the decision.
 */
export function decidePlanEntry(
  store: PlanStore,
  call: MatchedCall,
  decision: 'approved' | 'denied',
): void {
  const plan = findCoveringPlan(store, call)
  // Taken back before it was sent: it has its entry already.
  if (plan === null || plan.calls.some(({ callId }) => callId === call.id)) return
  closeEntry(store, plan, { call, state: decision === 'approved' ? 'used' : 'dropped' })
}

function closeEntry(
  store: Pick<PlanStore, 'plans'>,
  plan: Plan,
  { call, state }: { call: MatchedCall; state: 'used' | 'dropped' },
): boolean {
  const entry = plan.calls.find((each) => isOpenFor(each, call))
  if (entry === undefined) return false
  const closed: PlanEntry = { ...entry, state, callId: state === 'used' ? call.id : null }
  store.plans.save({
    ...plan,
    calls: plan.calls.map((each) => (each.position === entry.position ? closed : each)),
  })
  return true
}
