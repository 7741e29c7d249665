// The verbs of the activity screen: find, look at one call, count days, check the record, export it. None of them widens.
import { z } from 'zod'
import {
  activityFilterSchema,
  callHistorySchema,
  decisionDaysSchema,
  exportFormatSchema,
  recordFactsSchema,
} from '../activity-view.ts'
import { activityRowSchema } from '../overview.ts'

const nothing = z.object({}).strict()
const told = z.object({ isGood: z.boolean(), words: z.string() })

export const activityVerbs = {
  'activity.list': {
    surface: 'app',
    widens: false,
    input: z
      .object({
        beforeSequence: z.number().int().positive().nullable(),
        filter: activityFilterSchema.nullable().default(null),
      })
      .strict(),
    output: z.object({ rows: z.array(activityRowSchema), more: z.boolean() }),
  },
  'activity.call': {
    surface: 'app',
    widens: false,
    input: z.object({ callId: z.string().min(1).max(200) }).strict(),
    output: callHistorySchema,
  },
  'activity.days': {
    surface: 'app',
    widens: false,
    input: z.object({ days: z.number().int().min(1).max(60) }).strict(),
    output: decisionDaysSchema,
  },
  'activity.about': { surface: 'app', widens: false, input: nothing, output: recordFactsSchema },
  /** Holds every row against the chain. */
  'activity.check': { surface: 'app', widens: false, input: nothing, output: told },
  /** Main asks where to; the page never names a file. */
  'activity.export': {
    surface: 'app',
    widens: false,
    input: z
      .object({
        format: exportFormatSchema,
        fromMs: z.number().nullable(),
        toMs: z.number().nullable(),
      })
      .strict(),
    output: told,
  },
} as const
