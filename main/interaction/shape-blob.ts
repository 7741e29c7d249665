// Names base64 and hex with their size, and shows what they hold where that is text.
import { text } from '../../shared/catalogue/text.ts'
import { readingOf, type Reader, type Reading } from './reading.ts'
import { makeVisible } from './visible.ts'

const leastLength = 64
const dataUrl = /^data:([^,;]*)(?:;[^,;]*)*;base64,/i
const base64 = /^[A-Za-z0-9+/_-]+={0,2}$/
const hex = /^(?=.*\d)(?=.*[a-f])(?:[0-9a-f]{2})+$/i

/** Null when the value is plain to read. */
export function readBlob({ leaf }: Reader): Reading | null {
  if (typeof leaf.raw !== 'string' || leaf.raw.length < leastLength) return null
  const coded = leaf.raw.replace(dataUrl, '')
  if (hex.test(coded)) return named('hex', Buffer.from(coded, 'hex'))
  const isMixed = /[a-z]/.test(coded) && /[A-Z]/.test(coded) && /\d/.test(coded)
  if (!base64.test(coded) || !isMixed) return null
  return named('base64', Buffer.from(coded, 'base64'))
}

function named(coding: 'hex' | 'base64', bytes: Buffer): Reading {
  const values = { coding: coding === 'hex' ? 'Hex' : 'Base64', count: bytes.length }
  const words = readText(bytes)
  if (words !== null) {
    return readingOf('blob', {
      reading: text('card.blob_text', values),
      decoded: makeVisible(words),
    })
  }
  // As long as a digest or an identifier: nothing is hidden in it.
  if (bytes.length <= leastLength) return readingOf('blob', { reading: text('card.blob', values) })
  return readingOf('blob', {
    reading: text('card.blob', values),
    warnings: [text('card.warn_blob')],
  })
}

function readText(bytes: Buffer): string | null {
  try {
    const words = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return /[^\P{C}\n\r\t]/u.test(words) ? null : words
  } catch {
    return null
  }
}
