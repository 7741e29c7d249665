// The verb that changes the arguments of a held call before the person decides it.
import { z } from 'zod'

const id = z.string().min(1).max(200)

/** Nothing is changed unless the outcome is `edited`; then the same question is shown anew under another digest. */
export const editOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('edited') }),
  z.object({ outcome: z.literal('unchanged') }),
  /** `pointer` (RFC 6901) is where the tool's schema does not allow it. */
  z.object({ outcome: z.literal('refused'), pointer: z.string(), message: z.string() }),
])

export const decideVerbs = {
  /** Approves nothing: what is changed must be shown and approved as any other. */
  'approval.edit': {
    surface: 'approval',
    widens: false,
    input: z
      .object({ interactionId: id, digest: id, argumentsJson: z.string().max(150_000) })
      .strict(),
    output: editOutcomeSchema,
  },
} as const
