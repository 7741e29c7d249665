// The verbs of agents: the app window narrows at once and only asks for more; a secret is for the approval view alone.
import { z } from 'zod'
import { agentDetailSchema } from '../agent-view.ts'
import { snippetClients } from '../agent-snippets.ts'
import { agentAccessSchema } from '../model/agent.ts'

const id = z.string().min(1).max(200)
const byAgent = z.object({ agentId: id }).strict()
const done = z.object({ done: z.literal(true) })
const name = z.string().min(1).max(200)
const access = z
  .array(
    agentAccessSchema
      .extend({ connectionId: id, tools: z.array(z.string().max(1_000)).max(2_000).nullable() })
      .strict(),
  )
  .max(1_000)

export const agentVerbs = {
  'agent.load': { surface: 'app', widens: false, input: byAgent, output: agentDetailSchema },
  /** Without access and without a way in: both are asked for. */
  'agent.add': {
    surface: 'app',
    widens: false,
    input: z.object({ name }).strict(),
    output: z.object({ agentId: z.string() }),
  },
  'agent.rename': {
    surface: 'app',
    widens: false,
    input: z.object({ agentId: id, name }).strict(),
    output: done,
  },
  /** Takes effect at once; what stands in it beyond what the agent has is left out. */
  'agent.limit': {
    surface: 'app',
    widens: false,
    input: z.object({ agentId: id, access }).strict(),
    output: done,
  },
  'agent.pause': { surface: 'app', widens: false, input: byAgent, output: done },
  /** For good: what it had, began and asked for ends. */
  'agent.revoke': { surface: 'app', widens: false, input: byAgent, output: done },
  /** These three only ask: the approval view shows exactly what would be given, and confirms. */
  'agent.ask-access': {
    surface: 'app',
    widens: false,
    input: z.object({ agentId: id, access }).strict(),
    output: done,
  },
  'agent.ask-resume': { surface: 'app', widens: false, input: byAgent, output: done },
  'agent.ask-secret': { surface: 'app', widens: false, input: byAgent, output: done },
  /** What was made by the approval that is shown right now, until the person leaves it. Danger: the secret itself. */
  'approval.read-secret': {
    surface: 'approval',
    widens: true,
    input: z.object({ interactionId: id }).strict(),
    output: z.object({ secret: z.string() }),
  },
  /** Puts it, or what holds it, on the clipboard, and takes it off again a little later. */
  'approval.copy-secret': {
    surface: 'approval',
    widens: true,
    input: z
      .object({
        interactionId: id,
        snippet: z
          .object({ client: z.enum(snippetClients), way: z.enum(['http', 'stdio', 'hook']) })
          .strict()
          .nullable(),
      })
      .strict(),
    output: done,
  },
} as const
