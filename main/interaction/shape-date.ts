// Reads dates and moments written in ISO 8601; every other form is left alone, because it can be read two ways.
import { localeOf } from '../../shared/catalogue/language.ts'
import { currentLanguage, text } from '../../shared/catalogue/text.ts'
import { readingOf, type Reader, type Reading, type ReadingContext } from './reading.ts'

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/
const ambiguous = /^\d{1,4}[/.]\d{1,2}[/.]\d{1,4}$/
const dayMs = 86_400_000

interface Written {
  /** Midnight of the written day, as if in UTC. */
  readonly dayMs: number
  /** `14:00`, or null for a day alone. */
  readonly time: string | null
  /** `Z`, `+02:00`, or null where none is written. */
  readonly zone: string | null
}

/** Null when the value is no date. */
export function readDate({ leaf, context }: Reader): Reading | null {
  if (typeof leaf.raw !== 'string') return null
  if (ambiguous.test(leaf.raw)) {
    return readingOf('text', { warnings: [text('card.warn_date_ambiguous')] })
  }
  const match = iso.exec(leaf.raw)
  if (match === null) return null
  const written = parseWritten(match)
  if (written === null) return readingOf('date', { warnings: [text('card.warn_no_such_day')] })
  return readingOf('date', {
    reading: [wordsOf(written, context), when(written, context)].join(', '),
  })
}

function parseWritten(match: RegExpExecArray): Written | null {
  const [, year, month, day, hour, minute, second = '0', zone] = match
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const sound = new Date(at).toISOString().startsWith(`${year}-${month}-${day}`)
  if (!sound || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second) > 60)
    return null
  const time = hour === undefined ? null : `${hour}:${minute}`
  return { dayMs: at, time, zone: zone ?? null }
}

function wordsOf(written: Written, context: ReadingContext): string {
  const day = dayWords(written.dayMs)
  if (written.time === null) return day
  const { time } = written
  if (written.zone === null) return text('card.date_no_zone', { day, time })
  const zone = written.zone === 'Z' ? 'UTC' : `UTC${colon(written.zone)}`
  const here = hereTime(momentOf(written), context.timeZone)
  return here === time
    ? text('card.date_zone', { day, time, zone })
    : text('card.date_zone_here', { day, time, zone, here })
}

const colon = (zone: string): string => zone.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2')

function momentOf({ dayMs: at, time, zone }: Written): number {
  const [hour = 0, minute = 0] = (time ?? '0:0').split(':').map(Number)
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '')
  const offsetMinutes =
    offset === null ? 0 : Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3]))
  return at + (hour * 60 + minute - offsetMinutes) * 60_000
}

/** Put together by us: systems differ in where their own long form has its commas. */
function dayWords(atMs: number): string {
  const locale = localeOf[currentLanguage()]
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(atMs)
  const at = new Date(atMs)
  return text('card.date_day', {
    weekday: part({ weekday: 'long' }),
    day: at.getUTCDate(),
    month: part({ month: 'long' }),
    year: at.getUTCFullYear(),
  })
}

function hereTime(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(
    atMs,
  )
}

/** Midnight of the person's day at a moment, as if in UTC. */
function dayIn(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone }).format(atMs)
  return Date.parse(`${parts}T00:00:00Z`)
}

function when(written: Written, { nowMs, timeZone }: ReadingContext): string {
  const day = written.zone === null ? written.dayMs : dayIn(momentOf(written), timeZone)
  const days = Math.round((day - dayIn(nowMs, timeZone)) / dayMs)
  if (days === 0) return text('card.date_today')
  if (days === 1) return text('card.date_tomorrow')
  if (days === -1) return text('card.date_yesterday')
  return days > 0 ? text('card.date_in', { days }) : text('card.date_ago', { days: -days })
}
