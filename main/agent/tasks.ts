// Runs the tasks of the built-in agent: durable steps, calls that do not wait for each other, one plain ending.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Clock, Log, MakeId } from '../../shared/model/ports.ts'
import type { Task, TaskStep } from '../../shared/model/task.ts'
import { endedCallStates, type CallState, type ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import type { Journey } from './journey-port.ts'
import { buildModelInput } from './model-input.ts'
import type { Model, NextStep, PlannedCall } from './model.ts'

export interface TasksParts {
  readonly store: Store
  readonly journey: Journey
  /** What this agent thinks with now; read anew at each step. */
  readonly modelOf: (agentId: string) => Model
  readonly clock: Clock
  readonly makeId: MakeId
  readonly log: Log
  /** After every saved change of a task or its steps. */
  readonly onChanged: () => void
}

export interface Tasks {
  /** Saves the task and begins it. Throws `agent/gone` for an unknown agent. */
  start(request: { agentId: string; text: string }): Task
  /** Ends the task and everything of it that is held or waits. A call on the wire still gets its answer. */
  cancel(taskId: string): void
  /** The journey's news; wire both. */
  onCallChanged(call: ToolCall): void
  onCallEnded(call: ToolCall): void
  /** A question opened or closed: a call on the wire waits for the person too while its server asks something. */
  onQuestionChanged(callId: string | null): void
  /** Goes on with every task an earlier process left. Call right after the journey has started. */
  resume(): void
  stop(): void
  /** Resolves when no model is being asked at present; for an orderly stop. */
  whenIdle(): Promise<void>
}

const mostTasks = 1_000
const heldStates: ReadonlySet<CallState> = new Set<CallState>([
  'asking',
  'challenged',
  'stepping_up',
  'deferred',
])

export function createTasks(parts: TasksParts): Tasks {
  return new TaskRunner(parts)
}

const isOver = (task: Task | null): boolean =>
  task === null || (task.state !== 'running' && task.state !== 'waiting')

class TaskRunner implements Tasks {
  readonly #parts: TasksParts
  /** One chain per task: the model of a task is never asked twice at once. */
  readonly #chains = new Map<string, Promise<void>>()
  #stopped = false

  constructor(parts: TasksParts) {
    this.#parts = parts
  }

  start({ agentId, text: words }: { agentId: string; text: string }): Task {
    const { store, clock, makeId } = this.#parts
    if (!store.tasks.listAgents().some((agent) => agent.id === agentId)) {
      throw new CountersignError('agent/gone', text('agent.agent_gone'))
    }
    const createdAtMs = clock.nowMs()
    const task: Task = {
      id: makeId(),
      agentId,
      text: words,
      state: 'running',
      createdAtMs,
      endedAtMs: null,
    }
    store.transaction(() => {
      store.tasks.save(task)
      this.#append(task.id, { kind: 'person', text: words, callId: null })
    })
    this.#parts.onChanged()
    this.#advance(task.id, null)
    return task
  }

  cancel(taskId: string): void {
    const { store, journey } = this.#parts
    const task = store.tasks.load(taskId)
    if (task === null) throw new CountersignError('agent/gone', text('agent.task_gone'))
    if (isOver(task)) return
    store.transaction(() => {
      this.#end(task, 'cancelled', text('agent.task_cancelled'))
      for (const call of this.#alive(taskId)) journey.cancel(call.id)
    })
    this.#parts.onChanged()
  }

  onCallChanged(call: ToolCall): void {
    this.#updateState(call.taskId)
    this.#parts.onChanged()
  }

  onCallEnded(call: ToolCall): void {
    this.#advance(call.taskId, call.id)
  }

  onQuestionChanged(callId: string | null): void {
    const call = callId === null ? null : this.#parts.store.calls.load(callId)
    if (call?.state === 'sending') this.onCallChanged(call)
  }

  resume(): void {
    for (const task of this.#parts.store.tasks.list(mostTasks)) {
      if (!isOver(task)) this.#advance(task.id, null)
    }
  }

  stop(): void {
    this.#stopped = true
  }

  async whenIdle(): Promise<void> {
    while (this.#chains.size > 0) await Promise.all(this.#chains.values())
  }

  #alive(taskId: string): ToolCall[] {
    const { store } = this.#parts
    return store.calls.listByTask(taskId).filter((call) => !endedCallStates.has(call.state))
  }

  #append(taskId: string, step: Pick<TaskStep, 'kind' | 'text' | 'callId'>): void {
    const { store, clock } = this.#parts
    store.tasks.appendStep({ taskId, ...step, createdAtMs: clock.nowMs() })
  }

  #end(task: Task, state: 'done' | 'cancelled' | 'failed', words: string | null): void {
    const { store, clock } = this.#parts
    if (words !== null) this.#append(task.id, { kind: 'agent', text: words, callId: null })
    store.tasks.save({ ...task, state, endedAtMs: clock.nowMs() })
  }

  #advance(taskId: string, latestCallId: string | null): void {
    const before = this.#chains.get(taskId) ?? Promise.resolve()
    const next = before
      .then(() => this.#takeStep(taskId, latestCallId))
      .catch((error: unknown) => this.#fail(taskId, error))
      .finally(() => {
        if (this.#chains.get(taskId) === next) this.#chains.delete(taskId)
      })
    this.#chains.set(taskId, next)
  }

  async #takeStep(taskId: string, latestCallId: string | null): Promise<void> {
    const { store, modelOf } = this.#parts
    const before = store.tasks.load(taskId)
    if (this.#stopped || before === null || isOver(before)) return
    const step = await modelOf(before.agentId).nextStep(
      buildModelInput(store, taskId, latestCallId),
    )
    const task = store.tasks.load(taskId)
    if (this.#stopped || task === null || isOver(task)) return
    this.#saveWords(task, step)
    for (const planned of step.calls) this.#startCall(task, planned)
    this.#updateState(taskId)
    this.#parts.onChanged()
  }

  /** What is said last is saved together with the task's end. */
  #saveWords(task: Task, step: NextStep): void {
    const nothingLeft = step.calls.length === 0 && this.#alive(task.id).length === 0
    const words = step.text === '' ? null : step.text
    this.#parts.store.transaction(() => {
      if (nothingLeft) this.#end(task, 'done', words)
      else if (words !== null) this.#append(task.id, { kind: 'agent', text: words, callId: null })
    })
  }

  #startCall(task: Task, planned: PlannedCall): void {
    const { journey } = this.#parts
    try {
      const request = {
        taskId: task.id,
        agentId: task.agentId,
        connectionId: planned.connectionId,
        tool: planned.tool,
        argumentsJsonText: planned.argumentsJson,
        why: planned.why,
      }
      journey.receive(request, (call) =>
        this.#append(task.id, { kind: 'call', text: '', callId: call.id }),
      )
    } catch (error) {
      if (!isCountersignError(error) || error.code.startsWith('store/')) throw error
      this.#append(task.id, { kind: 'agent', text: error.message, callId: null })
    }
  }

  /** `waiting` while all that is left is held or waits for somebody. */
  #updateState(taskId: string): void {
    const { store } = this.#parts
    const task = store.tasks.load(taskId)
    if (task === null || isOver(task)) return
    const alive = store.calls.listAliveStates(taskId)
    const isAsked = (callId: string): boolean =>
      store.interactions.listOpenOfCall(callId).length > 0
    const waits =
      alive.length > 0 && alive.every(({ id, state }) => heldStates.has(state) || isAsked(id))
    const state = waits ? 'waiting' : 'running'
    if (task.state !== state) store.tasks.save({ ...task, state })
  }

  #fail(taskId: string, error: unknown): void {
    const { store, log, onChanged } = this.#parts
    log('error', 'A task could not go on', error)
    const task = store.tasks.load(taskId)
    if (this.#stopped || task === null || isOver(task)) return
    const reason = isCountersignError(error) ? error.message : ''
    try {
      store.transaction(() => this.#end(task, 'failed', text('agent.task_failed', { reason })))
    } catch (cause) {
      // The task stays as it was and goes on at the next start.
      log('error', 'The end of a task could not be saved', cause)
    }
    onChanged()
  }
}
