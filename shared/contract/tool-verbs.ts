// The verbs of tools: a change of a server is only asked about here; the approval view shows it and confirms.
import { z } from 'zod'

const id = z.string().min(1).max(200)

export const toolVerbs = {
  'tools.ask-change': {
    surface: 'app',
    widens: false,
    /** `tool` null: all that wait, as many as fit on one card. */
    input: z.object({ connectionId: id, tool: z.string().min(1).max(1_000).nullable() }).strict(),
    output: z.object({ done: z.literal(true) }),
  },
  /** The person chooses the file. */
  'tools.save-attachment': {
    surface: 'app',
    widens: false,
    input: z.object({ callId: id, position: z.number().int().min(0).max(1_000) }).strict(),
    output: z.object({ isGood: z.boolean(), words: z.string() }),
  },
} as const
