// Proves that nothing invisible in the words of others stays hidden.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visibleSegments } from '../../renderer/parts/visible-text.ts'

/** What a person reads: boxes in brackets, line breaks as a pilcrow. */
function read(value: string): string {
  return visibleSegments(value)
    .map((segment) => {
      if (segment.kind === 'text') return segment.text
      return segment.kind === 'mark' ? `[${segment.text}]` : '¶'
    })
    .join('')
}

// The list of threat 31, one of each kind and the ends of each range.
const hiding = [
  0x00, 0x07, 0x0b, 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x34f, 0x115f, 0x1160, 0x180e, 0x200b, 0x200c,
  0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2064,
  0x2066, 0x2067, 0x2068, 0x2069, 0x2800, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xa0, 0x2003,
  0x3000, 0xe000, 0xe0001, 0xe0041, 0xe007f, 0xe0100, 0xe01ef, 0xfffe, 0x10ffff,
]

describe('visible text', () => {
  it.each(hiding.map((codePoint) => [codePoint.toString(16).toUpperCase().padStart(4, '0')]))(
    '[RND-04] shows U+%s as a box',
    (hex) => {
      const character = String.fromCodePoint(Number.parseInt(hex, 16))
      // Dies if: the character's class or range is left out.
      expect(read(`a${character}b`)).toBe(`a[U+${hex}]b`)
    },
  )

  it('[RND-04] shows lone surrogates, tabs and repeats', () => {
    expect(read('a\uD800b')).toBe('a[U+D800]b')
    expect(read('a\tb')).toBe('a[tab]b')
    expect(read('a\u200B\u200B\u200B\u202Eb')).toBe('a[U+200B ×3 U+202E]b')
  })

  it('[RND-04] shows runs of blanks and lines by their length', () => {
    expect(read(`a${' '.repeat(5_000)}b`)).toBe('a[5000 spaces]b')
    expect(read('a    b')).toBe('a    b')
    expect(read('a\nb\r\nc')).toBe('a¶b¶c')
    expect(read(`a${'\n'.repeat(500)}b`)).toBe('a[500 line breaks]¶b')
    expect(read('a\u200B\r\nb\rc')).toBe('a[U+200B]¶b[U+000D]c')
  })

  it('[RND-04] shows marks piled on one letter, not those of a written language', () => {
    expect(read('e\u0301')).toBe('e\u0301')
    expect(read('e\u0301\u0302\u0303\u0304')).toBe('e\u0301\u0302[U+0303 U+0304]')
  })

  it('[RND-04] leaves plain words of any script as they are', () => {
    for (const words of ['Überweisung an 北京 für 1.200,00 €', 'שלום', 'مرحبا', 'नमस्ते', '👍🏽']) {
      expect(visibleSegments(words)).toEqual([{ kind: 'text', text: words }])
    }
  })

  it('[RND-04] loses no character of anything, and keeps nothing invisible in a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (value) => {
        const segments = visibleSegments(value)
        const texts = segments.filter((segment) => segment.kind === 'text')
        for (const { text } of texts) {
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/u)
          expect(value).toContain(text)
        }
        // Dies if: a character is swallowed. What is not text is a box or a break.
        const plain = texts.map(({ text }) => text).join('')
        if (segments.length === texts.length) expect(plain).toBe(value)
      }),
    )
  })
})
