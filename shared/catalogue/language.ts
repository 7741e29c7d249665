// The languages the app speaks, and which of them a person gets.
import type { Settings } from '../model/settings.ts'

export type Language = 'en' | 'de'

/** How moments and numbers of our own sentences are written; exact values never pass through it. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' }

/**
 * The language of the setting; with `system` the first of the system's languages that the app speaks, else English.
 * `systemLanguages` are BCP 47 tags in the order the person prefers, however odd: anything unknown is passed over.
 */
export function resolveLanguage(
  setting: Settings['language'],
  systemLanguages: readonly string[],
): Language {
  if (setting !== 'system') return setting
  for (const tag of systemLanguages) {
    const [primary = ''] = tag.toLowerCase().split(/[-_.@]/)
    if (primary === 'de' || primary === 'en') return primary
  }
  return 'en'
}
