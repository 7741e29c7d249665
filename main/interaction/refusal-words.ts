// The words for an answer that was not taken.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Refusal } from './rules.ts'

const refusalKeys = {
  'interaction/gone': 'interaction.gone',
  'interaction/expired': 'interaction.expired',
  'interaction/surface_refused': 'interaction.surface_refused',
  'interaction/digest_mismatch': 'interaction.digest_mismatch',
  'interaction/confirmation_needed': 'interaction.confirmation_needed',
  'interaction/paused': 'interaction.paused',
} as const satisfies Record<Refusal, string>

/** Why an answer was not taken, for people. */
export function refusalError(refusal: Refusal): CountersignError {
  return new CountersignError(refusal, text(refusalKeys[refusal]))
}
