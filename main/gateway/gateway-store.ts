// What the gateway reads and writes of the store: tasks, calls and the tools of connections; never a grant or a secret.
import type { Connection, Tool } from '../../shared/model/connection.ts'
import type { Task, TaskStep } from '../../shared/model/task.ts'
import type { CallState, ToolCall } from '../../shared/model/tool-call.ts'

export interface GatewayStore {
  transaction<Value>(run: () => Value): Value
  readonly calls: {
    load(callId: string): ToolCall | null
    listAlive(): ToolCall[]
    listAliveStates(taskId: string): { id: string; state: CallState }[]
  }
  readonly connections: {
    load(connectionId: string): Connection | null
    list(): Connection[]
    listTools(connectionId: string): Tool[]
  }
  readonly deferrals: { loadFacts(deferralId: string): { issuer: string } | null }
  readonly tasks: {
    load(taskId: string): Task | null
    list(limit: number): Task[]
    save(task: Task): void
    appendStep(step: Omit<TaskStep, 'position'>): TaskStep
  }
}
