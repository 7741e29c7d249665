// Proves that rows hold everything, say what changed, and cost little however large the arguments are.
import process from 'node:process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { warnOfNames } from '../../main/interaction/name-warnings.ts'
import { buildRows, listTakenOut } from '../../main/interaction/rows.ts'
import { diffTexts } from '../../main/interaction/text-diff.ts'
import { makeVisible } from '../../main/interaction/visible.ts'
import { rowFor, rowsOf, sourceOf } from './rows-world.ts'

const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], value)

const jsonObject = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }), {
  noNullPrototype: true,
})

describe('rows', () => {
  it('[CARD-09] every value has its row, exactly, whatever the arguments are', () => {
    fc.assert(
      fc.property(jsonObject, (args) => {
        const kept = JSON.parse(JSON.stringify(args)) as object
        for (const row of rowsOf(kept)) {
          const value = at(kept, row.pointer)
          // Dies if: a value is shortened, rounded, or taken from another place.
          expect(JSON.parse(row.valueJson)).toEqual(value)
          expect(row.value).toBe(
            makeVisible(typeof value === 'string' ? value : JSON.stringify(value)),
          )
        }
        const text = JSON.stringify(kept)
        if (text !== '{}') expect(rowsOf(kept).length).toBeGreaterThan(0)
      }),
    )
  })

  it('[CARD-09] 1,000 keys are 1,000 rows; too many values are shown whole, then as bytes alone', () => {
    const keys = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, key) => [`k${key}`, key]))
    expect(rowsOf(keys(1_000))).toHaveLength(1_000)
    const list = Array.from({ length: 50_000 }, (_, key) => key)
    const rows = rowsOf({ list, name: 'x' })
    expect(rows.map(({ path }) => path)).toEqual(['list', 'name'])
    expect(rows[0]?.value).toBe(JSON.stringify(list))
    expect(rowsOf(keys(20_000))).toEqual([])
  })

  it('[CARD-09] keys that would read alike, or hold anything odd, stand exactly', () => {
    const labels = (args: object) => rowsOf(args).map(({ label }) => label)
    expect(labels({ recipient: 'a', amount_due: 1 })).toEqual(['Amount due', 'Recipient'])
    // Dies if: labels are made nicer than the keys allow.
    expect(labels({ Recipient: 'a', recipient: 'b' })).toEqual(['Recipient', 'recipient'])
    expect(labels({ 'to\u200B': 'a', to: 'b' })).toEqual(['To', 'to⟦U+200B⟧'])
    expect(labels({ аmount: 1 })).toEqual(['аmount'])
  })

  it('[CARD-10] an edit shows what the agent asked for, also what was added and taken out', () => {
    const source = sourceOf(
      { amount: 900, note: 'first', same: true },
      { editedFrom: { amount: 1200, same: true, urgent: { by: 'noon' }, empty: '' } },
    )
    expect(buildRows(source).map(({ path, asked }) => [path, asked])).toEqual([
      ['amount', { value: '1200' }],
      // Dies if: words of ours stand where the agent's could, which may be the same words.
      ['note', { value: null }],
      ['same', null],
    ])
    expect(listTakenOut(source)).toEqual([
      { label: 'empty', value: '' },
      { label: 'urgent.by', value: 'noon' },
    ])
    // Dies if: "1" and 1 are taken for the same.
    expect(rowsOf({ n: '1' }, { editedFrom: { n: 1 } })[0]?.asked).toEqual({ value: '1' })
  })
})

