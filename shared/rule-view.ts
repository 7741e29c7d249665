// What the app window shows of rules: each with the names a person knows, and one of them in full.
import { z } from 'zod'
import { diffPieceSchema } from './approval-card.ts'
import { ruleSchema } from './model/rule.ts'

/** How a rule stands at this moment; only `active` lets anything run. */
export const ruleStandingSchema = z.enum([
  'active',
  'paused',
  'used_up',
  'expired',
  'task_over',
  'revoked',
  'void',
])
export type RuleStanding = z.infer<typeof ruleStandingSchema>

/** A rule with the names a person knows. `limits` says in our words what it is bounded by, a line each. */
export const ruleViewSchema = z.object({
  rule: ruleSchema,
  agentName: z.string(),
  connectionName: z.string(),
  /** What it lets run, in one sentence. */
  title: z.string(),
  limits: z.array(z.string()),
  standing: ruleStandingSchema,
})
export type RuleView = z.infer<typeof ruleViewSchema>

export const ruleDetailSchema = z.object({
  view: ruleViewSchema,
  /** The call that was on the screen when it was made. */
  madeFrom: z.object({ callId: z.string(), title: z.string(), atMs: z.number() }).nullable(),
  /** What the person typed, where it ends with that task. */
  taskText: z.string().nullable(),
  /** False where the server does not offer the tool any more. */
  toolIsThere: z.boolean(),
  /** What changed about the tool since the person allowed it; null where nothing did. */
  definition: z.array(diffPieceSchema).nullable(),
})
export type RuleDetail = z.infer<typeof ruleDetailSchema>
