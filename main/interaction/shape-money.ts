// Reads an amount of money where its currency is known, and says so where it may be in cents.
import { text } from '../../shared/catalogue/text.ts'
import {
  findCurrency,
  formatMoney,
  isAmountName,
  isDecimal,
  isMinorName,
  isScaled,
  saysMinorUnits,
} from './money.ts'
import { readingOf, type Reader, type Reading } from './reading.ts'
import { makeVisibleLine } from './visible.ts'

/** Null when the value is no amount. */
export function readMoney({ leaf, hint }: Reader): Reading | null {
  if (!isDecimal(leaf.raw) || leaf.parent === null) return null
  const currency = findCurrency(leaf.parent)
  const named = leaf.steps.some((step) => typeof step === 'string' && isAmountName(step))
  const valued = currency !== null && /^(?:value|amount)$/i.test(leaf.name)
  if (!named && !valued) return null
  const minor = leaf.steps.some((step) => typeof step === 'string' && isMinorName(step))
  if (minor || isScaled(leaf.parent) || saysMinorUnits(hint.words)) {
    return readingOf('number', { warnings: [text('card.warn_minor_units')] })
  }
  if (currency === null) return readingOf('money')
  return readingOf('money', { reading: makeVisibleLine(formatMoney(leaf.value, currency)) })
}
