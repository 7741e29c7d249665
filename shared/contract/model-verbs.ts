// The verbs of language models: the app window asks for one, tests, names, removes and chooses; a key is typed elsewhere.
import { z } from 'zod'
import { languageModelSchema, modelPriceSchema } from '../model/language-model.ts'

const id = z.string().min(1).max(200)
const done = z.object({ done: z.literal(true) })
const byModel = z.object({ modelId: id }).strict()
const name = z.string().trim().min(1).max(80)
const dollars = z.number().min(0).max(1_000_000)

/** What a test message brought back, in words for people. */
export const modelTestSchema = z.object({
  ok: z.boolean(),
  /** What the model said is in it, as a quotation. */
  words: z.string(),
  /** Tokens and what they cost; null where the server did not say. */
  usage: z.string().nullable(),
})
export type ModelTest = z.infer<typeof modelTestSchema>

export const modelVerbs = {
  /**
   * Only asks. Everything an agent hears goes to the address, so the approval view names it and confirms; and a key is
   * typed there, because model output is shown on the app page.
   */
  'model.ask-add': {
    surface: 'app',
    widens: false,
    input: languageModelSchema
      .pick({ provider: true })
      .extend({
        name,
        baseUrl: z.string().trim().min(1).max(2_000),
        model: z.string().trim().min(1).max(200),
        needsKey: z.boolean(),
        price: modelPriceSchema.extend({ input: dollars, output: dollars }).nullable(),
        contextLength: z.number().int().min(256).max(100_000_000).nullable(),
      })
      .strict(),
    output: done,
  },
  /** Only asks, as above. */
  'model.ask-key': { surface: 'app', widens: false, input: byModel, output: done },
  'model.rename': {
    surface: 'app',
    widens: false,
    input: z.object({ modelId: id, name }).strict(),
    output: done,
  },
  /** Sends one short message of ours; nothing of a task. */
  'model.test': { surface: 'app', widens: false, input: byModel, output: modelTestSchema },
  'model.remove': { surface: 'app', widens: false, input: byModel, output: done },
  /**
   * Null: rehearsal. Widens nothing: every model was confirmed in the approval view, and which of them thinks decides
   * nothing about what may run.
   */
  'model.choose': {
    surface: 'app',
    widens: false,
    input: z.object({ agentId: id, modelId: id.nullable() }).strict(),
    output: done,
  },
} as const
