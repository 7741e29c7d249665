// Runs the tasks of the built-in agent: durable steps, calls that do not wait for each other, one plain ending.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Task, TaskStep } from '../../shared/model/task.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { endRulesOfTask } from '../interaction/rule-upkeep.ts'
import { LiveWords } from './live-words.ts'
import { buildModelInput } from './model-input.ts'
import type { NextStep } from './model.ts'
import { StepsAlone } from './steps-alone.ts'
import { isFinished, receiveWanted, saveAnswer } from './task-answer.ts'
import { endPlansOfTask } from './plan-desk.ts'
import { findNews, type News } from './task-news.ts'
import { savePause, saveResumed, takeUpTask } from './task-pause.ts'
import { isOver, mayGoOn, updateTaskState } from './task-states.ts'
import type { Tasks, TasksParts } from './tasks-port.ts'

export function createTasks(parts: TasksParts): Tasks {
  return new TaskRunner(parts)
}

class TaskRunner implements Tasks {
  readonly #parts: TasksParts
  readonly #live: LiveWords
  /** One chain per task: the model of a task is never asked twice at once. */
  readonly #chains = new Map<string, Promise<void>>()
  readonly #alone = new StepsAlone()
  #stopped = false

  constructor(parts: TasksParts) {
    this.#parts = parts
    this.#live = new LiveWords(parts.clock, () => parts.onChanged())
  }

