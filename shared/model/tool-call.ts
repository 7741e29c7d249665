// The tool call noun: one invocation an agent asked for, frozen at receipt, and where its journey stands.
import { z } from 'zod'

export const riskSchema = z.enum(['low', 'elevated', 'high'])
export type Risk = z.infer<typeof riskSchema>

/**
 * Why main put a call into its risk class. The catalogue has its words twice: short in lists and notifications
 * (`interaction.risk.<reason>`), in full on the card (`approval.risk.<reason>`).
 */
export const riskReasonSchema = z.enum([
  'reads_only_trusted',
  'reads_only_untrusted',
  'changes_something',
  'unknown_tool',
  'moves_money',
  'changes_permissions',
  'deletes',
  'publishes',
  'rule_says_so',
])
export type RiskReason = z.infer<typeof riskReasonSchema>

/** Where a call stands. The last six are the only ends (design promise: exactly one of them, for good). */
export const callStateSchema = z.enum([
  'received',
  'asking',
  'approved',
  'sending',
  'challenged',
  'stepping_up',
  'deferred',
  'ready',
  'done',
  'denied',
  'expired',
  'cancelled',
  'failed',
  'unknown',
])
export type CallState = z.infer<typeof callStateSchema>
export const endedCallStates: ReadonlySet<CallState> = new Set<CallState>([
  'done',
  'denied',
  'expired',
  'cancelled',
  'failed',
  'unknown',
])

/** A WWW-Authenticate challenge that refused an attempt (RFC 9470, RFC 6750, RFC 9449), parsed. */
export const challengeSchema = z.object({
  status: z.union([z.literal(401), z.literal(403)]),
  scheme: z.string(),
  error: z.string().nullable(),
  scope: z.string().nullable(),
  acrValues: z.string().nullable(),
  maxAgeSeconds: z.number().nullable(),
  resourceMetadataUrl: z.string().nullable(),
  errorDescription: z.string().nullable(),
  /** RAR remediation: which authorization details are missing, as received (base64url of JSON). */
  authorizationRemediation: z.string().nullable().optional(),
})
export type Challenge = z.infer<typeof challengeSchema>

/** A server's own handle for work that goes on after it took the call (MCP Tasks). */
export const upstreamTaskSchema = z.object({
  id: z.string(),
  pollIntervalMs: z.number(),
  /** When its server may forget it, Unix ms. */
  untilMs: z.number(),
})
export type UpstreamTask = z.infer<typeof upstreamTaskSchema>

/** What is frozen of a call when it is asked for, or laid out in a plan. */
export const frozenCallShape = {
  connectionId: z.string(),
  tool: z.string(),
  /** Hash of the tool definition the person was shown. */
  toolDefinitionHash: z.string(),
  /** RFC 8785 canonical JSON of the arguments: the frozen bytes. */
  argumentsJson: z.string(),
  /** SHA-256 (hex) over canonical {client, server, tool, toolDefinitionHash, arguments}. */
  digest: z.string(),
  risk: riskSchema,
  riskReason: riskReasonSchema,
  /** The agent's own words. Untrusted. */
  why: z.string(),
}

export const toolCallSchema = z.object({
  id: z.string(),
  agentId: z.string(),
  taskId: z.string(),
  ...frozenCallShape,
  state: callStateSchema,
  /** Who allowed or denied it; null until decided. */
  decidedBy: z.enum(['person', 'policy', 'rule', 'plan']).nullable(),
  /** The rule that decided it, else null. */
  ruleId: z.string().nullable().optional(),
  /** The plan that allowed it, else null. */
  planId: z.string().nullable().optional(),
  /** What the agent asked for, canonical JSON, where the person changed the arguments; else null. */
  editedFromJson: z.string().nullable().optional(),
  decidedAtMs: z.number().nullable(),
  /** Set in the transaction that spends the approval for this call. */
  approvalSpentAtMs: z.number().nullable(),
  /** How many times bytes were sent. */
  attempts: z.number(),
  refreshRounds: z.number(),
  interactiveRounds: z.number(),
  lastChallenge: challengeSchema.nullable(),
  /** Grant obtained for exactly this call, else null. */
  grantId: z.string().nullable(),
  deferralId: z.string().nullable(),
  /** Plain words on how it ended, from the catalogue or the server's error; null while alive. */
  outcomeText: z.string().nullable(),
  /** It ran, and its server reported a failure or had a question refused; absent where neither was so. */
  hadProblem: z.boolean().optional(),
  /** Result for the agent, secrets stripped; null unless done. */
  resultText: z.string().nullable(),
  /**
   * What the tool answered as an MCP `CallToolResult` (JSON), secrets stripped and capped, for agents that come through
   * the gateway; null or absent unless done.
   */
  resultJson: z.string().nullable().optional(),
  /**
   * Its server works on it as a task: it was sent and is never sent again, only asked after. Saved before the first time
   * it is asked after, so that a restart goes on with it.
   */
  upstreamTask: upstreamTaskSchema.optional(),
  receivedAtMs: z.number(),
  /** When the approval (or the question) ends by itself, Unix ms. */
  expiresAtMs: z.number(),
  endedAtMs: z.number().nullable(),
})
export type ToolCall = z.infer<typeof toolCallSchema>
