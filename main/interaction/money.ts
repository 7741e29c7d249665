// Finds an amount of money and its recipient among the frozen arguments of a call, and writes amounts for people.
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
const minorUnitWords = new Set(['minor', 'cents', 'pence'])

/** The first property whose name contains one of `words`, with a value that `accepts`. */
function findProperty(
  args: Arguments,
  words: ReadonlySet<string>,
  accepts: (value: unknown) => boolean,
): string | null {
  for (const [name, value] of Object.entries(args)) {
    if (accepts(value) && splitWords(name).some((word) => words.has(word))) return String(value)
  }
  return null
}

const isDecimal = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** Null when there is no amount. Amounts in minor units are not read as money: they would be shown wrong. */
export function findMoney(args: Arguments): Money | null {
  const shown = Object.fromEntries(
    Object.entries(args).filter(([name]) => !splitWords(name).some((w) => minorUnitWords.has(w))),
  )
  const amount = findProperty(shown, amountWords, isDecimal)
  if (amount === null) return null
  return {
    amount,
    currency: findProperty(args, currencyWords, isText),
    recipient: findRecipient(args),
  }
}

/** Who would receive something, where an argument says so. */
export function findRecipient(args: Arguments): string | null {
  return findProperty(args, recipientWords, isText)
}

/** True when this property names who receives something. */
export function isRecipientName(name: string): boolean {
  return splitWords(name).some((word) => recipientWords.has(word))
}

/** True when this property holds an amount. */
export function isAmountName(name: string): boolean {
  return splitWords(name).some((word) => amountWords.has(word))
}

/** `1200`, `EUR` gives `€1,200.00`; digits are never rounded away; unknown currencies stand after the number. */
export function formatMoney(amount: string, currency: string | null): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount)
  if (match === null) return currency === null ? amount : `${amount} ${currency}`
  const [, sign = '', whole = '', fraction = ''] = match
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  const digits = currency === null ? fraction : fraction.padEnd(2, '0')
  const number = digits === '' ? grouped : `${grouped}.${digits}`
  const symbol = currency === null ? undefined : symbols[currency]
  if (symbol !== undefined) return `${sign}${symbol}${number}`
  return currency === null ? `${sign}${number}` : `${sign}${number} ${currency}`
}

const symbols: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£' }
