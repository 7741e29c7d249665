// Puts the page into the language that main speaks.
import { useLayoutEffect } from 'react'
import type { Language } from '../../shared/catalogue/language.ts'
import { setLanguage } from '../../shared/catalogue/text.ts'

/** Before anything below renders its words; the root element names the language for screen readers. */
export function useLanguage(language: Language): void {
  setLanguage(language)
  useLayoutEffect(() => {
    document.documentElement.lang = language
  }, [language])
}
