// Lays plans before the person, takes what they drop or change, and ends each plan with its task or when they say so.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { ActivityKind } from '../../shared/model/activity.ts'
import type { Widening } from '../../shared/model/interaction.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Clock, Log, MakeId } from '../../shared/model/ports.ts'
import type { Task } from '../../shared/model/task.ts'
import { isTaskOpen } from '../interaction/allow-for.ts'
import { isHeld } from '../interaction/is-held.ts'
import { digestOfPlan } from '../interaction/plan-match.ts'
import type { InteractionQueue } from '../interaction/queue.ts'
import { refusalError } from '../interaction/refusal-words.ts'
import type { Store } from '../store/repositories.ts'
import type { PlannedCall } from './model.ts'
import { findPlanProblem, freezePlan } from './plan-entries.ts'

export interface PlanDeskParts {
  readonly store: Store
  readonly queue: Pick<InteractionQueue, 'openWidening' | 'withdraw' | 'load'>
  readonly clock: Pick<Clock, 'nowMs'>
  readonly makeId: MakeId
  readonly log: Log
}

export interface PlanDesk {
  /**
   * Saves the plan and asks the person about it; what cannot be asked as it is is denied at once, with words for the agent.
   * A plan of the same task that stood before ends. Call in the transaction that saves the model's answer. Returns its id.
   */
  lay(task: Pick<Task, 'id' | 'agentId'>, calls: readonly PlannedCall[]): string
  /** The person ends it: what has not run by it is asked about. Throws `interaction/gone`. */
  end(planId: string): void
  /** Brings plans in line with their tasks and questions. Call at start, and after a task or a question about a plan ended. */
  check(): void
}

export type PlanWidening = Extract<Widening, { what: 'plan' }>

export function createPlanDesk(parts: PlanDeskParts): PlanDesk {
  const { store, clock, makeId, log } = parts
  return {
    lay: (task, calls) => layPlan(parts, task, { calls, id: makeId(), nowMs: clock.nowMs() }),
    end: (planId) => {
      const plan = store.plans.load(planId)
      if (plan === null) throw refusalError('interaction/gone')
      if (isStanding(plan)) endPlan(store, { ...plan, endedByPerson: true }, clock.nowMs())
      checkPlans(parts)
    },
    check: () => {
      try {
        checkPlans(parts)
      } catch (error) {
        log('error', 'Plans could not be ended; they allow nothing for a task that is over', error)
      }
    },
  }
}

const isStanding = ({ state }: Plan): boolean => state === 'asked' || state === 'approved'

function layPlan(
  { store, queue }: PlanDeskParts,
  task: Pick<Task, 'id' | 'agentId'>,
  { calls, id, nowMs }: { calls: readonly PlannedCall[]; id: string; nowMs: number },
): string {
  const entries = freezePlan(store, task, { calls, nowMs })
  const problem = findPlanProblem(calls, entries)
  const plan: Plan = {
    id,
    taskId: task.id,
    agentId: task.agentId,
    state: problem === null ? 'asked' : 'denied',
    calls: entries,
    createdAtMs: nowMs,
    decidedAtMs: problem === null ? null : nowMs,
    endedAtMs: problem === null ? null : nowMs,
    ...(problem !== null && { reason: problem }),
  }
  endPlansOfTask(store, task.id, nowMs)
  store.plans.save(plan)
  recordPlan(store, 'plan_asked', plan)
  if (problem === null) {
    const { id: question } = queue.openWidening(buildPlanWidening(plan), null)
    store.plans.save({ ...plan, question })
  } else recordPlan(store, 'plan_denied', plan)
  return id
}

export function buildPlanWidening(plan: Plan): PlanWidening {
  const { id: planId, taskId, agentId } = plan
  return { what: 'plan', planId, taskId, agentId, digest: digestOfPlan(plan) }
}

