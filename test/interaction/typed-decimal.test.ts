// Proves that a typed number counts as the language of the app writes it, and never as another number.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildConfirmation, isConfirmed } from '../../main/interaction/confirmation.ts'
import { readTypedDecimal } from '../../main/interaction/typed-decimal.ts'

describe('the typed number', () => {
  test.each([
    ['1200', '1200', '1200'],
    ['1200.00', '1200', '1200'],
    ['1200,00', '1200', '1200'],
    ['1200.5', '1200.5', '1200.5'],
    ['1 200', '1200', '1200'],
    ['1.200,00 €', '1200', '1200'],
    ['€1,200.00', '1200', '1200'],
    ['1.200.000', '1200000', '1200000'],
    ['1,200,000', '1200000', '1200000'],
    ['1.200 EUR', '1.2', '1200'],
    ['1.200', '1.2', '1200'],
    ['1,200', '1200', '1.2'],
    ['-1.200', '-1.2', '-1200'],
    ['0.200', '0.2', '0.2'],
    ['0,200', null, '0.2'],
    ['1200,500', null, '1200.5'],
    ['12.00', '12', '12'],
    ['1.20.000', null, null],
    ['1.2000,00', null, null],
    ['1,2,00', null, null],
    ['1.200,000.00', null, null],
    ['1e3', null, null],
    ['', null, null],
    [',', null, null],
  ])('[INT-06] %j is %j in English and %j in German', (typed, english, german) => {
    expect([readTypedDecimal(typed, 'en'), readTypedDecimal(typed, 'de')]).toEqual([
      english,
      german,
    ])
  })

  test('[INT-06] as a language writes an amount, so it counts there, and no other amount does', () => {
    const cents = fc.integer({ min: 1, max: 999_999_999 })
    fc.assert(
      fc.property(cents, cents, fc.constantFrom('de', 'en'), (asked, other, language) => {
        const digits = { minimumFractionDigits: 2 }
        const typed = new Intl.NumberFormat(language, digits).format(other / 100)
        const confirmation = confirmationOf((asked / 100).toFixed(2))
        // Dies if: a point is read as the decimal point where the language groups by it.
        expect(isConfirmed(confirmation, typed, language)).toBe(asked === other)
        expect(isConfirmed(confirmationOf((other / 100).toFixed(2)), typed, language)).toBe(true)
      }),
    )
  })

  test('[INT-06] a number that the hint shows may be typed as it stands there', () => {
    const call = { risk: 'high', argumentsJson: '{"ratio":"1.200"}', digest: 'abcd' } as const
    const confirmation = buildConfirmation(call)
    expect(confirmation?.hint).toContain('1.200')
    if (confirmation === null) return
    expect(isConfirmed(confirmation, '1.200', 'de')).toBe(true)
    expect(isConfirmed(confirmation, '1,2', 'de')).toBe(true)
    expect(isConfirmed(confirmation, '1200', 'de')).toBe(false)
    // Dies if: an amount, which no hint shows, is taken by its spelling before its language.
    expect(isConfirmed(confirmationOf('1.200'), '1.200', 'de')).toBe(false)
  })
})

function confirmationOf(expected: string) {
  return { label: '', hint: '', expected, quoted: false }
}
