// Speaks the person's language: everything that this process says from now on.
import type { App } from 'electron'
import { resolveLanguage } from '../../shared/catalogue/language.ts'
import { setLanguage } from '../../shared/catalogue/text.ts'
import type { Settings } from '../../shared/model/settings.ts'

/** Works before the app is ready too. What is on the screen already must be drawn again by the caller. */
export function applyLanguage(
  app: Pick<App, 'getPreferredSystemLanguages'>,
  setting: Settings['language'],
): void {
  setLanguage(resolveLanguage(setting, app.getPreferredSystemLanguages()))
}
