// The interaction noun: anything we wait on a person for, and how it was answered.
import { z } from 'zod'
import { agentAccessSchema } from './agent.ts'
import { elicitationViewSchema } from './elicitation.ts'
import { ruleSchema } from './rule.ts'

/** `approval` decides a held call; `elicitation` gives proof or data to a server; `widening` lets more run unasked. */
export const interactionKindSchema = z.enum(['approval', 'elicitation', 'widening'])
export type InteractionKind = z.infer<typeof interactionKindSchema>

export const surfaceSchema = z.enum(['app', 'approval', 'notification', 'tray'])
export type Surface = z.infer<typeof surfaceSchema>

/** `unattended`: client credentials. `ciba`: another device is asked. `identity_provider`: a sign-in elsewhere counts. */
export const signInWaySchema = z.enum(['unattended', 'ciba', 'identity_provider'])
export type SignInWay = z.infer<typeof signInWaySchema>

/** What a widening would allow once the person says yes in the approval view. */
export const wideningSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('first_party_issuer'), issuer: z.string(), connectionId: z.string() }),
  z.object({ what: z.literal('trust_for_reading'), connectionId: z.string() }),
  z.object({ what: z.literal('notification_approve'), allowed: z.literal(true) }),
  /** A way to obtain tokens in which nobody signs in in front of this computer. */
  z.object({
    what: z.literal('sign_in_way'),
    issuer: z.string(),
    connectionId: z.string(),
    way: signInWaySchema,
    /** Who the person is there (`ciba`) or the identity provider's issuer; null where nothing is named. */
    value: z.string().nullable(),
  }),
  /** Made, widened or taken up again; `before` is the rule it takes the place of. */
  z.object({ what: z.literal('rule'), rule: ruleSchema, before: ruleSchema.nullable() }),
  /** Ends the pause of all agents: what rules and trust allow runs unasked again. */
  z.object({ what: z.literal('resume_agents') }),
  /** What the agent would get beyond what it has; `tools` null is the whole connection, later tools too. */
  z.object({
    what: z.literal('agent_access'),
    agentId: z.string(),
    access: z.array(agentAccessSchema).min(1),
  }),
  /** Makes the agent's secret, or another in its place, and shows it once. Never the secret itself. */
  z.object({ what: z.literal('agent_secret'), agentId: z.string() }),
  /** Lets agents use tools as their server has changed them; each by the hash of the definition that is shown. */
  z.object({
    what: z.literal('tool_change'),
    connectionId: z.string(),
    tools: z
      .array(z.object({ name: z.string(), definitionHash: z.string() }))
      .min(1)
      .max(20),
  }),
  /** Ends the pause of one agent. */
  z.object({ what: z.literal('agent_resume'), agentId: z.string() }),
  /** The calls of this plan run, each once. `digest` is over the whole plan as it is shown. */
  z.object({
    what: z.literal('plan'),
    planId: z.string(),
    taskId: z.string(),
    agentId: z.string(),
    digest: z.string(),
  }),
  /** Ends the pause of one task whose held calls, plan or rules would let something run unasked again. */
  z.object({ what: z.literal('task_resume'), taskId: z.string(), agentId: z.string() }),
])
export type Widening = z.infer<typeof wideningSchema>

export const interactionStateSchema = z.enum([
  'open',
  'approved',
  'denied',
  'answered',
  'expired',
  'withdrawn',
])
export const interactionSchema = z.object({
  id: z.string(),
  kind: interactionKindSchema,
  state: interactionStateSchema,
  /** The call it belongs to; null for widenings and for sign-in or enrolment elicitations. */
  callId: z.string().nullable(),
  connectionId: z.string().nullable(),
  /** Digest of what is shown: the call's digest, or SHA-256 (hex) of the canonical payload. */
  digest: z.string(),
  widening: wideningSchema.nullable(),
  elicitation: elicitationViewSchema.nullable(),
  createdAtMs: z.number(),
  expiresAtMs: z.number(),
  answeredAtMs: z.number().nullable(),
  answeredOn: surfaceSchema.nullable(),
  /** Reason the person gave with a denial; the agent receives it. */
  reason: z.string().nullable(),
  /** The person changed the arguments in the approval view: only that view may approve it. */
  edited: z.boolean().optional(),
})
export type Interaction = z.infer<typeof interactionSchema>
