// Shows tasks to the app window: state, steps, what the model says right now, plans, and what it used.
import type { Plan } from '../../shared/model/plan.ts'
import type { Task, TaskStep } from '../../shared/model/task.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { CallSummary, TaskStepView, TaskView } from '../../shared/overview.ts'
import type { PlanView } from '../../shared/plan-view.ts'
import { buildCallTitle, connectionName } from '../interaction/interaction-title.ts'
import { heldByPause, isHeld } from '../interaction/is-held.ts'
import { makeVisible, makeVisibleLine } from '../interaction/visible.ts'
import type { Store } from '../store/repositories.ts'
import { agentName } from './inbox-item.ts'
import type { Inbox } from './inbox.ts'
import { isRefused, isToReceive } from './task-news.ts'
import { findPausedThings, mustAskToResume } from '../interaction/paused-things.ts'

export interface TaskViewSource {
  readonly store: Store
  readonly inbox: Pick<Inbox, 'interactionOf'>
  /** What the model of a task says right now; null while it is not asked. Left out where nothing runs. */
  readonly liveWords?: (taskId: string) => string | null
}

const shownTasks = 50
const mostStepsOfTask = 60
const fewestStepsOfTask = 4
const mostSteps = 400
/** Characters of what was asked, in a list of titles. */
const longestInList = 300

/** The newest tasks whole as far as a person reads; of the others the end, so that a flood of calls costs no more. */
export function buildTaskViews(source: TaskViewSource): TaskView[] {
  let left = mostSteps
  return source.store.tasks.list(shownTasks).map((task) => {
    const limit = Math.max(fewestStepsOfTask, Math.min(mostStepsOfTask, left))
    const view = buildTaskView(source, task, limit)
    left -= view.steps.length
    return view
  })
}

/** Those that came before the task `beforeTaskId`, newest first, without their steps. */
export function listOlderTasks(
  source: TaskViewSource,
  { beforeTaskId, limit }: { beforeTaskId: string; limit: number },
): { tasks: TaskView[]; more: boolean } {
  const found = source.store.tasks.list(limit + 1, beforeTaskId)
  const tasks = found.slice(0, limit).map((task) => {
    const view = buildTaskView(source, task, 0)
    return { ...view, text: view.text.slice(0, longestInList) }
  })
  return { tasks, more: found.length > limit }
}

/** Any task, however many came after it; null where there is none. */
export function loadTaskView(source: TaskViewSource, taskId: string): TaskView | null {
  const task = source.store.tasks.load(taskId)
  return task === null ? null : buildTaskView(source, task, mostStepsOfTask)
}

/** True where the snapshot leaves out older ones. */
export function hasOlderTasks({ store }: TaskViewSource, shown: readonly TaskView[]): boolean {
  const last = shown.at(-1)
  return shown.length >= shownTasks && last !== undefined
    ? store.tasks.list(1, last.taskId).length > 0
    : false
}

function buildTaskView(source: TaskViewSource, task: Task, limit: number): TaskView {
  const { store, liveWords } = source
  const live = liveWords?.(task.id) ?? null
  const steps = store.tasks.listLastSteps(task.id, limit).filter((step) => !isToReceive(step))
  const shown = live === null ? task.state : 'running'
  return {
    taskId: task.id,
    kind: task.kind ?? 'conversation',
    agentId: task.agentId,
    agentName: agentName(store, task.agentId) ?? '',
    text: task.text,
    title: task.title ?? null,
    state: isHeldNow(store, task) ? 'paused' : shown,
    byPerson: task.state === 'paused',
    resumeAsks: task.state === 'paused' && mustAskToResume(findPausedThings(store, task.id)),
    live: live === null ? null : makeVisible(live),
    usage: task.usage === undefined ? null : describeUsage(task.usage),
    createdAtMs: task.createdAtMs,
    steps: steps.map((step) => buildStep(source, step)),
  }
}

/** Named so that nothing on the page is called like a secret. */
function describeUsage(usage: NonNullable<Task['usage']>): NonNullable<TaskView['usage']> {
  const { inputTokens: input, outputTokens: output, costMicros } = usage
  return { input, output, costMicros }
}

function buildStep({ store, inbox }: TaskViewSource, step: TaskStep): TaskStepView {
  const call = step.callId === null ? null : store.calls.load(step.callId)
  const plan = step.planId === undefined ? null : store.plans.load(step.planId)
  const { position, kind, text, createdAtMs } = step
  return {
    position,
    kind,
    text,
    call: call === null ? null : summarise(store, call, inbox),
    createdAtMs,
    ...(plan !== null && { plan: buildPlanView(store, plan) }),
    ...(step.stopped === true && { stopped: true }),
    ...(isRefused(step) && { refusedTool: makeVisibleLine(step.wanted?.tool ?? '') }),
  }
}

/** A pause holds something of it, and nothing of it is on the wire. */
function isHeldNow(store: Store, { id: taskId, agentId, state }: Task): boolean {
  if (state !== 'running' && state !== 'waiting') return false
  if (!isHeld(store, { agentId, taskId })) return false
  const states = store.calls.listAliveStates(taskId).map((call) => call.state)
  return states.some((each) => heldByPause.has(each)) && !states.includes('sending')
}

function summarise(store: Store, call: ToolCall, inbox: TaskViewSource['inbox']): CallSummary {
  const { id: callId, tool, state, risk, outcomeText, resultText, deferralId } = call
  return {
    callId,
    title: buildCallTitle(store, call),
    tool,
    connectionName: connectionName(store, call.connectionId),
    state,
    risk,
    outcomeText,
    resultText,
    interactionId: inbox.interactionOf(callId),
    deferralId: state === 'deferred' ? deferralId : null,
  }
}

function buildPlanView(store: Store, plan: Plan): PlanView {
  const { id: planId, state, question, reason = null } = plan
  const open = question !== undefined && store.interactions.load(question)?.state === 'open'
  return {
    planId,
    state,
    interactionId: open ? question : null,
    reason: reason === null ? null : makeVisible(reason),
    entries: plan.calls.map((entry) => ({
      position: entry.position,
      title:
        entry.problem === undefined ? buildCallTitle(store, entry) : makeVisibleLine(entry.tool),
      risk: entry.risk,
      state: entry.problem === undefined ? entry.state : 'problem',
      edited: entry.editedFromJson !== null,
    })),
  }
}
