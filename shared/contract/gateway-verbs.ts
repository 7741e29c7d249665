// The verbs of the gateway that are no agent's: where it listens on this computer.
import { z } from 'zod'
import { settingsSchema } from '../model/settings.ts'

export const gatewayVerbs = {
  /** Null: any free port. The address it listens at is this computer's own whatever is set, and every secret still counts. */
  'settings.gateway-port': {
    surface: 'app',
    widens: false,
    input: z.object({ port: settingsSchema.shape.gatewayPort.unwrap() }).strict(),
    output: z.object({ done: z.literal(true) }),
  },
} as const
