// The one error for a document that cannot be used, in words that say what is wrong with it.
import { text, type TextKey } from '../../../shared/catalogue/text.ts'
import { CountersignError } from '../../../shared/errors.ts'

export function badDocument(
  key: TextKey,
  values: Readonly<Record<string, string | number>> = {},
  cause?: unknown,
): CountersignError {
  return new CountersignError('resource/bad_document', text(key, values), { cause })
}