describe('texts', () => {
  const joined = (pieces: ReturnType<typeof diffTexts>, without: 'added' | 'removed') =>
    pieces
      .filter(({ kind }) => kind !== without)
      .map(({ text }) => text)
      .join('')

  it('[CARD-07] a long text is named with its length, and never cut', () => {
    const body = `${'word '.repeat(100)}\nend`
    expect(rowFor('body', body)).toMatchObject({
      shape: 'long_text',
      reading: '2 lines, 504 characters',
      value: makeVisible(body),
    })
  })

  it('[CARD-07] words are compared in a short text, lines in a long one', () => {
    const long = 'a text that is long enough to be compared piece by piece, '
    expect(rowFor('t', `${long}pay 5`, { before: [{ t: `${long}pay 4` }] }).diff).toEqual([
      { kind: 'same', text: expect.stringMatching(/pay $/) as string },
      { kind: 'removed', text: '4' },
      { kind: 'added', text: '5' },
    ])
    const lines = (tenth: string) =>
      Array.from({ length: 60 }, (_, line) => (line === 9 ? tenth : `line ${line}`)).join('\n')
    expect(diffTexts(lines('old'), lines('new')).map(({ kind, text }) => [kind, text])).toEqual([
      ['skipped', '7 lines the same'],
      ['same', 'line 7⟦U+000A⟧\nline 8⟦U+000A⟧\n'],
      ['removed', 'old⟦U+000A⟧\n'],
      ['added', 'new⟦U+000A⟧\n'],
      ['same', 'line 10⟦U+000A⟧\nline 11⟦U+000A⟧\n'],
      ['skipped', '48 lines the same'],
    ])
    expect(diffTexts('same', 'same')).toEqual([])
    expect(rowFor('t', `${long}x`).diff).toBeNull()
  })

  it('[CARD-07] added and kept pieces are the new text, removed and kept ones the old', () => {
    const words = fc.array(fc.constantFrom('pay', ' ', '5', '\n', 'é', '👍', '\u202E'), {
      maxLength: 25,
    })
    fc.assert(
      fc.property(words, words, (before, after) => {
        const [old, now] = [before.join(''), after.join('')]
        const pieces = diffTexts(old, now)
        if (old === now || pieces.some(({ kind }) => kind === 'skipped')) return
        // Dies if: a piece is dropped, doubled, or a character is cut in half.
        expect(joined(pieces, 'removed')).toBe(makeVisible(now))
        expect(joined(pieces, 'added')).toBe(makeVisible(old))
      }),
    )
  })
})

describe('names', () => {
  it('[CARD-08] names that can be taken for others are warned of, whoever has them', () => {
    const warned = warnOfNames({
      agent: 'Bookkeeper',
      claimed: 'Сlaude',
      connection: 'Нarbor Bank',
      tool: 'ｐａｙ',
    })
    expect(warned.map(({ sentence }) => sentence)).toEqual([
      'What the agent calls itself, “Сlaude”, looks like “Claude” and is not.',
      'The server’s name “Нarbor Bank” looks like “Harbor Bank” and is not.',
      'The tool’s name “ｐａｙ” looks like “pay” and is not.',
    ])
    expect(warned[0]?.spelled).toBe('С U+0421 Cyrillic')
    expect(warnOfNames({ agent: 'Бухгалтер', connection: '北京', tool: null })).toEqual([])
  })
})

describe('cost', () => {
  const limitMs = 1_500
  const random = (at: number): number => (Math.imul(at + 1, 2_654_435_761) >>> 0) % 97
  const words = (count: number, shift: number) =>
    Array.from({ length: count }, (_, at) => `w${random(at * 7 + shift)}`).join(' ')
  const cases: [string, object, object][] = [
    ['one line', { text: 'x'.repeat(1_000_000) }, { text: 'y'.repeat(1_000_000) }],
    ['line breaks', { text: 'a\n'.repeat(500_000) }, { text: 'b\n'.repeat(500_000) }],
    ['words', { text: words(300_000, 0) }, { text: words(300_000, 3) }],
    ['Cyrillic', { text: 'слово мир '.repeat(50_000) }, { text: 'слово мор '.repeat(50_000) }],
    ['blanks', { text: ' '.repeat(1_000_000) }, { text: '' }],
    ['hidden', { text: '\u200B'.repeat(300_000) }, { text: '\u202E'.repeat(300_000) }],
    ['base64', { data: Buffer.alloc(700_000, 'aZ7~é').toString('base64') }, { data: '' }],
    ['numbers', { list: Array.from({ length: 300_000 }, (_, at) => at % 10) }, { list: [] }],
    [
      'many texts',
      Object.fromEntries(Array.from({ length: 2_900 }, (_, at) => [`k${at}`, words(100, at)])),
      Object.fromEntries(Array.from({ length: 2_900 }, (_, at) => [`k${at}`, words(100, at + 5)])),
    ],
  ]
  it.each(cases)('[CARD-11] a megabyte of %s', (name, args, last) => {
    const source = sourceOf(args, { before: [last] })
    const before = process.cpuUsage()
    buildRows(source)
    const { user, system } = process.cpuUsage(before)
    // Time of this process alone, and generous: a tenth of it is usual. Dies if: any effort grows with the square.
    expect((user + system) / 1_000, name).toBeLessThan(limitMs)
  })
})
