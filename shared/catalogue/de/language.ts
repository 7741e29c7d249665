// German texts of the language setting: what people read, by key.
import type { languageTexts } from '../en/language.ts'

export const languageGerman = {
  'language.title': 'Sprache',
  'language.system': 'Wie das System',
  'language.explain':
    'Worte von Agenten und Servern bleiben, wie sie geschrieben wurden, und ebenso, was schon aufgezeichnet ist.',
} as const satisfies Record<keyof typeof languageTexts, string>
