// The verbs of updates: look, fetch, install. Each is a press of the person; nothing is fetched by itself.
import { z } from 'zod'

const nothing = z.object({}).strict()

/** `off`: this package names no feed. `ready`: fetched and checked, installed when the app starts anew. */
export const updateStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off'), words: z.string() }),
  z.object({ kind: z.literal('idle'), checkedAtMs: z.number().nullable() }),
  z.object({ kind: z.literal('checking') }),
  z.object({ kind: z.literal('available'), version: z.string() }),
  z.object({ kind: z.literal('downloading'), version: z.string(), percent: z.number() }),
  z.object({ kind: z.literal('ready'), version: z.string() }),
  z.object({ kind: z.literal('failed'), words: z.string() }),
])
export type UpdateState = z.infer<typeof updateStateSchema>

export const updateVerbs = {
  'updates.load': { surface: 'app', widens: false, input: nothing, output: updateStateSchema },
  /** Answers when the feed has. */
  'updates.check': { surface: 'app', widens: false, input: nothing, output: updateStateSchema },
  /** Answers at once; `updates.load` tells how far it is. */
  'updates.download': { surface: 'app', widens: false, input: nothing, output: updateStateSchema },
  /** Ends the app, installs what was fetched, and starts it. */
  'updates.install': { surface: 'app', widens: false, input: nothing, output: updateStateSchema },
} as const
