// The number a person types before a high-risk call is approved: from the request itself, compared as a decimal.
import type { Language } from '../../shared/catalogue/language.ts'
import { currentLanguage, text } from '../../shared/catalogue/text.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { findMoney, type Arguments } from './money.ts'
import { flattenArguments } from './leaves.ts'
import { plainDecimal, readTypedDecimal, shorten } from './typed-decimal.ts'

export interface Confirmation {
  readonly label: string
  readonly hint: string
  /** The decimal that must be typed; stays in main. */
  readonly expected: string
  /** The hint shows it just as it may be typed. */
  readonly quoted: boolean
}

/** Null for low and elevated risk. The amount if there is one, else a number argument, else four digits of the digest. */
export function buildConfirmation(
  call: Pick<ToolCall, 'risk' | 'argumentsJson' | 'digest'>,
): Confirmation | null {
  if (call.risk !== 'high') return null
  const args = JSON.parse(call.argumentsJson) as Arguments
  const money = findMoney(args)
  if (money !== null && plainDecimal.test(money.amount)) {
    const { currency } = money
    return {
      label: text('interaction.confirm_amount'),
      hint:
        currency === null
          ? text('interaction.confirm_amount_hint')
          : text('interaction.confirm_amount_hint_in', { currency }),
      expected: money.amount,
      quoted: false,
    }
  }
  return numberConfirmation(call.argumentsJson) ?? digestConfirmation(call.digest)
}

function numberConfirmation(argumentsJson: string): Confirmation | null {
  const leaf = flattenArguments(argumentsJson).find(({ value }) => plainDecimal.test(value))
  if (leaf === undefined || leaf.value.length > 12) return null
  return {
    label: text('interaction.confirm_number'),
    hint: text('interaction.confirm_number_hint', { number: leaf.value }),
    expected: leaf.value,
    quoted: true,
  }
}

function digestConfirmation(digest: string): Confirmation {
  const number = String(Number.parseInt(digest.slice(-4), 16) % 10_000).padStart(4, '0')
  return {
    label: text('interaction.confirm_number'),
    hint: text('interaction.confirm_number_hint', { number }),
    expected: number,
    quoted: true,
  }
}

/** True when what the person typed is the expected number, read as their language writes numbers. */
export function isConfirmed(
  { expected, quoted }: Confirmation,
  typed: string | null,
  language: Language = currentLanguage(),
): boolean {
  if (typed === null) return false
  if (quoted && typed.trim() === expected) return true
  const given = readTypedDecimal(typed, language)
  return given !== null && given === shorten(expected)
}
