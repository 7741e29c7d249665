// Reads account numbers and mail addresses of those who receive something, and names that imitate others.
import { text } from '../../shared/catalogue/text.ts'
import { isRecipientName } from './money.ts'
import { readingOf, type Reader, type Reading } from './reading.ts'
import { asciiLookalike } from './scripts.ts'
import { splitWords } from './words.ts'
import { makeVisibleLine } from './visible.ts'

const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/
const email = /^[^\s@<>"]{1,200}@([^\s@<>"]{1,253})$/
const accountWords = new Set(['iban', 'account', 'konto'])

/** Null when the value names nobody. */
export function readRecipient(reader: Reader): Reading | null {
  const { leaf } = reader
  if (typeof leaf.raw !== 'string' || leaf.raw === '' || leaf.raw.length > 1_000) return null
  return readIban(reader) ?? readEmail(leaf.raw) ?? readNamed(leaf.name, leaf.raw)
}

function readIban({ leaf }: Reader): Reading | null {
  const words = splitWords(leaf.name)
  const bare = leaf.value.replaceAll(' ', '')
  const isNamed = words.includes('iban')
  if (!iban.test(bare)) {
    const warnings = isNamed ? [text('card.warn_not_iban')] : []
    return isNamed ? readingOf('recipient', { warnings }) : null
  }
  if (isIbanSound(bare)) {
    const grouped = bare.replaceAll(/(.{4})(?=.)/g, '$1 ')
    return readingOf('recipient', { reading: text('card.iban_valid', { grouped }) })
  }
  // Other numbers may be written like one: only where an account is named is that worth a warning.
  if (!words.some((word) => accountWords.has(word)) && !isRecipientName(leaf.name)) return null
  return readingOf('recipient', { warnings: [text('card.warn_iban_check')] })
}

/** ISO 13616: the remainder by 97 of the number made from it is 1. `bare` is without blanks, in capitals. */
export function isIbanSound(bare: string): boolean {
  const moved = `${bare.slice(4)}${bare.slice(0, 4)}`
  let remainder = 0
  for (const character of moved) {
    for (const digit of String(Number.parseInt(character, 36))) {
      remainder = (remainder * 10 + Number(digit)) % 97
    }
  }
  return remainder === 1
}

function readEmail(value: string): Reading | null {
  const domain = email.exec(value)?.[1]
  if (domain === undefined) return null
  const ascii = asciiDomain(domain)
  const warnings =
    ascii === null || ascii === domain.toLowerCase()
      ? []
      : [text('card.warn_email_domain', { domain: makeVisibleLine(ascii, 260) })]
  return readingOf('recipient', {
    emphasis: { start: value.length - domain.length, end: value.length },
    warnings: [...warnings, ...imitation(value)],
  })
}

function asciiDomain(domain: string): string | null {
  return URL.canParse(`https://${domain}/`) ? new URL(`https://${domain}/`).hostname : null
}

function readNamed(name: string, value: string): Reading | null {
  return isRecipientName(name) ? readingOf('recipient', { warnings: imitation(value) }) : null
}

function imitation(value: string): string[] {
  const plain = asciiLookalike(value)
  return plain === null
    ? []
    : [
        text('card.warn_lookalike', {
          words: makeVisibleLine(value),
          plain: makeVisibleLine(plain),
        }),
      ]
}
