// Reads what servers say about a task that they work on: the Tasks extension, and the experimental form of MCP 2025-11-25.
import { z } from 'zod'
import type { UpstreamTask } from '../../shared/model/tool-call.ts'

/** How often a task is asked after, milliseconds: as its server says, within these. */
const usualPollMs = 5_000
const shortestPollMs = 250
const longestPollMs = 5 * 60_000
/** How long it is asked after at most, whatever its server promises. */
const usualLifeMs = 24 * 60 * 60_000
const longestLifeMs = 7 * 24 * 60 * 60_000

const numberOrNone = z.number().nonnegative().nullable().optional().catch(undefined)
const wordsSchema = z.string().max(100_000).optional().catch(undefined)
const identitySchema = z.looseObject({
  taskId: z.string().min(1).max(2_000),
  ttlMs: numberOrNone,
  ttl: numberOrNone,
  pollIntervalMs: numberOrNone,
  pollInterval: numberOrNone,
})

/** The handle of a task that a server answered a call with; null for what is none. */
export function readUpstreamTask(raw: unknown, nowMs: number): UpstreamTask | null {
  const nested = z.looseObject({ task: z.unknown().optional() }).safeParse(raw)
  const inner = nested.success && nested.data.task !== undefined ? nested.data.task : raw
  const task = identitySchema.safeParse(inner)
  if (!task.success) return null
  const { taskId: id, ttlMs, ttl } = task.data
  const lifeMs = Math.min(ttlMs ?? ttl ?? usualLifeMs, longestLifeMs)
  return { id, pollIntervalMs: pollOf(task.data) ?? usualPollMs, untilMs: nowMs + lifeMs }
}

function pollOf(said: Pick<z.infer<typeof identitySchema>, 'pollIntervalMs' | 'pollInterval'>) {
  const ms = said.pollIntervalMs ?? said.pollInterval ?? null
  return ms === null ? null : Math.min(Math.max(ms, shortestPollMs), longestPollMs)
}

/** The answer to `tasks/get`. What is said beside the status is unread. */
export const taskStateSchema = z
  .looseObject({
    status: z.enum(['working', 'input_required', 'completed', 'failed', 'cancelled']),
    statusMessage: wordsSchema,
    pollIntervalMs: numberOrNone,
    pollInterval: numberOrNone,
    inputRequests: z.record(z.string().max(1_000), z.unknown()).optional(),
    result: z.unknown().optional(),
    error: z.looseObject({ message: wordsSchema }).optional().catch(undefined),
  })
  .transform((state) => ({ ...state, nextPollMs: pollOf(state) }))
export type TaskState = z.infer<typeof taskStateSchema>
