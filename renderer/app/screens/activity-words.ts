// Words of the activity screen that need a little work.
import { localeOf } from '../../../shared/catalogue/language.ts'
import { currentLanguage } from '../../../shared/catalogue/text.ts'
import { visibleSegments } from '../../parts/visible-text.ts'

/** For places that take plain text only, as the options of a choice: nothing in it is invisible. */
export function visibleText(value: string): string {
  return visibleSegments(value)
    .map((segment) => (segment.kind === 'break' ? ' ' : segment.text))
    .join('')
}

/** `24 Nov` for `2026-11-24`. */
export function dayNameOf(day: string): string {
  const format = new Intl.DateTimeFormat(localeOf[currentLanguage()], {
    day: 'numeric',
    month: 'short',
  })
  return format.format(new Date(`${day}T00:00:00`))
}
