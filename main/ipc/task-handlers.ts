// Answers the verbs of tasks and plans.
import type { Input, Output } from '../../shared/contract.ts'
import type { Handlers } from './handlers.ts'

export interface TaskServices {
  readonly tasks: {
    list(request: Input<'task.list'>): Output<'task.list'>
    load(taskId: string): Output<'task.load'>['task']
    /** Returns the task's id. */
    start(agentId: string, words: string): string
    say(taskId: string, words: string): void
    cancel(taskId: string): void
    pause(taskId: string): void
    resume(taskId: string): 'resumed' | 'asked'
    rename(taskId: string, title: string): void
    export(request: Input<'task.export'>): Promise<Output<'task.export'>>
  }
  readonly plans: {
    end(planId: string): void
    drop(change: Input<'approval.drop-planned'>): void
    edit(change: Input<'approval.edit-planned'>): Promise<Output<'approval.edit-planned'>>
  }
}

type TaskVerb =
  | 'approval.drop-planned'
  | 'approval.edit-planned'
  | Extract<keyof Handlers, `task.${string}` | `plan.${string}`>

const done = { done: true } as const

export function taskHandlers(services: () => Promise<TaskServices>): Pick<Handlers, TaskVerb> {
  const act =
    <In>(run: (service: TaskServices, input: In) => void) =>
    async (input: In): Promise<typeof done> => {
      run(await services(), input)
      return done
    }
  return {
    'task.list': async (request) => (await services()).tasks.list(request),
    'task.load': async ({ taskId }) => ({ task: (await services()).tasks.load(taskId) }),
    'task.start': async ({ agentId, text }) => ({
      taskId: (await services()).tasks.start(agentId, text),
    }),
    'task.say': act(({ tasks }, { taskId, text }) => tasks.say(taskId, text)),
    'task.cancel': act(({ tasks }, { taskId }) => tasks.cancel(taskId)),
    'task.pause': act(({ tasks }, { taskId }) => tasks.pause(taskId)),
    'task.ask-resume': async ({ taskId }) => ({
      outcome: (await services()).tasks.resume(taskId),
    }),
    'task.rename': act(({ tasks }, { taskId, title }) => tasks.rename(taskId, title)),
    'task.export': async (request) => (await services()).tasks.export(request),
    'plan.end': act(({ plans }, { planId }) => plans.end(planId)),
    'approval.drop-planned': act(({ plans }, change) => plans.drop(change)),
    'approval.edit-planned': async (change) => (await services()).plans.edit(change),
  }
}
