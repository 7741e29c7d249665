// All German texts: one file for each of the English ones, with the same keys and {placeholders}.
import { desktopGerman } from './de/desktop.ts'
import { languageGerman } from './de/language.ts'
import { storeGerman } from './de/store.ts'

/** By key. What is missing here is shown in English. */
export const german: Readonly<Record<string, string>> = {
  ...desktopGerman,
  ...languageGerman,
  ...storeGerman,
}