  start({ agentId, text: words }: { agentId: string; text: string }): Task {
    const { store, clock, makeId } = this.#parts
    const agent = store.tasks.loadAgent(agentId)
    if (agent === null) throw new CountersignError('agent/gone', text('agent.agent_gone'))
    // A model of ours under the name of somebody else's agent would act by the rules made for that agent.
    if (agent.kind !== 'built-in')
      throw new CountersignError('agent/task_refused', text('models.no_agent'))
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
      this.#append(task.id, { kind: 'person', text: words })
    })
    this.#goOn(task.id)
    return task
  }

  say(taskId: string, words: string): void {
    const task = this.#require(taskId)
    if (task.kind === 'gateway' || task.state === 'paused' || task.state === 'cancelled') {
      throw new CountersignError('agent/task_refused', text('task.not_now'))
    }
    const { store } = this.#parts
    store.transaction(() => {
      this.#append(taskId, { kind: 'person', text: words })
      store.tasks.save({ ...task, state: 'running', endedAtMs: null })
    })
    this.#goOn(taskId)
  }

  cancel(taskId: string): void {
    const { store, journey } = this.#parts
    const task = this.#require(taskId)
    if (isOver(task)) return
    store.transaction(() => {
      this.#keepLiveWords(taskId)
      this.#end(task, 'cancelled', text('agent.task_cancelled'))
      for (const { id } of store.calls.listAliveStates(taskId)) journey.cancel(id)
    })
    this.#afterEnd(taskId)
  }

  pause(taskId: string): void {
    const { store, onChanged } = this.#parts
    const task = this.#require(taskId)
    if (isOver(task) || task.state === 'paused') return
    store.transaction(() => this.#pause(task))
    onChanged()
  }

  pauseTasksOf(agentId: string, why: string): void {
    const own = this.#parts.store.tasks.listUnfinished().filter((task) => task.agentId === agentId)
    for (const task of own.filter(mayGoOn)) {
      this.#pause(task)
      this.#append(task.id, { kind: 'agent', text: why })
    }
  }

  resumeTask(taskId: string): 'resumed' | 'asked' {
    const outcome = takeUpTask(this.#parts, this.#require(taskId))
    if (outcome === 'resumed') this.onPauseEnded(taskId)
    return outcome
  }

  endPause(taskId: string): void {
    saveResumed(this.#parts.store, taskId)
  }

  onPauseEnded(taskId: string): void {
    this.#parts.journey.resume()
    this.#goOn(taskId)
  }

  rename(taskId: string, title: string): void {
    const { store, onChanged } = this.#parts
    const task = this.#require(taskId)
    store.tasks.save({ ...task, title: title === task.text ? null : title })
    onChanged()
  }

  liveWords(taskId: string): string | null {
    return this.#live.of(taskId)
  }

  onCallChanged(call: ToolCall): void {
    updateTaskState(this.#parts.store, call.taskId, this.#live.of(call.taskId) !== null)
    this.#parts.onChanged()
  }

  onCallEnded(call: ToolCall): void {
    this.#advance(call.taskId)
  }

  onQuestionChanged(callId: string | null): void {
    const call = callId === null ? null : this.#parts.store.calls.load(callId)
    if (call?.state === 'sending') this.onCallChanged(call)
  }

  onPlanDecided(taskId: string): void {
    this.#advance(taskId)
  }

  resume(): void {
    this.#parts.plans.check()
    for (const task of this.#parts.store.tasks.listUnfinished()) this.#advance(task.id)
  }

  stop(): void {
    this.#stopped = true
    this.#live.stopAll()
  }

  async whenIdle(): Promise<void> {
    while (this.#chains.size > 0) await Promise.all(this.#chains.values())
  }

  #require(taskId: string): Task {
    const task = this.#parts.store.tasks.load(taskId)
    if (task === null) throw new CountersignError('agent/gone', text('agent.task_gone'))
    return task
  }

  #append(taskId: string, step: Pick<TaskStep, 'kind' | 'text'> & { stopped?: true }): void {
    const { store, clock } = this.#parts
    store.tasks.appendStep({ taskId, callId: null, ...step, createdAtMs: clock.nowMs() })
  }

  /** Ends the asking of the model; what it had said is kept, marked as cut off. */
  #keepLiveWords(taskId: string): void {
    const words = this.#live.stop(taskId)
    if (words !== null && words !== '')
      this.#append(taskId, { kind: 'agent', text: words, stopped: true })
  }

  #pause(task: Task): void {
    this.#keepLiveWords(task.id)
    savePause(this.#parts.store, task)
  }

  #end(task: Task, state: 'done' | 'cancelled' | 'failed', words: string | null): void {
    const { store, clock } = this.#parts
    if (words !== null) this.#append(task.id, { kind: 'agent', text: words })
    const endedAtMs = clock.nowMs()
    store.tasks.save({ ...task, state, endedAtMs })
    // At once: a task that is taken up again must not bring back what ended with it.
    endRulesOfTask(store, task.id, endedAtMs)
    endPlansOfTask(store, task.id, endedAtMs)
  }

  #afterEnd(taskId: string): void {
    this.#alone.forget(taskId)
    this.#parts.plans.check()
    this.#parts.onChanged()
  }

  /** The person had a say. */
  #goOn(taskId: string): void {
    this.#alone.forget(taskId)
    this.#parts.onChanged()
    this.#advance(taskId)
  }

  #advance(taskId: string): void {
    if (!mayGoOn(this.#parts.store.tasks.load(taskId))) return
    const before = this.#chains.get(taskId) ?? Promise.resolve()
    const next = before
      .then(() => this.#work(taskId))
      .catch((error: unknown) => this.#fail(taskId, error))
      .finally(() => {
        if (this.#chains.get(taskId) === next) this.#chains.delete(taskId)
      })
    this.#chains.set(taskId, next)
  }

  /** Receives what was saved, asks the model as long as there is news for it, and ends the task when nothing is left. */
  async #work(taskId: string): Promise<void> {
    const { store, onChanged } = this.#parts
    for (;;) {
      const task = store.tasks.load(taskId)
      if (this.#stopped || !mayGoOn(task)) return
      receiveWanted(this.#parts, task)
      const news = findNews(store, taskId)
      if (news === null) break
      await this.#ask(task, news)
      onChanged()
    }
    this.#finish(taskId)
    updateTaskState(store, taskId, false)
    onChanged()
  }

  async #ask(task: Task, news: News): Promise<void> {
    const { store, modelOf } = this.#parts
    this.#alone.count(task.id)
    const listener = this.#live.begin(task.id)
    try {
      const input = buildModelInput(store, task.id, news.callIds.at(-1) ?? null)
      const model = modelOf(task.agentId)
      const answer = await model.nextStep({ ...input, newCallIds: news.callIds }, listener)
      if (!listener.signal.aborted) this.#saveAnswer(task.id, news, answer)
    } catch (error) {
      // What the person stopped is kept already; what this process stopped is asked again by the next.
      if (!listener.signal.aborted) throw error
    } finally {
      this.#live.end(task.id, listener)
    }
  }

  #saveAnswer(taskId: string, news: News, answer: NextStep): void {
    const { store } = this.#parts
    const task = store.tasks.load(taskId)
    if (!mayGoOn(task)) return
    const modelId = store.tasks.loadAgent(task.agentId)?.modelId ?? null
    const price = modelId === null ? null : (store.models.load(modelId)?.price ?? null)
    store.transaction(() => {
      saveAnswer(this.#parts, task, { answer, news, price })
      this.#finish(taskId)
    })
    if (isOver(store.tasks.load(taskId))) this.#afterEnd(taskId)
  }

  /** What is said last is saved together with the task's end. */
  #finish(taskId: string): void {
    const { store } = this.#parts
    const task = store.tasks.load(taskId)
    if (mayGoOn(task) && isFinished(store, taskId)) this.#end(task, 'done', null)
  }

  #fail(taskId: string, error: unknown): void {
    const { store, log } = this.#parts
    log('error', 'A task could not go on', error)
    const reason = isCountersignError(error) ? error.message : ''
    try {
      const task = store.tasks.load(taskId)
      if (this.#stopped || !mayGoOn(task)) return
      store.transaction(() => this.#end(task, 'failed', text('agent.task_failed', { reason })))
    } catch (cause) {
      // The task stays as it was and goes on at the next start.
      log('error', 'The end of a task could not be saved', cause)
      return
    }
    this.#afterEnd(taskId)
  }
}