/** Call inside the transaction that ends the task, or lays its next plan; `check` withdraws what still asks. */
export function endPlansOfTask(
  store: Pick<Store, 'plans' | 'activity'>,
  taskId: string,
  nowMs: number,
): void {
  for (const plan of store.plans.listByTask(taskId).filter(isStanding)) endPlan(store, plan, nowMs)
}

/** Call inside a transaction. */
function endPlan(store: Pick<Store, 'plans' | 'activity'>, plan: Plan, nowMs: number): void {
  const ended: Plan = { ...plan, state: 'ended', endedAtMs: nowMs }
  store.plans.save(ended)
  recordPlan(store, 'plan_ended', ended)
}

/**
 * Danger: only for a widening that was approved in the approval view, inside the transaction that saves the approval.
 * Throws `interaction/gone` when the plan is not the one that was shown or its task is over, `interaction/paused`.
 */
export function approvePlan(store: Store, widening: PlanWidening, nowMs: number): void {
  const plan = store.plans.load(widening.planId)
  if (plan?.state !== 'asked' || digestOfPlan(plan) !== widening.digest)
    throw refusalError('interaction/gone')
  if (!isTaskOpen(store.tasks, plan.taskId)) throw refusalError('interaction/gone')
  if (isHeld(store, plan)) throw refusalError('interaction/paused')
  if (!plan.calls.some(({ state }) => state === 'planned'))
    throw new CountersignError('agent/bad_plan', text('plan.all_dropped'))
  const approved: Plan = { ...plan, state: 'approved', decidedAtMs: nowMs }
  store.plans.save(approved)
  recordPlan(store, 'plan_approved', approved)
}

/** Each step is saved by itself and finds the same when it is done again: a crash in between is mended by the next check. */
function checkPlans({ store, queue, clock }: PlanDeskParts): void {
  const open = store.interactions.listOpenWidenings()
  for (const plan of store.plans.listStanding()) {
    const asked = open.find(({ widening }) => isAbout(widening, plan.id))
    store.transaction(() => {
      if (!isTaskOpen(store.tasks, plan.taskId)) endPlan(store, plan, clock.nowMs())
      else if (plan.state === 'asked' && asked === undefined) denyPlan(store, plan, clock.nowMs())
    })
  }
  for (const { id, widening } of open) {
    if (isPointless(store, widening)) queue.withdraw(id)
  }
}

/** What it asks about was decided, or is over. */
function isPointless({ plans, tasks }: Store, widening: Widening | null): boolean {
  if (widening?.what === 'plan') return plans.load(widening.planId)?.state !== 'asked'
  return widening?.what === 'task_resume' && tasks.load(widening.taskId)?.state !== 'paused'
}

const isAbout = (widening: Widening | null, planId: string): boolean =>
  widening?.what === 'plan' && widening.planId === planId

function denyPlan(store: Store, plan: Plan, nowMs: number): void {
  const { question } = plan
  const reason = question === undefined ? null : (store.interactions.load(question)?.reason ?? null)
  const denied: Plan = { ...plan, state: 'denied', decidedAtMs: nowMs, endedAtMs: nowMs, reason }
  store.plans.save(denied)
  recordPlan(store, 'plan_denied', denied)
}

type PlanKind = Extract<ActivityKind, `plan_${string}`>

/** Without the arguments: the digest of each entry names them. */
export function recordPlan(store: Pick<Store, 'activity'>, kind: PlanKind, plan: Plan): void {
  const calls = plan.calls.map(
    ({ position, connectionId, tool, digest, risk, state, ...entry }) => ({
      position,
      connectionId,
      tool,
      digest,
      risk,
      state,
      edited: entry.editedFromJson !== null,
    }),
  )
  const { id: planId, taskId, agentId, reason = null } = plan
  const by = plan.endedByPerson === true ? { by: 'person' } : {}
  const detail = { planId, agentId, digest: digestOfPlan(plan), calls, reason, ...by }
  store.activity.append({ kind, callId: null, taskId, connectionId: null, detail })
}
