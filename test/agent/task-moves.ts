// What the tests of tasks that last begin and compare with: a model that makes these calls, a rule of a task, a task's state.
import type { NextStep } from '../../main/agent/model.ts'
import { buildTaskViews } from '../../main/agent/task-view.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { Rule } from '../../shared/model/rule.ts'
import { bankTools } from './journey-world.ts'
import { bankCall, scriptModel, type TaskWorld } from './task-world.ts'

export const done: NextStep = { text: 'Done.', calls: [], done: true }
export const list = bankCall('list_accounts', {})
export const transfer = (amount: number): NextStep['calls'][number] =>
  bankCall('prepare_transfer', { amount, currency: 'EUR', recipient: 'Nordlicht' })
export const start = (made: TaskWorld): string =>
  made.tasks.start({ agentId: 'agent', text: 'Do it' }).id
export const stateOf = ({ world }: TaskWorld, taskId: string) =>
  world.store.tasks.load(taskId)?.state

/** Answers a person's words with these calls, and everything after with an end. */
export const calls = (...wanted: NextStep['calls'][number][]) =>
  scriptModel(({ newCallIds }) =>
    newCallIds?.length === 0 ? { text: 'Going.', calls: wanted, done: false } : done,
  )

export const codeOf = (run: () => unknown): string => {
  try {
    run()
    return 'none'
  } catch (error) {
    return isCountersignError(error) ? error.code : String(error)
  }
}

/** Lets any transfer of this task run unasked. */
export function ruleOf(taskId: string, nowMs: number): Rule {
  return {
    id: 'r',
    effect: 'allow',
    state: 'active',
    agentId: 'agent',
    connectionId: 'harbor',
    tool: 'prepare_transfer',
    toolDefinitionHash: bankTools[1]?.definitionHash ?? '',
    taskId,
    conditions: ['amount', 'currency', 'recipient'].map((name) => ({
      kind: 'any',
      pointer: `/${name}`,
    })),
    expiresAtMs: nowMs + 3_600_000,
    maxUses: null,
    uses: 0,
    lastUsedAtMs: null,
    madeFromCallId: null,
    createdAtMs: nowMs,
    endedAtMs: null,
  }
}

/** The task as the app window shows it. */
export function viewOf({ world, tasks }: TaskWorld, taskId: string) {
  const inbox = { interactionOf: () => null }
  const views = buildTaskViews({
    store: world.store,
    inbox,
    liveWords: (id) => tasks.liveWords(id),
  })
  return views.find((view) => view.taskId === taskId)
}
