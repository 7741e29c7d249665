// The verbs of links in results: the person has one fetched from the server that gave it, looks at it and keeps it.
import { z } from 'zod'
import { attachmentSchema } from '../activity-view.ts'

const link = {
  callId: z.string().min(1).max(200),
  /** Among the attachments of the call's result. */
  position: z.number().int().min(0).max(1_000),
}

/** `words`: the beginning of what is text, as the server wrote it; null for what is none. */
const fetchedSchema = z.object({
  attachment: attachmentSchema,
  words: z.string().nullable(),
  /** There is more of it than `words`. */
  isCut: z.boolean(),
})
export type Fetched = z.infer<typeof fetchedSchema>

export const linkVerbs = {
  /** Nothing runs by it, and nothing but a link of a result that is kept can be named. */
  'link.read': {
    surface: 'app',
    widens: false,
    input: z.object(link).strict(),
    output: z.object({ contents: z.array(fetchedSchema) }),
  },
  /** The person chooses the file. `part`: among what reading the link gave. */
  'link.save': {
    surface: 'app',
    widens: false,
    input: z.object({ ...link, part: z.number().int().min(0).max(1_000) }).strict(),
    output: z.object({ isGood: z.boolean(), words: z.string() }),
  },
} as const
