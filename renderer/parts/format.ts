// Turns moments, spans and sizes into the short words the pages show.
import { localeOf, type Language } from '../../shared/catalogue/language.ts'
import { currentLanguage, text } from '../../shared/catalogue/text.ts'

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

interface Formats {
  readonly hourMinute: Intl.DateTimeFormat
  readonly hourMinuteSecond: Intl.DateTimeFormat
  readonly dayMonth: Intl.DateTimeFormat
  readonly dayMonthYear: Intl.DateTimeFormat
  readonly oneDecimal: Intl.NumberFormat
}

const byLanguage = new Map<Language, Formats>()

/** Built once for each language, because building them is slow. */
function formats(): Formats {
  const language = currentLanguage()
  const known = byLanguage.get(language)
  if (known !== undefined) return known
  const built = buildFormats(localeOf[language])
  byLanguage.set(language, built)
  return built
}

function buildFormats(locale: string): Formats {
  const time = { hour: '2-digit', minute: '2-digit' } as const
  const day = { day: 'numeric', month: 'short' } as const
  return {
    hourMinute: new Intl.DateTimeFormat(locale, time),
    hourMinuteSecond: new Intl.DateTimeFormat(locale, { ...time, second: '2-digit' }),
    dayMonth: new Intl.DateTimeFormat(locale, day),
    dayMonthYear: new Intl.DateTimeFormat(locale, { ...day, year: 'numeric' }),
    oneDecimal: new Intl.NumberFormat(locale, {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
      useGrouping: false,
    }),
  }
}

/** `14:32` today, `24 Nov, 14:32` on another day, with the year when it is another one. */
export function momentOf(atMs: number, nowMs: number): string {
  const at = new Date(atMs)
  const now = new Date(nowMs)
  const { hourMinute, dayMonth, dayMonthYear } = formats()
  if (at.toDateString() === now.toDateString()) return hourMinute.format(at)
  const day = at.getFullYear() === now.getFullYear() ? dayMonth.format(at) : dayMonthYear.format(at)
  return `${day}, ${hourMinute.format(at)}`
}

/** `14:02:43` today; on another day as {@link momentOf}. */
export function preciseMomentOf(atMs: number, nowMs: number): string {
  const sameDay = new Date(atMs).toDateString() === new Date(nowMs).toDateString()
  return sameDay ? formats().hourMinuteSecond.format(new Date(atMs)) : momentOf(atMs, nowMs)
}

/** `8:41` under an hour, `2:11 h` under a day, else `3 d`. Never negative. */
export function countdownOf(leftMs: number): string {
  const left = Math.max(0, leftMs)
  if (left >= dayMs) return text('format.days', { count: Math.floor(left / dayMs) })
  if (left >= hourMs) {
    return `${Math.floor(left / hourMs)}:${twoDigits(Math.floor((left % hourMs) / minuteMs))} h`
  }
  const seconds = Math.ceil(left / secondMs)
  return `${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}`
}

/** `14 s`, `5 min`, `2 h`, `3 d`: a span in its largest whole unit. Never negative. */
export function spanOf(spanMs: number): string {
  const span = Math.max(0, spanMs)
  if (span < minuteMs) return `${Math.round(span / secondMs)} s`
  if (span < hourMs) return `${Math.floor(span / minuteMs)} min`
  if (span < dayMs) return `${Math.floor(span / hourMs)} h`
  return text('format.days', { count: Math.floor(span / dayMs) })
}

/** `214 bytes`, `97.7 KB`, `46.2 MB`. */
export function bytesOf(count: number): string {
  if (count === 1) return text('format.byte')
  if (count < 10_000) return text('format.bytes', { count })
  const kilobytes = count / 1_024
  const [size, unit] = kilobytes < 1_024 ? [kilobytes, 'KB'] : [kilobytes / 1_024, 'MB']
  return `${formats().oneDecimal.format(size)} ${unit}`
}

/** The ends of a digest, enough to compare by eye: `9f3c…e1`. */
export function shortDigestOf(digest: string): string {
  return digest.length <= 8 ? digest : `${digest.slice(0, 4)}…${digest.slice(-2)}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
