// What the activity screen asks for and is shown: rows, the decisions of each day, one call's history, and the record itself.
import { z } from 'zod'
import { activityGroups, historyPhases, outcomes } from './activity-lists.ts'
import { callStateSchema, riskSchema } from './model/tool-call.ts'

const activityGroupSchema = z.enum(activityGroups)
export type ActivityGroup = z.infer<typeof activityGroupSchema>

export const outcomeSchema = callStateSchema.extract(outcomes)
export type Outcome = z.infer<typeof outcomeSchema>

const id = z.string().min(1).max(200)

/** Null and empty match everything. Times are Unix ms, `toMs` exclusive. */
export const activityFilterSchema = z
  .object({
    search: z.string().max(200),
    group: activityGroupSchema.nullable(),
    agentId: id.nullable(),
    connectionId: id.nullable(),
    outcome: outcomeSchema.nullable(),
    fromMs: z.number().nullable(),
    toMs: z.number().nullable(),
  })
  .strict()
export type ActivityFilter = z.infer<typeof activityFilterSchema>

/** Decisions of one local day. */
export const decisionDaySchema = z.object({
  /** `2026-11-22`. */
  day: z.string(),
  byYou: z.number(),
  byRule: z.number(),
  denied: z.number(),
  expired: z.number(),
})
export type DecisionDay = z.infer<typeof decisionDaySchema>

export const decisionDaysSchema = z.object({
  /** Oldest first, without gaps, the last one today. */
  days: z.array(decisionDaySchema),
})

const historyPhaseSchema = z.enum(historyPhases)
export type HistoryPhase = z.infer<typeof historyPhaseSchema>

export const historyStepSchema = z.object({
  sequence: z.number(),
  atMs: z.number(),
  label: z.string(),
  words: z.string().nullable(),
  /** Words of somebody else. */
  quote: z.string().nullable(),
  status: z.enum(['past', 'good', 'bad', 'now']),
  /** Who had it after this step. */
  phase: historyPhaseSchema,
  /** Until the next step; null after the last one, and where a clock went back. */
  untilNextMs: z.number().nullable(),
})
export type HistoryStep = z.infer<typeof historyStepSchema>

export const receiptViewSchema = z.object({
  digest: z.string(),
  decidedBy: z.string(),
  /** How it was proved, a line each. */
  given: z.array(z.string()),
  /** SHA-256 of the access token that went with it last. */
  sentWith: z.string().nullable(),
  /** Of the key that signed it. */
  fingerprint: z.string(),
  /** The signature fits, by the key that the record names. */
  isSound: z.boolean(),
})

/** What a result carries beside text. Names, types and addresses are the server's; nothing here is ever fetched. */
export const attachmentSchema = z.object({
  kind: z.enum(['file', 'image', 'audio', 'link']),
  name: z.string(),
  type: z.string().nullable(),
  /** Bytes; null where nobody said. */
  size: z.number().nullable(),
  address: z.string().nullable(),
})
export type Attachment = z.infer<typeof attachmentSchema>

export const callHistorySchema = z.object({
  callId: z.string(),
  title: z.string(),
  tool: z.string(),
  agentName: z.string(),
  connectionName: z.string(),
  risk: riskSchema,
  /** The task it belongs to, where that is still there. */
  taskId: z.string().nullable(),
  outcome: outcomeSchema.nullable(),
  outcomeText: z.string().nullable(),
  /** Absent for none. */
  attachments: z.array(attachmentSchema).optional(),
  steps: z.array(historyStepSchema),
  receipt: receiptViewSchema.nullable(),
})
export type CallHistory = z.infer<typeof callHistorySchema>

/** The record as a whole. */
export const recordFactsSchema = z.object({
  count: z.number(),
  /** Of the key that signs receipts and exports; null where there is none. */
  fingerprint: z.string().nullable(),
  /** False: the key ends with this process, and with it the fingerprint. */
  keyLasts: z.boolean(),
})
export type RecordFacts = z.infer<typeof recordFactsSchema>

export const exportFormatSchema = z.enum(['jsonl', 'html'])
export type ExportFormat = z.infer<typeof exportFormatSchema>
