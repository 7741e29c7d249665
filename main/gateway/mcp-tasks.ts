// The task requests of other agents: each is about a call of the same agent, by the handle it was given.
import { z } from 'zod'
import { text } from '../../shared/catalogue/text.ts'
import type { Agent } from '../../shared/model/agent.ts'
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import { awaitCall } from './await-call.ts'
import { buildCallResult, sayWhoWaits } from './call-words.ts'
import { answerFault, answerResult, buildFault, type RpcRequest } from './json-rpc.ts'
import type { Asker, ServeCallParts } from './serve-call.ts'
import { addRelatedTask, buildDetailedTask, buildLegacyTask } from './task-form.ts'

const paramsSchema = z.looseObject({ taskId: z.string().max(256) })

export interface TaskRequest {
  readonly agent: Agent
  readonly message: RpcRequest
}

/** Of the extension of 2026-07-28; null for a method that it does not have. */
export function answerModernTask(
  parts: ServeCallParts,
  request: TaskRequest,
  asker: Asker,
): Response | null {
  const { method, id } = request.message
  if (!['tasks/get', 'tasks/update', 'tasks/cancel'].includes(method)) return null
  const call = findCall(parts, request)
  if (call === null) return answerUnknown(request.message)
  if (method === 'tasks/get') {
    if (endedCallStates.has(call.state)) parts.desk.markTaken(call)
    return answerResult(id, asker.wrap(describe(parts, call, buildDetailedTask)))
  }
  // Nothing of ours is ever asked through a task, so there is nothing that an update could answer.
  if (method === 'tasks/cancel') parts.desk.cancel(call, text('gateway_calls.agent_cancelled'))
  return answerResult(id, asker.wrap('{}'))
}

/** The experimental ones of 2025-11-25; null for a method that it does not have. */
export async function answerLegacyTask(
  parts: ServeCallParts,
  request: TaskRequest,
  asker: Asker,
): Promise<Response | null> {
  const { message, agent } = request
  if (message.method === 'tasks/list') return answerResult(message.id, listTasks(parts, agent))
  if (!['tasks/get', 'tasks/result', 'tasks/cancel'].includes(message.method)) return null
  const call = findCall(parts, request)
  if (call === null) return answerUnknown(message)
  if (message.method === 'tasks/result') return answerTaskResult(parts, call, asker)
  if (message.method === 'tasks/cancel') {
    if (endedCallStates.has(call.state)) return answerUnknown(message, 'it has ended')
    parts.desk.cancel(call, text('gateway_calls.agent_cancelled'))
  }
  const now = parts.desk.find(agent.id, call.id) ?? call
  return answerResult(message.id, JSON.stringify(describe(parts, now, buildLegacyTask)))
}

function findCall({ desk }: ServeCallParts, { agent, message }: TaskRequest): ToolCall | null {
  const params = paramsSchema.safeParse(message.params)
  return params.success ? desk.find(agent.id, params.data.taskId) : null
}

function describe<Form>(
  { store }: ServeCallParts,
  call: ToolCall,
  build: (call: ToolCall, words: string) => Form,
): Form {
  return build(call, sayWhoWaits(store, call))
}

function listTasks(parts: ServeCallParts, agent: Agent): string {
  const tasks = parts.desk.listHandles(agent.id, 100)
  return JSON.stringify({ tasks: tasks.map((call) => describe(parts, call, buildLegacyTask)) })
}

/** Waits for as long as it takes: that is what the client asked for. */
async function answerTaskResult(
  parts: ServeCallParts,
  call: ToolCall,
  { id, gone, cancelled }: Asker,
): Promise<Response> {
  const signal = AbortSignal.any([gone, cancelled])
  const awaited = await awaitCall(parts, call, { forMs: Infinity, signal })
  if (awaited.why !== 'ended') return new Response('')
  parts.desk.markTaken(awaited.call)
  return answerResult(id, addRelatedTask(buildCallResult(awaited.call), call.id))
}

function answerUnknown({ id }: RpcRequest, reason = 'no task of yours has this id'): Response {
  return answerFault(buildFault('invalidParams', `Invalid params: ${reason}`, { id, status: 200 }))
}
