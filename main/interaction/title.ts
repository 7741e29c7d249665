// Writes in one sentence what a call would do, from its frozen values and never from anybody's words.
import { text } from '../../shared/catalogue/text.ts'
import { findMoney, findRecipient, formatMoney, type Arguments, type Money } from './money.ts'
import { makeVisibleLine } from './visible.ts'
import { humanise, splitWords } from './words.ts'

export interface TitleSource {
  readonly tool: string
  readonly connectionName: string
  /** Canonical JSON of an object. */
  readonly argumentsJson: string
}

/** The sentence for inbox, notification and approval view. Plain text; invisible characters are boxed. */
export function buildTitle(source: TitleSource): string {
  const args = JSON.parse(source.argumentsJson) as Arguments
  const words = splitWords(source.tool)
  return (
    moneyTitle(words, findMoney(args)) ??
    shareTitle(words, args) ??
    payeeTitle(words, args) ??
    text('interaction.title_other', {
      tool: makeVisibleLine(humanise(source.tool)),
      connection: makeVisibleLine(source.connectionName),
    })
  )
}

function moneyTitle(words: readonly string[], money: Money | null): string | null {
  if (money === null) return null
  const key = moneyKey(words)
  if (key === null) return null
  const amount = makeVisibleLine(formatMoney(money.amount, money.currency), 40)
  if (money.recipient === null) return text(key.alone, { amount })
  return text(key.to, { amount, recipient: makeVisibleLine(money.recipient) })
}

function moneyKey(words: readonly string[]) {
  const first = words[0] ?? ''
  const moves = words.some((word) => /^(pay|payments?|transfers?|send|wire|remit)$/.test(word))
  if (!moves || /^(list|get|read|search|find|show|fetch|view)$/.test(first)) return null
  if (/^(prepare|draft|plan|propose)$/.test(first)) return keys.prepare
  return words.includes('pay') || words.includes('payment') ? keys.pay : keys.transfer
}

const keys = {
  prepare: { to: 'interaction.title_prepare_to', alone: 'interaction.title_prepare' },
  pay: { to: 'interaction.title_pay_to', alone: 'interaction.title_pay' },
  transfer: { to: 'interaction.title_transfer_to', alone: 'interaction.title_transfer' },
} as const

function firstText(args: Arguments, names: RegExp): string | null {
  for (const [name, value] of Object.entries(args)) {
    if (typeof value === 'string' && value !== '' && names.test(name)) return makeVisibleLine(value)
  }
  return null
}

function shareTitle(words: readonly string[], args: Arguments): string | null {
  if (words[0] !== 'share') return null
  const what = firstText(args, /document|file|folder|title|name/i)
  const person = firstText(args, /with|person|email|user|recipient|to$/i)
  if (what === null) return null
  if (person === null) return text('interaction.title_share', { what })
  return text('interaction.title_share_with', { what, person })
}

function payeeTitle(words: readonly string[], args: Arguments): string | null {
  if (words[0] !== 'add' || !words.includes('payee')) return null
  const name = firstText(args, /name/i) ?? findRecipient(args)
  return name === null ? null : text('interaction.title_add_payee', { name: makeVisibleLine(name) })
}
