// English texts of the language setting: what people read, by key.
export const languageTexts = {
  'language.title': 'Language',
  'language.system': 'As the system',
  'language.explain':
    'Words of agents and servers stay as they were written, and so does what was recorded before.',
} as const
