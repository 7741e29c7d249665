// A held call as an MCP task: the extension of 2026-07-28, and the experimental tasks of 2025-11-25.
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import { buildCallResult } from './call-words.ts'
import { addMeta } from './json-text.ts'
import { metaKeys } from './mcp-names.ts'

export type TaskForm = 'modern' | 'legacy'

/** People answer in minutes; more often tells nobody more. */
const pollMs = 2_000

/** The answer to a tools/call that became a task (JSON text of the result). */
export function buildCreatedTask(form: TaskForm, call: ToolCall, words: string): string {
  if (form === 'legacy') return JSON.stringify({ task: buildLegacyTask(call, words) })
  return JSON.stringify(buildModernTask(call, words))
}

/** The answer to tasks/get of the extension: with its result once it has one. */
export function buildDetailedTask(call: ToolCall, words: string): string {
  const task = JSON.stringify(buildModernTask(call, words))
  if (statusOf(call) !== 'completed') return task
  return `${task.slice(0, -1)},"result":${buildCallResult(call)}}`
}

export function buildLegacyTask(call: ToolCall, words: string): Record<string, unknown> {
  const isError = call.state === 'done' && call.hadProblem === true
  const failed = ['denied', 'expired', 'failed', 'unknown'].includes(call.state) || isError
  const status = failed ? 'failed' : statusOf(call)
  return { ...buildBase(call, words), status, ttl: null, pollInterval: pollMs }
}

/** The result of the call that a task stood for, with the reference that tasks/result demands. */
export function addRelatedTask(result: string, taskId: string): string {
  return addMeta(result, metaKeys.relatedTask, { taskId })
}

function buildModernTask(call: ToolCall, words: string): Record<string, unknown> {
  const status = statusOf(call)
  return { ...buildBase(call, words), status, ttlMs: null, pollIntervalMs: pollMs }
}

function buildBase(call: ToolCall, words: string): Record<string, unknown> {
  const createdAt = new Date(call.receivedAtMs).toISOString()
  const changedAtMs = call.endedAtMs ?? call.decidedAtMs ?? call.receivedAtMs
  const lastUpdatedAt = new Date(changedAtMs).toISOString()
  const message = endedCallStates.has(call.state) ? {} : { statusMessage: words }
  return { taskId: call.id, ...message, createdAt, lastUpdatedAt }
}

/** A denied call is completed: its result says so in words that an agent can use. */
function statusOf({ state }: ToolCall): 'working' | 'completed' | 'cancelled' {
  if (!endedCallStates.has(state)) return 'working'
  return state === 'cancelled' ? 'cancelled' : 'completed'
}
