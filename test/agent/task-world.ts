// A small world for tests of tasks and plans: a journey under the real policy, the plan desk, and a model of the test's own.
import type { Model, ModelInput, NextStep, StepListener } from '../../main/agent/model.ts'
import { createRehearsalModel } from '../../main/agent/rehearsal/rehearsal-model.ts'
import { approvePlan, createPlanDesk, type PlanDesk } from '../../main/agent/plan-desk.ts'
import type { EditParts } from '../../main/interaction/edit-steps.ts'
import { createTasks } from '../../main/agent/tasks.ts'
import type { Tasks } from '../../main/agent/tasks-port.ts'
import { createPolicy } from '../../main/interaction/policy.ts'
import { checkArguments } from '../../main/interaction/schema-check.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { connection, createJourneyWorld, type JourneyWorld } from './journey-world.ts'
import type { MemoryStore } from '../fakes/memory-store.ts'

export interface TaskWorld {
  readonly world: JourneyWorld
  tasks: Tasks
  desk: PlanDesk
  model: Model
  locked: boolean
  /** A new process over the same store. */
  restart(): void
  words(taskId: string): string[]
  callsOf(taskId: string): [string, string][]
  planQuestion(): Interaction
  approvePlan(): Plan
  editParts(): EditParts
}

let ids = 0

/** Agent `agent`; reads at the bank run unasked. */
export function createTaskWorld(given?: MemoryStore): TaskWorld {
  const world = createJourneyWorld(given)
  world.store.connections.save({ ...connection, trustedForReading: true })
  world.store.tasks.saveAgent({ id: 'agent', name: 'Bookkeeper', kind: 'built-in' })
  const made: TaskWorld = {
    world,
    model: createRehearsalModel(),
    locked: false,
    ...startProcess(() => made, world),
    restart: () => {
      made.tasks.stop()
      world.restart()
      Object.assign(
        made,
        startProcess(() => made, world),
      )
      made.tasks.resume()
    },
    words: (taskId) =>
      world.store.tasks
        .listSteps(taskId)
        .filter((step) => step.kind === 'agent')
        .map((step) => step.text),
    callsOf: (taskId) =>
      world.store.calls.listByTask(taskId).map((call) => [call.tool, call.state]),
    planQuestion: () => {
      const open = world.queue.listOpen().find(({ widening }) => widening?.what === 'plan')
      if (open === undefined) throw new Error('no plan is asked about')
      return open
    },
    approvePlan: () => {
      const { id: interactionId, digest, widening } = made.planQuestion()
      world.queue.approve({ interactionId, surface: 'approval', digest, confirmation: null })
      const plan = widening?.what === 'plan' ? world.store.plans.load(widening.planId) : null
      if (plan === null) throw new Error('no plan')
      return plan
    },
    editParts: () => ({
      store: world.store,
      queue: world.queue,
      clock: world.clock,
      shownGate: {
        requireShown: () => {
          if (!world.shown) throw new Error('not shown')
        },
      },
      checkSchema: ({ schema, argumentsJson }) =>
        Promise.resolve(checkArguments(schema, argumentsJson)),
    }),
  }
  return made
}

function startProcess(
  made: () => TaskWorld,
  world: JourneyWorld,
): { tasks: Tasks; desk: PlanDesk } {
  const { store, clock, queue, journey } = world
  world.policy = createPolicy({
    store,
    clock,
    log: () => undefined,
    isLocked: () => made().locked,
  })
  const makeId = (): string => `task-${(ids += 1)}`
  const desk = createPlanDesk({ store, queue, clock, makeId, log: () => undefined })
  const tasks = createTasks({
    store,
    journey,
    plans: desk,
    askWidening: (widening) => queue.openWidening(widening, null),
    modelOf: () => made().model,
    clock,
    makeId,
    log: () => undefined,
    onChanged: () => undefined,
  })
  world.onCallChanged = (call) => tasks.onCallChanged(call)
  world.onCallEnded = (call) => tasks.onCallEnded(call)
  queue.onWidening((widening) => {
    if (widening.what === 'plan') approvePlan(store, widening, clock.nowMs())
    if (widening.what === 'task_resume') tasks.endPause(widening.taskId)
  })
  queue.onEvent(({ kind, interaction: { widening, state } }) => {
    if (kind !== 'closed') return
    if (widening?.what === 'task_resume' && state === 'approved')
      tasks.onPauseEnded(widening.taskId)
    if (widening?.what !== 'plan') return
    desk.check()
    tasks.onPlanDecided(widening.taskId)
  })
  return { tasks, desk }
}

type Script = (
  input: ModelInput,
  listener: StepListener | undefined,
) => Promise<NextStep> | NextStep

/** A model that does what the test says, and keeps what it was asked. */
export function scriptModel(script: Script): Model & { readonly asked: ModelInput[] } {
  const asked: ModelInput[] = []
  return {
    label: 'script',
    asked,
    nextStep: async (input, listener) => {
      asked.push(input)
      return script(input, listener)
    },
  }
}

/** One call at the bank. */
export function bankCall(tool: string, args: unknown): NextStep['calls'][number] {
  return { connectionId: 'harbor', tool, argumentsJson: JSON.stringify(args), why: 'because' }
}
