// The verbs of the pause, the quiet times and the test notification: pausing acts at once, going on only asks.
import { z } from 'zod'
import { quietHoursSchema } from '../model/settings.ts'
import { notificationTestSchema } from '../notification-test.ts'

const nothing = z.object({}).strict()
const done = z.object({ done: z.literal(true) })

export const notifyVerbs = {
  'agents.pause': { surface: 'app', widens: false, input: nothing, output: done },
  /** Only asks: the approval view shows and confirms it. */
  'agents.ask-resume': { surface: 'app', widens: false, input: nothing, output: done },
  /** Answers when the person has pressed or closed it, or half a minute later. A press on it decides nothing. */
  'notification.test': {
    surface: 'app',
    widens: false,
    input: nothing,
    output: notificationTestSchema,
  },
  'settings.quiet-hours': {
    surface: 'app',
    widens: false,
    input: z.object({ quietHours: quietHoursSchema.nullable() }).strict(),
    output: done,
  },
  'settings.do-not-disturb': {
    surface: 'app',
    widens: false,
    input: z.object({ until: z.enum(['hour', 'tomorrow', 'off']) }).strict(),
    output: done,
  },
} as const
