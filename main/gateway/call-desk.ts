// Takes the calls of other agents to the journey, and keeps those whose asker went away until they are asked for again.
import type { Agent } from '../../shared/model/agent.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import type { Journey } from '../agent/journey-port.ts'
import { digestNow, freezeArguments } from '../interaction/digest.ts'
import type { GatewayStore } from './gateway-store.ts'
import type { GatewayTasks } from './gateway-tasks.ts'
import { createKeptByAgent } from './kept-by-agent.ts'

export interface CallDeskParts {
  readonly store: GatewayStore
  readonly journey: Pick<Journey, 'receive' | 'cancel'>
  readonly tasks: GatewayTasks
  readonly clock: Clock
  readonly log: Log
}

export interface AskedCall {
  readonly agent: Agent
  readonly connectionId: string
  readonly tool: string
  /** As it stood in the message. */
  readonly argumentsJsonText: string
  readonly why: string
}

export interface CallDesk {
  /**
   * The call, or an earlier one of the same agent and bytes whose answer nobody took (design 9). Throws what
   * `Journey.receive` throws; then nothing was kept of it or sent.
   */
  ask(asked: AskedCall): ToolCall
  /** By its handle, and only for the agent that asked; null for any other. */
  find(agentId: string, handle: string): ToolCall | null
  /** The agent holds its handle from now on: its end does not hang on a stream. */
  giveHandle(call: ToolCall): void
  hasHandle(call: Pick<ToolCall, 'id' | 'agentId'>): boolean
  /** Calls of this agent that it holds a handle of, newest first, at most `limit`. */
  listHandles(agentId: string, limit: number): ToolCall[]
  /** Nobody took its answer: it stays, and the same call attaches to it while it lives. */
  leave(call: ToolCall): void
  /** Its answer was given. */
  markTaken(call: ToolCall): void
  /** Nothing attaches to it any more: what was taken back and asked for again is another call. */
  cancel(call: ToolCall, reason?: string): void
  /** Nobody who asked before this process lives on: what is held is left. */
  start(): void
}

/** Of one agent. */
const mostLeft = 1_000
const mostHandles = 10_000

export function createCallDesk(parts: CallDeskParts): CallDesk {
  return new Desk(parts)
}

class Desk implements CallDesk {
  readonly #parts: CallDeskParts
  /** Call ids by digest as it was asked. */
  readonly #left = createKeptByAgent(mostLeft)
  /** Call ids by themselves. */
  readonly #handles = createKeptByAgent(mostHandles)

  constructor(parts: CallDeskParts) {
    this.#parts = parts
  }

  ask(asked: AskedCall): ToolCall {
    const { journey, tasks } = this.#parts
    const left = this.#left.of(asked.agent.id).size === 0 ? null : this.#takeLeft(asked)
    if (left !== null) return left
    const { agent, ...request } = asked
    // On its own: the call decides how long its own transaction waits for the disk.
    const taskId = tasks.open(agent)
    return journey.receive({ ...request, agentId: agent.id, taskId }, ({ id: callId }) =>
      this.#appendStep(taskId, callId),
    )
  }

  find(agentId: string, handle: string): ToolCall | null {
    const call = this.#parts.store.calls.load(handle)
    return call?.agentId === agentId ? call : null
  }

  giveHandle({ id, agentId }: ToolCall): void {
    this.#handles.keep(agentId, id, id)
  }

  hasHandle({ id, agentId }: Pick<ToolCall, 'id' | 'agentId'>): boolean {
    return this.#handles.of(agentId).has(id)
  }

  listHandles(agentId: string, limit: number): ToolCall[] {
    const newest = [...this.#handles.of(agentId).keys()].slice(-limit).toReversed()
    return newest.flatMap((callId) => this.find(agentId, callId) ?? [])
  }

  leave(call: ToolCall): void {
    const key = this.#keyOf(call)
    if (key !== null) this.#left.keep(call.agentId, key, call.id)
  }

  markTaken(call: ToolCall): void {
    const left = this.#left.of(call.agentId)
    const key = left.size === 0 ? null : this.#keyOf(call)
    if (key !== null && left.get(key) === call.id) this.#left.drop(call.agentId, key)
  }

  cancel(call: ToolCall, reason?: string): void {
    this.markTaken(call)
    this.#parts.journey.cancel(call.id, reason)
  }

  start(): void {
    const { store } = this.#parts
    for (const call of store.calls.listAlive()) {
      if (store.tasks.load(call.taskId)?.kind !== 'gateway') continue
      this.leave(call)
      this.giveHandle(call)
    }
  }

  #appendStep(taskId: string, callId: string): void {
    const { store, clock } = this.#parts
    const createdAtMs = clock.nowMs()
    store.tasks.appendStep({ taskId, kind: 'call', text: '', callId, createdAtMs })
  }

  #takeLeft(asked: AskedCall): ToolCall | null {
    const { store, clock } = this.#parts
    const { agent, connectionId, tool: name, argumentsJsonText, why } = asked
    const tools = store.connections.listTools(connectionId)
    const tool = tools.find((each) => each.name === name)
    if (tool === undefined) return null
    const argumentsJson = freezeArguments(argumentsJsonText)
    const { definitionHash: toolDefinitionHash } = tool
    const wanted = { agentId: agent.id, connectionId, tool: name, toolDefinitionHash, why }
    const key = this.#keyOf({ ...wanted, argumentsJson })
    const callId = key === null ? undefined : this.#left.of(agent.id).get(key)
    if (key === null || callId === undefined) return null
    this.#left.drop(agent.id, key)
    const call = store.calls.load(callId)
    const isOver = call !== null && endedCallStates.has(call.state)
    return call === null || (isOver && clock.nowMs() >= call.expiresAtMs) ? null : call
  }

  /**
   * The digest over what the agent asked for, whatever the person made of it; null once its connection is gone. What an
   * agent runs itself does another thing in another folder, and the folder stands in its `why` alone.
   */
  #keyOf(call: KeyedCall): string | null {
    const connection = this.#parts.store.connections.load(call.connectionId)
    if (connection === null) return null
    const argumentsJson = call.editedFromJson ?? call.argumentsJson
    const digest = digestNow({ ...call, argumentsJson }, connection)
    return connection.kind === 'local' ? `${digest} ${call.why}` : digest
  }
}

type KeyedCall = Pick<
  ToolCall,
  | 'agentId'
  | 'connectionId'
  | 'tool'
  | 'toolDefinitionHash'
  | 'argumentsJson'
  | 'editedFromJson'
  | 'why'
>
