// Decides what a value is, by its form, its name and the tool's schema, and reads it accordingly.
import { text } from '../../shared/catalogue/text.ts'
import { readingOf, type Reader, type Reading } from './reading.ts'
import { asciiLookalike, findMixedWords, spellOut, type MixedWord } from './scripts.ts'
import { readBlob } from './shape-blob.ts'
import { readDate } from './shape-date.ts'
import { readFilePath } from './shape-file.ts'
import { readMoney } from './shape-money.ts'
import { readRecipient } from './shape-recipient.ts'
import { readUrl } from './shape-url.ts'
import { makeVisibleLine } from './visible.ts'

const longFrom = 200
const wordsNamed = 3
// Beyond the first 100,000 characters the exact text shows what it holds; a warning need not look there.
const lookedAt = 100_000

const readers = [readMoney, readDate, readUrl, readRecipient, readBlob, readFilePath]

/** The shape of one value with its reading and warnings, and its doubtful letters spelled out. */
export function readValue(reader: Reader): Reading & { readonly spelled: string | null } {
  const { raw } = reader.leaf
  if (typeof raw === 'boolean') return { ...readingOf('boolean'), spelled: null }
  const shaped = readers.reduce<Reading | null>((found, read) => found ?? read(reader), null)
  if (typeof raw === 'number') return { ...(shaped ?? readingOf('number')), spelled: null }
  const reading = shaped ?? readPlain(raw)
  return typeof raw === 'string' ? withLetters(reading, raw) : { ...reading, spelled: null }
}

function readPlain(raw: unknown): Reading {
  if (typeof raw !== 'string' || (raw.length <= longFrom && !raw.includes('\n'))) {
    return readingOf('text')
  }
  const counts = countsOf(raw)
  const key = counts.lines === 1 ? 'card.long_line' : 'card.long_text'
  return readingOf('long_text', { reading: text(key, counts) })
}

/** Lines, and characters as code points. */
function countsOf(value: string): { lines: number; count: number } {
  let lines = 1
  let count = 0
  for (let at = 0; at < value.length; at += 1) {
    const unit = value.charCodeAt(at)
    if (unit === 0x0a) lines += 1
    if ((unit & 0xfc00) !== 0xdc00) count += 1
  }
  return { lines, count }
}

/** Adds what any text can hide: mixed letters, blanks at its ends, an order that the screen may change. */
function withLetters(reading: Reading, raw: string): Reading & { readonly spelled: string | null } {
  const seen = raw.slice(0, lookedAt)
  // An address and a recipient have said it of the whole already.
  const isJudged = reading.shape === 'url' || asciiLookalike(raw.slice(0, 1_000)) !== null
  const mixed = isJudged && reading.warnings.length > 0 ? [] : findMixedWords(seen, wordsNamed)
  const warnings = [...reading.warnings, ...mixed.map(wordsOf)]
  if (/^ | $/.test(raw)) warnings.push(text('card.warn_blank_end'))
  if (isTwoWay(seen)) warnings.push(text('card.warn_two_ways'))
  const doubtful = mixed.length > 0 || warnings.length > reading.warnings.length
  const strange = doubtful || reading.warnings.length > 0 ? spellOut(seen.slice(0, 2_000)) : ''
  return { ...reading, warnings, spelled: strange === '' ? null : strange }
}

function wordsOf({ word, scripts }: MixedWord): string {
  const words = makeVisibleLine(word)
  const plain = asciiLookalike(word)
  return plain === null
    ? text('card.warn_mixed', { words, scripts: scripts.join(', ') })
    : text('card.warn_lookalike', { words, plain: makeVisibleLine(plain) })
}

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** Letters from right to left beside figures or letters from left to right are not drawn in the order they stand. */
function isTwoWay(value: string): boolean {
  return rightToLeft.test(value) && /[\p{N}\p{Script=Latin}]/u.test(value)
}
