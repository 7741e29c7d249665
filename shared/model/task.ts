// The agent and task nouns: who acts, what it was asked, and the steps it took.
import { z } from 'zod'

export const agentSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.literal('built-in'),
  /** What it calls itself, where that is not what the person named it. Untrusted. */
  claimedName: z.string().optional(),
})
export type Agent = z.infer<typeof agentSchema>

export const taskStateSchema = z.enum(['running', 'waiting', 'done', 'cancelled', 'failed'])
export const taskSchema = z.object({
  id: z.string(),
  agentId: z.string(),
  /** What the person typed. */
  text: z.string(),
  state: taskStateSchema,
  createdAtMs: z.number(),
  endedAtMs: z.number().nullable(),
})
export type Task = z.infer<typeof taskSchema>

export const taskStepSchema = z.object({
  taskId: z.string(),
  /** Position in the task, from 0. */
  position: z.number(),
  kind: z.enum(['person', 'agent', 'call']),
  /** Words of the person or the agent; empty for a call. */
  text: z.string(),
  /** The tool call this step stands for, else null. */
  callId: z.string().nullable(),
  createdAtMs: z.number(),
})
export type TaskStep = z.infer<typeof taskStepSchema>
