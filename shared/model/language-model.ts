// The language model noun: where a built-in agent's next step comes from.
import { z } from 'zod'

/** US dollars per million tokens, as the person entered them. */
export const modelPriceSchema = z.object({ input: z.number().min(0), output: z.number().min(0) })
export type ModelPrice = z.infer<typeof modelPriceSchema>

export const languageModelSchema = z.object({
  id: z.string(),
  /** What the person named it. */
  name: z.string(),
  provider: z.enum(['openai-compatible', 'anthropic']),
  /** Where requests go: https, or http on this machine. */
  baseUrl: z.string(),
  /** The provider's own name of the model. */
  model: z.string(),
  /** Its key stands in the vault under `model-key:<id>`; false where the endpoint needs none. */
  hasKey: z.boolean(),
  price: modelPriceSchema.nullable(),
  /** Tokens, where the person entered it. */
  contextLength: z.number().int().positive().nullable(),
  addedAtMs: z.number(),
})
export type LanguageModel = z.infer<typeof languageModelSchema>
