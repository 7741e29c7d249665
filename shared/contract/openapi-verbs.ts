// The verbs of HTTP APIs.
import { z } from 'zod'

export const openapiVerbs = {
  /** As adding that address: nothing runs by it, and only the server that the connection names itself is taken. */
  'connection.agree-server': {
    surface: 'app',
    widens: false,
    input: z
      .object({ connectionId: z.string().min(1).max(200), server: z.string().min(1).max(4_000) })
      .strict(),
    output: z.object({ done: z.literal(true) }),
  },
} as const
