// Decides whether a paused task may simply go on, or the person is asked first because something would run unasked again.
import { text } from '../../shared/catalogue/text.ts'
import type { ActivityKind } from '../../shared/model/activity.ts'
import type { Task } from '../../shared/model/task.ts'
import type { Store } from '../store/repositories.ts'
import { waitsForResume } from './is-held.ts'

export interface PausedThings {
  /** Calls that the pause holds, allowed before or never judged. */
  readonly calls: number
  /** Entries of approved plans that may still run. */
  readonly planned: number
  /** Rules that were made for this task alone. */
  readonly rules: number
}

/** What would run unasked if the task went on. Anything else a new task could do as well, and starting one asks nobody. */
export function findPausedThings(store: Store, taskId: string): PausedThings {
  const plans = store.plans.listByTask(taskId).filter(({ state }) => state === 'approved')
  const entries = plans.flatMap(({ calls }) => calls).filter(({ state }) => state === 'planned')
  const rules = store.rules
    .listStanding()
    .filter((rule) => rule.taskId === taskId && rule.effect === 'allow')
  const alive = store.calls.listAliveStates(taskId)
  const calls = alive.filter(({ state }) => waitsForResume.has(state))
  return { calls: calls.length, planned: entries.length, rules: rules.length }
}

export function mustAskToResume({ calls, planned, rules }: PausedThings): boolean {
  return calls + planned + rules > 0
}

/** What the approval view says of it, one sentence each. */
export function describePausedThings({ calls, planned, rules }: PausedThings): string[] {
  return [
    text('task.resume_words'),
    ...(calls === 0 ? [] : [text('task.resume_held', { count: calls })]),
    ...(planned === 0 ? [] : [text('task.resume_plan', { count: planned })]),
    ...(rules === 0 ? [] : [text('task.resume_rules', { count: rules })]),
  ]
}

export function recordTask(
  { activity }: Pick<Store, 'activity'>,
  kind: Extract<ActivityKind, `task_${string}`>,
  { id: taskId, agentId }: Task,
): void {
  activity.append({ kind, callId: null, taskId, connectionId: null, detail: { agentId } })
}
