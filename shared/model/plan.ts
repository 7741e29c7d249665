// The plan noun: the exact calls that an agent laid out before it began, and what became of each.
import { z } from 'zod'
import { frozenCallShape } from './tool-call.ts'

/** `planned` may still run once; `dropped`: the person took it out; `used`: a call ran by it, in `callId`. */
export const planEntrySchema = z.object({
  /** Position in the plan, from 0. */
  position: z.number(),
  /** Only a call of the same digest is covered. */
  ...frozenCallShape,
  state: z.enum(['planned', 'dropped', 'used']),
  /** What the agent laid out, canonical JSON, where the person changed the arguments; else null. */
  editedFromJson: z.string().nullable(),
  callId: z.string().nullable(),
  /** Why it cannot be asked for as it is, in our words; then nothing of its plan was asked. */
  problem: z.string().optional(),
})
export type PlanEntry = z.infer<typeof planEntrySchema>

/** Longer ones are refused whole: nobody reads them. */
export const mostPlanned = 100

export const planSchema = z.object({
  id: z.string(),
  taskId: z.string(),
  agentId: z.string(),
  /** `asked`: the person has not decided. `ended`: with its task, or the person ended it. */
  state: z.enum(['asked', 'approved', 'denied', 'ended']),
  calls: z.array(planEntrySchema).min(1).max(mostPlanned),
  createdAtMs: z.number(),
  decidedAtMs: z.number().nullable(),
  /** The interaction that asks about it; absent where nobody was asked. */
  question: z.string().optional(),
  /** Why it was denied: the person's words, or ours. */
  reason: z.string().nullable().optional(),
  /** The person ended it before its task did. */
  endedByPerson: z.boolean().optional(),
  endedAtMs: z.number().nullable(),
})
export type Plan = z.infer<typeof planSchema>
