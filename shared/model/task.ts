// The task noun: what an agent was asked, and the steps it took.
import { z } from 'zod'

export const taskStateSchema = z.enum([
  'running',
  'waiting',
  /** The person paused it: its model is not asked, its calls are held. */
  'paused',
  'done',
  'cancelled',
  'failed',
])
export const taskSchema = z.object({
  id: z.string(),
  agentId: z.string(),
  /** `conversation`: the built-in agent's, absent means this. `gateway`: the calls of an agent that runs elsewhere. */
  kind: z.enum(['conversation', 'gateway']).optional(),
  /** What the person typed; for a gateway task, what the agent says it is. */
  text: z.string(),
  /** What the person named it; null or absent: its text. */
  title: z.string().nullable().optional(),
  /** What its model used so far; cost in millionths of a US dollar, null where no price is known. */
  usage: z
    .object({
      inputTokens: z.number(),
      outputTokens: z.number(),
      costMicros: z.number().nullable(),
    })
    .optional(),
  state: taskStateSchema,
  createdAtMs: z.number(),
  endedAtMs: z.number().nullable(),
})
export type Task = z.infer<typeof taskSchema>

/** A call as a model asked for it, before it is frozen. Untrusted. */
export const wantedCallSchema = z.object({
  connectionId: z.string(),
  tool: z.string(),
  /** Raw JSON text. */
  argumentsJson: z.string(),
  why: z.string(),
})
export type WantedCall = z.infer<typeof wantedCallSchema>

export const taskStepSchema = z.object({
  taskId: z.string(),
  /** Position in the task, from 0. */
  position: z.number(),
  kind: z.enum(['person', 'agent', 'call', 'plan']),
  /** Words of the person or the agent; empty for a plan, and for a call that was not refused as it was. */
  text: z.string(),
  /** The tool call this step stands for, else null. */
  callId: z.string().nullable(),
  /** The plan this step stands for; absent for other kinds. */
  planId: z.string().optional(),
  /**
   * What the model asked for, kept with its words before any of it is received. Without a `callId` it is still to be
   * received, or was refused as it was: then `text` says why.
   */
  wanted: wantedCallSchema.optional(),
  /** The model was told of it: of the words, of the end of the call, of what became of the plan. */
  told: z.boolean().optional(),
  /** The person stopped the model here: these are the words up to then. */
  stopped: z.boolean().optional(),
  createdAtMs: z.number(),
})
export type TaskStep = z.infer<typeof taskStepSchema>
