// Finds an amount of money and its recipient among the frozen arguments of a call, and writes amounts for people.
import { currentLanguage } from '../../shared/catalogue/text.ts'
import { splitWords } from './words.ts'

/** Parsed JSON arguments of a call. */
export type Arguments = Readonly<Record<string, unknown>>

export interface Money {
  /** Exactly as in the arguments: a number's shortest decimal form, or the string itself. */
  readonly amount: string
  readonly currency: string | null
  readonly recipient: string | null
}

const amountWords = new Set(['amount', 'sum', 'total', 'price'])
const currencyWords = new Set(['currency', 'ccy'])
const recipientWords = new Set(['recipient', 'to', 'payee', 'creditor', 'beneficiary', 'receiver'])
const minorUnitWords = new Set(['minor', 'cent', 'cents', 'pence', 'nanos', 'micros'])
const scaleWords = new Set(['scale', 'exponent', 'decimals', 'precision', 'fraction'])

/** The first property whose name contains one of `words`, with a value that `accepts`. */
function findProperty(
  args: Arguments,
  words: ReadonlySet<string>,
  accepts: (value: unknown) => boolean,
): string | null {
  for (const [name, value] of Object.entries(args)) {
    if (accepts(value) && hasWord(name, words)) return String(value)
  }
  return null
}

const hasWord = (name: string, words: ReadonlySet<string>): boolean =>
  splitWords(name).some((word) => words.has(word))

/** True for a JSON number and for a string that is a plain decimal. */
export const isDecimal = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isObject = (value: unknown): value is Arguments =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** True when a property's name says that it holds no whole units. */
export function isMinorName(name: string): boolean {
  return hasWord(name, minorUnitWords)
}

/** True when a unit or a scale beside an amount says that it is not in whole units. */
export function isScaled(args: Arguments): boolean {
  return Object.entries(args).some(
    ([name, value]) =>
      hasWord(name, scaleWords) ||
      (/unit|currency/i.test(name) && typeof value === 'string' && saysMinorUnits(value)),
  )
}

/** True when words say that an amount is in cents or the like; a server's words are enough to doubt. */
export function saysMinorUnits(words: string): boolean {
  return /\b(?:minor|cents?|pence|smallest)\b|\bminor[_ -]?units?\b/i.test(words)
}

/** The currency beside an amount, as the arguments write it; null when none is named. */
export function findCurrency(args: Arguments): string | null {
  return findProperty(args, currencyWords, isText)
}

/** Null when there is no amount. Amounts in minor units are not read as money: they would be shown wrong. */
export function findMoney(args: Arguments): Money | null {
  const recipient = findRecipient(args)
  const shown = Object.fromEntries(Object.entries(args).filter(([name]) => !isMinorName(name)))
  const amount = isScaled(args) ? null : findProperty(shown, amountWords, isDecimal)
  if (amount !== null) return { amount, currency: findCurrency(args), recipient }
  const inner = findInnerMoney(shown)
  return inner === null ? null : { ...inner, recipient }
}

/** `"amount": {"value": "1200.00", "currency": "EUR"}`. */
function findInnerMoney(args: Arguments): Pick<Money, 'amount' | 'currency'> | null {
  for (const [name, value] of Object.entries(args)) {
    if (!isObject(value) || !isAmountName(name) || isScaled(value)) continue
    const currency = findCurrency(value)
    const amount = findProperty(value, new Set([...amountWords, 'value']), isDecimal)
    if (currency !== null && amount !== null) return { amount, currency }
  }
  return null
}

/** Who would receive something, where an argument says so. */
export function findRecipient(args: Arguments): string | null {
  return findProperty(args, recipientWords, isText)
}

/** True when this property names who receives something. */
export function isRecipientName(name: string): boolean {
  return hasWord(name, recipientWords)
}

/** True when this property holds an amount. */
export function isAmountName(name: string): boolean {
  return hasWord(name, amountWords)
}

/** True when a property's name says that it holds a currency. */
export function isCurrencyName(name: string): boolean {
  return hasWord(name, currencyWords)
}

const symbols: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£' }
const wholeOnly = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '),
)
const threeDigits = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))

function fractionDigits(currency: string | null): number {
  if (currency === null || wholeOnly.has(currency)) return 0
  return threeDigits.has(currency) ? 3 : 2
}

function groupThousands(digits: string, mark: string): string {
  const groups: string[] = []
  for (let end = digits.length; end > 0; end -= 3)
    groups.push(digits.slice(Math.max(0, end - 3), end))
  return groups.toReversed().join(mark)
}

/**
 * `1200`, `EUR` gives `€1,200.00` (`1.200,00 €` in German); digits are never rounded away; unknown currencies stand
 * after the number.
 */
export function formatMoney(amount: string, currency: string | null): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount)
  if (match === null) return currency === null ? amount : `${amount} ${currency}`
  const [, sign = '', whole = '', fraction = ''] = match
  const [group, point] = currentLanguage() === 'de' ? ['.', ','] : [',', '.']
  const grouped = groupThousands(whole, group)
  const digits = fraction.padEnd(fractionDigits(currency), '0')
  const number = digits === '' ? grouped : `${grouped}${point}${digits}`
  if (currency === null) return `${sign}${number}`
  const symbol = symbols[currency]
  if (currentLanguage() === 'de') return `${sign}${number} ${symbol ?? currency}`
  return symbol === undefined ? `${sign}${number} ${currency}` : `${sign}${symbol}${number}`
}
