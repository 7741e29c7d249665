// The number a person types before a high-risk call is approved: from the request itself, compared as a decimal.
import { text } from '../../shared/catalogue/text.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { findMoney, type Arguments } from './money.ts'
import { flattenArguments } from './leaves.ts'

export interface Confirmation {
  readonly label: string
  readonly hint: string
  /** The decimal that must be typed; stays in main. */
  readonly expected: string
}

const plainDecimal = /^-?\d+(\.\d+)?$/

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
  }
}

function digestConfirmation(digest: string): Confirmation {
  const number = String(Number.parseInt(digest.slice(-4), 16) % 10_000).padStart(4, '0')
  return {
    label: text('interaction.confirm_number'),
    hint: text('interaction.confirm_number_hint', { number }),
    expected: number,
  }
}

/** `1,200`, `1200` and `1200.00` are the same number; so are `1.200,00` and `1 200`. Null when it is no number. */
function normaliseDecimal(typed: string): string | null {
  const bare = typed.replaceAll(/[\s\p{Sc}]|[A-Za-z]{3}$/gu, '')
  const plain = toPointNotation(bare)
  const match = plain === null ? null : /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(plain)
  if (match === null) return null
  const [, sign = '', whole = '', fraction = ''] = match
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

function toPointNotation(bare: string): string | null {
  if (plainDecimal.test(bare)) return bare
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) return bare.replaceAll(',', '')
  if (/^-?\d{1,3}(\.\d{3})+,\d+$/.test(bare)) return bare.replaceAll('.', '').replace(',', '.')
  if (/^-?\d+,\d{1,2}$/.test(bare)) return bare.replace(',', '.')
  return null
}

/** True when what the person typed is the expected number. */
export function isConfirmed(confirmation: Confirmation, typed: string | null): boolean {
  if (typed === null) return false
  const given = normaliseDecimal(typed.trim())
  return given !== null && given === normaliseDecimal(confirmation.expected)
}
