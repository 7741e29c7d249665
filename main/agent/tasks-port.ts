// The port of the tasks: what the pages, the gateway and the composition root may ask of them.
import type { Interaction, Widening } from '../../shared/model/interaction.ts'
import type { Clock, Log, MakeId } from '../../shared/model/ports.ts'
import type { Task } from '../../shared/model/task.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import type { Journey } from './journey-port.ts'
import type { Model } from './model.ts'
import type { PlanDesk } from './plan-desk.ts'

export interface TasksParts {
  readonly store: Store
  readonly journey: Journey
  readonly plans: PlanDesk
  /** Asks in the approval view whether a paused task may go on. */
  readonly askWidening: (widening: Widening) => Interaction
  /** Which model the agent thinks with, for each step anew. Throws `agent/model_failed` when it has none that can be used. */
  readonly modelOf: (agentId: string) => Model
  readonly clock: Clock
  readonly makeId: MakeId
  readonly log: Log
  /** After every saved change of a task or its steps, and while a model speaks. */
  readonly onChanged: () => void
}

export interface Tasks {
  /** Saves the task and begins it. Throws `agent/gone`; `agent/task_refused` for an agent that runs elsewhere. */
  start(request: { agentId: string; text: string }): Task
  /**
   * A message of the person to a task that is done, waits, works or failed: the conversation goes on.
   * Throws `agent/gone`; `agent/task_refused` for one that is paused, cancelled or of an agent that runs elsewhere.
   */
  say(taskId: string, words: string): void
  /** Ends the task and everything of it that is held or waits. A call on the wire still gets its answer. */
  cancel(taskId: string): void
  /** Its model is stopped, keeping its words up to now; what has not been sent is held. Takes effect at once. */
  pause(taskId: string): void
  /** Each unfinished one of a built-in agent, with words that say why. Runs in the caller's transaction. */
  pauseTasksOf(agentId: string, why: string): void
  /**
   * A paused or failed task goes on. `asked`: it holds calls, a plan or rules, so the approval view asks first (design 5).
   * Throws `agent/gone`.
   */
  resumeTask(taskId: string): 'resumed' | 'asked'
  /** Danger: only for a `task_resume` widening that was approved. Runs in the caller's transaction. */
  endPause(taskId: string): void
  /** Lets what the pause held go on; call after the transaction of `endPause`. */
  onPauseEnded(taskId: string): void
  rename(taskId: string, title: string): void
  /** What its model is saying at this moment; null while it is not being asked. */
  liveWords(taskId: string): string | null
  /** The journey's news; wire both. */
  onCallChanged(call: ToolCall): void
  onCallEnded(call: ToolCall): void
  /** A question opened or closed: a call on the wire waits for the person too while its server asks something. */
  onQuestionChanged(callId: string | null): void
  /** A plan was approved, denied or ended: its agent hears of it. */
  onPlanDecided(taskId: string): void
  /** Goes on with every task an earlier process left. Call right after the journey has started. */
  resume(): void
  stop(): void
  /** Resolves when no model is being asked at present; for an orderly stop. */
  whenIdle(): Promise<void>
}
