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
  /**
   * Which operations of a large document become tools. Each is held by the rules that hold for all: what the person
   * trusts or allows is of the whole connection, as for operations that its document names later.
   */
  'connection.choose-groups': {
    surface: 'app',
    widens: false,
    input: z
      .object({
        connectionId: z.string().min(1).max(200),
        groups: z.array(z.string().min(1).max(100)).min(1).max(300),
      })
      .strict(),
    output: z.object({ done: z.literal(true) }),
  },
} as const
