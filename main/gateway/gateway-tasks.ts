// One task per agent of others, from its first call on: what its calls belong to, and what "until this task ends" means.
import type { Clock, MakeId } from '../../shared/model/ports.ts'
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
    const known = this.#open.get(agent.id)
    // The person may have ended it meanwhile: what comes next is another task.
    if (known !== undefined && isOpen(store.tasks.load(known))) return known
    const task = this.#begin(agent)
    store.tasks.save(task)
    this.#open.set(agent.id, task.id)
    this.heardOf(agent.id)
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
      if (this.#isAlive(task.id)) this.#open.set(task.agentId, task.id)
      else this.#end(task)
    }
  }

  stop(): void {
    this.#stopped = true
    this.#cancelTimer?.()
    this.#cancelTimer = null
    for (const [agentId] of this.#open) this.#endIfIdle(agentId)
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

  /** True when it has no task any more. */
  #endIfIdle(agentId: string): boolean {
    const taskId = this.#open.get(agentId)
    if (taskId === undefined) return true
    if (this.#isAlive(taskId)) return false
    this.#open.delete(agentId)
    const task = this.#parts.store.tasks.load(taskId)
    if (isOpen(task)) this.#end(task)
    return true
  }

  #isAlive(taskId: string): boolean {
    return this.#parts.store.calls.listAliveStates(taskId).length > 0
  }

  #end(task: Task): void {
    const { store, clock, onChanged } = this.#parts
    store.tasks.save({ ...task, state: 'done', endedAtMs: clock.nowMs() })
    onChanged()
  }
}
