// Saves a model's whole answer in one transaction, then receives its calls one by one from the saved rows.
import { isCountersignError } from '../../shared/errors.ts'
import type { ModelPrice } from '../../shared/model/language-model.ts'
import type { Task } from '../../shared/model/task.ts'
import { endedCallStates } from '../../shared/model/tool-call.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { Store } from '../store/repositories.ts'
import type { Journey } from './journey-port.ts'
import type { NextStep } from './model.ts'
import type { PlanDesk } from './plan-desk.ts'
import { costMicros } from './models/cost.ts'
import { findNews, isToReceive, type News } from './task-news.ts'

export interface AnswerParts {
  readonly store: Store
  readonly journey: Pick<Journey, 'receive'>
  readonly plans: Pick<PlanDesk, 'lay'>
  readonly clock: Pick<Clock, 'nowMs'>
}

/**
 * Words, wanted calls, the plan, what it cost, and that the model was told the news: all of it or nothing. A crash before
 * asks the model again, after which nothing of the lost answer exists; a crash after never asks it again.
 */
export function saveAnswer(
  { store, plans, clock }: AnswerParts,
  task: Task,
  { answer, news, price }: { answer: NextStep; news: News; price: ModelPrice | null },
): void {
  const createdAtMs = clock.nowMs()
  const taskId = task.id
  store.transaction(() => {
    for (const step of news.steps) store.tasks.saveStep({ ...step, told: true })
    if (answer.text !== null && answer.text !== '') {
      const words = { kind: 'agent', text: answer.text, callId: null } as const
      store.tasks.appendStep({ taskId, ...words, createdAtMs })
    }
    if (answer.plan !== undefined && answer.plan.length > 0) {
      const planId = plans.lay(task, answer.plan)
      const step = { kind: 'plan', text: '', callId: null, planId } as const
      store.tasks.appendStep({ taskId, ...step, createdAtMs })
    }
    for (const wanted of answer.calls) {
      const step = { kind: 'call', text: '', callId: null, wanted } as const
      store.tasks.appendStep({ taskId, ...step, createdAtMs })
    }
    if (answer.usage !== undefined) store.tasks.save(addUsage(task, answer.usage, price))
  })
}

/** Once a step without a known price was taken, the sum of the task is not known either. */
export function addUsage(
  task: Task,
  { inputTokens, outputTokens }: NonNullable<NextStep['usage']>,
  price: ModelPrice | null,
): Task {
  const before = task.usage ?? { inputTokens: 0, outputTokens: 0, costMicros: 0 }
  const cost = costMicros(price, { inputTokens, outputTokens })
  return {
    ...task,
    usage: {
      inputTokens: before.inputTokens + inputTokens,
      outputTokens: before.outputTokens + outputTokens,
      costMicros: cost === null || before.costMicros === null ? null : before.costMicros + cost,
    },
  }
}

/** Each in a transaction of its own that says so in its row: a crash in between repeats none and loses none. */
export function receiveWanted({ store, journey }: AnswerParts, task: Task): void {
  const { id: taskId, agentId } = task
  for (const step of store.tasks.listSteps(taskId).filter(isToReceive)) {
    const { wanted } = step
    if (wanted === undefined) continue
    const { argumentsJson: argumentsJsonText, ...call } = wanted
    try {
      journey.receive({ taskId, agentId, ...call, argumentsJsonText }, ({ id: callId }) =>
        store.tasks.saveStep({ ...step, callId }),
      )
    } catch (error) {
      if (!isCountersignError(error) || error.code.startsWith('store/')) throw error
      store.tasks.saveStep({ ...step, text: error.message })
    }
  }
}

/** True when nothing of the task is under way, to be told or to be decided. */
export function isFinished(store: Store, taskId: string): boolean {
  const alive = store.calls.listAliveStates(taskId).some(({ state }) => !endedCallStates.has(state))
  const asked = store.plans.listByTask(taskId).some(({ state }) => state === 'asked')
  const toReceive = store.tasks.listSteps(taskId).some(isToReceive)
  return !alive && !asked && !toReceive && findNews(store, taskId) === null
}
