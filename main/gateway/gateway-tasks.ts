// One task per agent of others, from its first call on: what its calls belong to, and what "until this task ends" means.
import type { Clock, Log, MakeId } from '../../shared/model/ports.ts'
import type { Agent } from '../../shared/model/agent.ts'
import type { Task } from '../../shared/model/task.ts'
import type { GatewayStore } from './gateway-store.ts'

export interface GatewayTasks {
  /** The task that a call of this agent belongs to; begins one where none is open. */
  open(agent: Agent): string
  /** The agent was heard of; its task lives on. */
  heardOf(agentId: string): void
  /** Ends what an earlier process left and nothing is alive of. */
  start(): void
  stop(): void
}

/** An agent that says nothing for so long, and of which nothing is held, has ended its task. */
export const quietEndMs = 30 * 60_000
const mostTasks = 1_000

export function createGatewayTasks(parts: {
  store: GatewayStore
  clock: Clock
  makeId: MakeId
  log: Log
  onChanged: () => void
}): GatewayTasks {
  return new TaskKeeper(parts)
}

const isOpen = (task: Task | null): task is Task =>
  task?.kind === 'gateway' && task.endedAtMs === null

class TaskKeeper implements GatewayTasks {
  readonly #parts: Parameters<typeof createGatewayTasks>[0]
  /** By agent. */
  readonly #open = new Map<string, string>()
  readonly #heardAtMs = new Map<string, number>()
  #cancelTimer: (() => void) | null = null
  #stopped = false

  constructor(parts: Parameters<typeof createGatewayTasks>[0]) {
    this.#parts = parts
  }

  open(agent: Agent): string {
    const { store } = this.#parts
    // Here too: the hook asks for nothing but calls.
    this.heardOf(agent.id)
    const known = this.#open.get(agent.id)
    // The person may have ended it meanwhile: what comes next is another task.
    if (known !== undefined && isOpen(store.tasks.load(known))) return known
    const task = this.#begin(agent)
    store.tasks.save(task)
    this.#open.set(agent.id, task.id)
    return task.id
  }

  heardOf(agentId: string): void {
    if (this.#stopped) return
    this.#heardAtMs.set(agentId, this.#parts.clock.monotonicMs())
    this.#cancelTimer ??= this.#parts.clock.after(quietEndMs, () => this.#endQuiet())
  }

  start(): void {
    for (const task of this.#parts.store.tasks.list(mostTasks)) {
      if (!isOpen(task)) continue
      if (this.#isAlive(task.id)) this.#takeUp(task)
      else this.#end(task)
    }
  }

  stop(): void {
    this.#stopped = true
    this.#cancelTimer?.()
    this.#cancelTimer = null
    for (const [agentId] of this.#open) this.#endIfIdle(agentId)
  }

  /** Its agent may never come again: then it ends when it has been quiet. */
  #takeUp({ id, agentId }: Task): void {
    this.#open.set(agentId, id)
    this.heardOf(agentId)
  }

  #begin(agent: Agent): Task {
    const { makeId, clock } = this.#parts
    return {
      id: makeId(),
      agentId: agent.id,
      kind: 'gateway',
      text: agent.lastClient?.name ?? agent.name,
      state: 'running',
      createdAtMs: clock.nowMs(),
      endedAtMs: null,
    }
  }

  #endQuiet(): void {
    this.#cancelTimer = null
    const { clock } = this.#parts
    for (const [agentId, heardAtMs] of this.#heardAtMs) {
      if (clock.monotonicMs() - heardAtMs >= quietEndMs && this.#endIfIdle(agentId))
        this.#heardAtMs.delete(agentId)
    }
    if (this.#heardAtMs.size > 0)
      this.#cancelTimer = clock.after(quietEndMs / 6, () => this.#endQuiet())
  }

  /** True when it has no task any more. A store that fails ends nothing else: it is tried again, or after the next start. */
  #endIfIdle(agentId: string): boolean {
    try {
      return this.#tryEnd(agentId)
    } catch (error) {
      this.#parts.log('error', 'The task of another agent could not be ended', { error })
      return false
    }
  }

  #tryEnd(agentId: string): boolean {
    const taskId = this.#open.get(agentId)
    if (taskId === undefined) return true
    if (this.#isAlive(taskId)) return false
    const task = this.#parts.store.tasks.load(taskId)
    if (isOpen(task)) this.#end(task)
    this.#open.delete(agentId)
    return true
  }

  /** Nor does a pause end by silence or a restart: what comes next would belong to a task that nobody paused. */
  #isAlive(taskId: string): boolean {
    const { calls, tasks } = this.#parts.store
    return tasks.load(taskId)?.state === 'paused' || calls.listAliveStates(taskId).length > 0
  }

  #end(task: Task): void {
    const { store, clock, onChanged } = this.#parts
    store.tasks.save({ ...task, state: 'done', endedAtMs: clock.nowMs() })
    onChanged()
  }
}
