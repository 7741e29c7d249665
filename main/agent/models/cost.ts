// What a model's tokens cost.
import type { ModelPrice } from '../../../shared/model/language-model.ts'
import type { NextStep } from '../model.ts'

/** In millionths of a US dollar, rounded up; null where no price is known. */
export function costMicros(
  price: ModelPrice | null,
  usage: NonNullable<NextStep['usage']>,
): number | null {
  if (price === null) return null
  // Dollars per million tokens are millionths of a dollar per token.
  return Math.ceil(usage.inputTokens * price.input + usage.outputTokens * price.output)
}
