// The verbs of the settings about the app itself: start at login, the data folder, starting over, the first screen.
import { z } from 'zod'

const nothing = z.object({}).strict()
const done = z.object({ done: z.literal(true) })

/** What only the system knows, read when the settings are looked at. */
export const systemFactsSchema = z.object({
  /** `unavailable`: nothing can be set here, and `startAtLoginWords` says why. */
  startAtLogin: z.enum(['on', 'off', 'unavailable']),
  startAtLoginWords: z.string().nullable(),
  /** Of everything in the data folder; null when it could not be read. */
  dataBytes: z.number().nullable(),
})
export type SystemFacts = z.infer<typeof systemFactsSchema>

export const settingsVerbs = {
  'settings.system': { surface: 'app', widens: false, input: nothing, output: systemFactsSchema },
  'settings.start-at-login': {
    surface: 'app',
    widens: false,
    input: z.object({ on: z.boolean() }).strict(),
    output: done,
  },
  /** Opens the one fixed folder; no path comes in. */
  'settings.show-data-folder': { surface: 'app', widens: false, input: nothing, output: done },
  /**
   * Ends everything that was granted, then deletes what this app keeps and starts it anew. `word` is what the person
   * typed; where servers could not be told, nothing more happens until it is asked again with `untoldToo`.
   */
  'settings.reset': {
    surface: 'app',
    widens: false,
    input: z.object({ word: z.string().max(40), untoldToo: z.boolean() }).strict(),
    output: z.object({ state: z.enum(['restarting', 'untold']), hosts: z.array(z.string()) }),
  },
  'settings.first-run-done': { surface: 'app', widens: false, input: nothing, output: done },
} as const
