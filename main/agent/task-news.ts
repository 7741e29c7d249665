// Finds what the model of a task has not been told of yet: words of the person, ends of calls, what became of a plan.
import { endedCallStates } from '../../shared/model/tool-call.ts'
import type { TaskStep } from '../../shared/model/task.ts'
import type { Store } from '../store/repositories.ts'

export interface News {
  readonly steps: readonly TaskStep[]
  /** As a model knows them: see `modelCallId`. */
  readonly callIds: readonly string[]
}

type NewsStore = Pick<Store, 'tasks' | 'calls' | 'plans'>

/** Null when there is nothing to ask the model about. Read from rows alone, so that a restart asks neither twice nor never. */
export function findNews(store: NewsStore, taskId: string): News | null {
  const steps = store.tasks.listSteps(taskId).filter((step) => isNews(store, step))
  if (steps.length === 0) return null
  return { steps, callIds: steps.flatMap((step) => modelCallId(step) ?? []) }
}

function isNews({ calls, plans }: NewsStore, step: TaskStep): boolean {
  if (step.told === true) return false
  switch (step.kind) {
    case 'person':
      return true
    case 'call': {
      if (step.callId === null) return isRefused(step)
      const state = calls.load(step.callId)?.state
      return state !== undefined && endedCallStates.has(state)
    }
    case 'plan':
      return step.planId !== undefined && plans.load(step.planId)?.state !== 'asked'
    case 'agent':
      return false
  }
}

/** A call that could not be received as the model gave it. */
export function isRefused({ kind, callId, wanted, text }: TaskStep): boolean {
  return kind === 'call' && callId === null && wanted !== undefined && text !== ''
}

/** A call of the model's answer that is still to be received. */
export function isToReceive({ kind, callId, wanted, text }: TaskStep): boolean {
  return kind === 'call' && callId === null && wanted !== undefined && text === ''
}

/** What a model calls the call of this step; one that was refused as it was has no call of ours. Null for other steps. */
export function modelCallId(step: TaskStep): string | null {
  if (step.kind !== 'call') return null
  return isRefused(step) ? `refused-${step.position}` : step.callId
}
