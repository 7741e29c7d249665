// The verb of the language setting.
import { z } from 'zod'
import { settingsSchema } from '../model/settings.ts'

export const languageVerbs = {
  'settings.language': {
    surface: 'app',
    widens: false,
    input: settingsSchema.pick({ language: true }).strict(),
    output: z.object({ done: z.literal(true) }),
  },
} as const
