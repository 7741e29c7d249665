// The agent noun: who acts, how it reaches us, and what the person let it use.
import { z } from 'zod'

/** `tools` null: every tool of the connection, those it gets later too. */
export const agentAccessSchema = z.object({
  connectionId: z.string(),
  tools: z.array(z.string()).nullable(),
})
export type AgentAccess = z.infer<typeof agentAccessSchema>

/** How an agent of others last reached us. All of it is what it says of itself: untrusted. */
export const agentClientSchema = z.object({
  name: z.string(),
  version: z.string().nullable(),
  /** Protocol revision, a date; null for the hook. */
  protocol: z.string().nullable(),
  transport: z.enum(['http', 'stdio', 'hook']),
})
export type AgentClient = z.infer<typeof agentClientSchema>

/** `built-in` runs in this app by a model; `gateway` runs elsewhere and calls through the gateway or the hook. */
export const agentSchema = z.object({
  id: z.string(),
  /** What the person named it. */
  name: z.string(),
  kind: z.enum(['built-in', 'gateway']),
  /** What it calls itself, where that is not what the person named it. Untrusted. */
  claimedName: z.string().optional(),
  /** The model that a built-in agent thinks with; absent or null: the rehearsal model. */
  modelId: z.string().nullable().optional(),
  /** Absent: every connection (the built-in agent). An empty list: none. */
  access: z.array(agentAccessSchema).optional(),
  /** SHA-256 (hex) of its secret, which is kept nowhere; null once revoked, absent for the built-in agent. */
  secretHash: z.string().nullable().optional(),
  lastClient: agentClientSchema.nullable().optional(),
  lastSeenAtMs: z.number().nullable().optional(),
  createdAtMs: z.number().optional(),
  /** Its calls are held until the person ends that. */
  paused: z.boolean().optional(),
  revokedAtMs: z.number().nullable().optional(),
})
export type Agent = z.infer<typeof agentSchema>

/** What may be shown of an agent. */
export const agentFactsSchema = agentSchema.omit({ secretHash: true })
