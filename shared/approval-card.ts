// What the approval view shows: one interaction with everything needed to decide it, written by main from frozen bytes.
import { z } from 'zod'
import { elicitationViewSchema } from './model/elicitation.ts'
import { interactionKindSchema, wideningSchema } from './model/interaction.ts'
import { riskReasonSchema, riskSchema } from './model/tool-call.ts'

/** One argument as a row. `value` is the exact text; `note` is ours ("last time 1,150.00"). */
export const argumentRowSchema = z.object({
  path: z.string(),
  label: z.string(),
  value: z.string(),
  note: z.string().nullable(),
})
export type ArgumentRow = z.infer<typeof argumentRowSchema>

export const approvalCallSchema = z.object({
  callId: z.string(),
  tool: z.string(),
  connectionName: z.string(),
  host: z.string(),
  scope: z.string().nullable(),
  risk: riskSchema,
  riskReason: riskReasonSchema,
  rows: z.array(argumentRowSchema),
  /** Canonical JSON of the arguments: exactly what will be sent. */
  argumentsJson: z.string(),
  byteCount: z.number(),
  /** The agent's words; untrusted. */
  why: z.string(),
  /** Earlier calls of this tool by this agent, in one sentence each; may be empty. */
  before: z.array(z.string()),
  /** When the person approved it, for a step-up of an approved call. */
  approvedAtMs: z.number().nullable(),
})

export const approvalCardSchema = z.object({
  interactionId: z.string(),
  kind: interactionKindSchema,
  /** What the answer must name, so that what was shown is what is answered. */
  digest: z.string(),
  title: z.string(),
  agentName: z.string().nullable(),
  taskText: z.string().nullable(),
  createdAtMs: z.number(),
  expiresAtMs: z.number(),
  call: approvalCallSchema.nullable(),
  elicitation: elicitationViewSchema.nullable(),
  widening: wideningSchema.nullable(),
  /** High risk: the number the person types, described; null when none is asked. The value is never sent. */
  confirmation: z.object({ label: z.string(), hint: z.string() }).nullable(),
  /** While the answer is being worked on, what happens now; null when the person may answer. */
  busy: z.string().nullable(),
})
export type ApprovalCard = z.infer<typeof approvalCardSchema>
export type ApprovalCall = z.infer<typeof approvalCallSchema>

export const approvalStateSchema = z.object({
  nowMs: z.number(),
  card: approvalCardSchema.nullable(),
  /** How many interactions are open in all. */
  openCount: z.number(),
  /** True in the small window of its own. */
  standalone: z.boolean(),
  appearance: z.enum(['system', 'light', 'dark']),
})
export type ApprovalState = z.infer<typeof approvalStateSchema>
