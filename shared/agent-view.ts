// What the app window shows of agents: who may come in, what each may use, and what it did last. Never a secret.
import { z } from 'zod'
import { agentFactsSchema } from './model/agent.ts'
import { callStateSchema } from './model/tool-call.ts'

export const agentViewSchema = agentFactsSchema.extend({
  /** Calls that wait for the person or a pause. */
  held: z.number(),
  /** It can call in: it was given something to prove itself by, and that still counts. */
  admitted: z.boolean(),
  /** Its own tools, that it asks about by the hook; null before it did. */
  ownTools: z
    .object({
      connectionId: z.string(),
      trustedForReading: z.boolean(),
      names: z.array(z.string()),
    })
    .nullable(),
})
export type AgentView = z.infer<typeof agentViewSchema>

export const agentDetailSchema = z.object({
  agentId: z.string(),
  /** Its last calls, newest first. */
  calls: z.array(
    z.object({ callId: z.string(), title: z.string(), state: callStateSchema, atMs: z.number() }),
  ),
  /** Where agents call in: null while nothing listens. */
  port: z.number().nullable(),
  /** It stays the same from one start to the next. */
  portIsFixed: z.boolean(),
  /** Why nothing listens though it should, in words; else null. */
  portProblem: z.string().nullable(),
})
export type AgentDetail = z.infer<typeof agentDetailSchema>
