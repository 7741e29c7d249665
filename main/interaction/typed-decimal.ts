// Reads a number that a person typed as their language writes it; what could be two numbers is read as that language reads it.
import type { Language } from '../../shared/catalogue/language.ts'

interface Notation {
  /** Of the language itself. */
  readonly own: readonly RegExp[]
  /** Any other way that cannot be meant as another number. */
  readonly other: readonly RegExp[]
}

const englishGroups = /^-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/
const germanGroups = /^-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/
/** Two separators at least say which of them groups. */
const plainlyEnglish = /^-?[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$/
const plainlyGerman = /^-?[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$/
/** As JSON writes it. */
export const plainDecimal = /^-?\d+(?:\.\d+)?$/
const decimalComma = /^-?\d+,\d+$/
const shortDecimalComma = /^-?\d+,\d{1,2}$/

const points: Notation = {
  own: [englishGroups, plainDecimal],
  other: [plainlyGerman, shortDecimalComma],
}
const commas: Notation = {
  own: [germanGroups, decimalComma],
  other: [plainlyEnglish, plainDecimal],
}

/**
 * The number in its shortest plain form, or null when it is none. `1.200` is 1200 in German and 1.2 in English; spaces,
 * a currency sign and a currency code behind it do not count.
 */
export function readTypedDecimal(typed: string, language: Language): string | null {
  const bare = typed.trim().replaceAll(/[\s\p{Sc}]|[A-Za-z]{3}$/gu, '')
  const [first, second] = language === 'de' ? [commas, points] : [points, commas]
  if (first.own.some((form) => form.test(bare))) return shorten(toPoint(bare, first))
  if (first.other.some((form) => form.test(bare))) return shorten(toPoint(bare, second))
  return null
}

/** The shortest form of a plain decimal, else null: `01200.00` is `1200`. */
export function shorten(plain: string): string | null {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(plain)
  if (match === null) return null
  const sign = match[1] ?? ''
  const whole = (match[2] ?? '').replace(/^0+(?=\d)/, '')
  const fraction = (match[3] ?? '').replace(/(?<!0)0+$/, '')
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

function toPoint(bare: string, notation: Notation): string {
  return notation === points ? bare.replaceAll(',', '') : bare.replaceAll('.', '').replace(',', '.')
}
