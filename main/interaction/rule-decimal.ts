// Compares plain decimals exactly: digits as they stand in the frozen bytes, never a floating point number.

const plainDecimal = /^(-?)(0|[1-9]\d{0,29})(?:\.(\d{1,30}))?$/
const scale = 30

/** The value in units of 10^-30; null for what is no plain decimal (an exponent, a sign before zero, spaces, too long). */
function parseDecimal(digits: string): bigint | null {
  const match = plainDecimal.exec(digits)
  if (match === null) return null
  const [, sign = '', whole = '', fraction = ''] = match
  const units = BigInt(whole + fraction.padEnd(scale, '0'))
  if (sign === '') return units
  return units === 0n ? null : -units
}

/** -1, 0 or 1, or null where one of them is no plain decimal. */
export function compareDecimals(left: string, right: string): -1 | 0 | 1 | null {
  const [a, b] = [parseDecimal(left), parseDecimal(right)]
  if (a === null || b === null) return null
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** True for a plain decimal that is not below zero. */
export function isAmount(digits: string): boolean {
  const compared = compareDecimals(digits, '0')
  return compared === 0 || compared === 1
}

/** The decimal digits of a JSON number or string (canonical JSON); null for any other value. */
export function digitsOf(valueJson: string): string | null {
  const value: unknown = JSON.parse(valueJson)
  if (typeof value === 'number') return valueJson
  return typeof value === 'string' ? value : null
}
