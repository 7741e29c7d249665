// The verbs of many questions at once: pages of the inbox, groups of alike calls, and refusing all of one agent.
import { z } from 'zod'
import { allowForSchema } from '../model/rule.ts'
import { inboxItemSchema } from '../overview.ts'

const id = z.string().min(1).max(200)
const done = z.object({ done: z.literal(true) })
const byGroup = z.object({ groupId: id }).strict()
/** Names what the person saw: group, digest over all members, and the digest of each one that was picked. */
const picked = {
  groupId: id,
  digest: id,
  members: z
    .array(z.object({ interactionId: id, digest: id }).strict())
    .min(1)
    .max(100),
}
/** How many were decided, and how many had ended or changed meanwhile. */
const outcome = z.object({ decided: z.number(), left: z.number() })

export const manyVerbs = {
  'inbox.list': {
    surface: 'app',
    widens: false,
    input: z
      .object({
        /** Only what belongs to this group; null for all. */
        groupId: id.nullable().default(null),
        /** Leaves out what is in a group of this kind. */
        without: z.enum(['tool', 'agent']).nullable().default(null),
        words: z.string().max(200).default(''),
        offset: z.number().int().min(0).max(1_000_000),
        limit: z.number().int().min(1).max(200),
      })
      .strict(),
    output: z.object({ items: z.array(inboxItemSchema), total: z.number() }),
  },
  'inbox.deny-all': {
    surface: 'app',
    widens: false,
    input: z.object({ agentId: id }).strict(),
    output: z.object({ denied: z.number() }),
  },
  'interaction.open-group': { surface: 'app', widens: false, input: byGroup, output: done },
  /** Shows the group as it is by now, under another digest. */
  'approval.renew-group': { surface: 'approval', widens: false, input: byGroup, output: done },
  'approval.approve-group': {
    surface: 'approval',
    widens: true,
    input: z.object({ ...picked, allowFor: allowForSchema.nullable() }).strict(),
    output: outcome,
  },
  'approval.deny-group': {
    surface: 'approval',
    widens: false,
    input: z.object({ ...picked, reason: z.string().max(2_000).nullable() }).strict(),
    output: outcome,
  },
} as const
