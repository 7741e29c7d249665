// The activity noun: the hash-chained record of what happened, one row per event.
import { z } from 'zod'

export const activityKindSchema = z.enum([
  'call_received',
  'call_held',
  'call_asked',
  'call_shown',
  'call_approved',
  'call_denied',
  'call_sent',
  'call_challenged',
  'call_deferred',
  'call_stepped_up',
  'call_question',
  'call_ended',
  'call_told',
  'connection_added',
  'connection_removed',
  'signed_in',
  'passkey_registered',
  'widened',
  'narrowed',
  'store_recovered',
  'call_edited',
  'rule_made',
  'rule_changed',
  'agents_paused',
  'agents_resumed',
  'agent_added',
  'agent_changed',
  'agent_paused',
  'agent_resumed',
  'agent_revoked',
  'plan_asked',
  'plan_edited',
  'plan_approved',
  'plan_denied',
  'plan_ended',
  'task_paused',
  'task_resumed',
  'settings_changed',
  'link_read',
  'receipt',
  'receipt_key',
  'log_cut',
])
export type ActivityKind = z.infer<typeof activityKindSchema>

export const activitySchema = z.object({
  /** Position in the chain, from 1. */
  sequence: z.number(),
  atMs: z.number(),
  kind: activityKindSchema,
  callId: z.string().nullable(),
  taskId: z.string().nullable(),
  connectionId: z.string().nullable(),
  /** Canonical JSON with the facts of this kind; never a secret. */
  detailJson: z.string(),
  /** SHA-256 (hex) of the previous row's hash and this row's canonical content. */
  hash: z.string(),
})
export type Activity = z.infer<typeof activitySchema>
