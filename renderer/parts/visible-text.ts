// Splits text of others into what can be seen and what cannot, so that nothing invisible or reordering stays hidden.

export type Segment =
  | { kind: 'text'; text: string }
  /** Shown as a small box: the code points of invisible characters, or the length of a run of blanks. */
  | { kind: 'mark'; text: string }
  | { kind: 'break' }

// Controls, formats, private use, unassigned and separators; then letters and marks that draw nothing.
const invisibleClass =
  '\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}' +
  '\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164\\uFFA0\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}'
// Blanks that are not the plain space look like it and are not it.
const oddBlanks = '\\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000'
const longBlanks = ' {5,}'
const newLines = '(?:\\r?\\n)+'
// A third combining mark on one letter starts to cover the lines around it.
const piledMarks = '(?<=[\\p{Mn}\\p{Me}]{2})[\\p{Mn}\\p{Me}]+'
// What main has boxed already (`⟦U+202E⟧`): drawn as a box too, its words unchanged.
const boxed = '\\u27E6(?:U\\+[0-9A-F]{4,6}|\\d+ spaces)\\u27E7'
const hidden = `(?:(?!\\r?\\n)[${invisibleClass}${oddBlanks}])+|${piledMarks}`
const special = new RegExp(`(${newLines})|(${longBlanks})|(${boxed})|${hidden}`, 'gu')
// In exact bytes the brackets are no box of ours: each stands as its own code point.
const specialInBytes = new RegExp(
  `(${newLines})|(${longBlanks})|()[\\u27E6\\u27E7]|${hidden}`,
  'gu',
)

/**
 * The segments of `value` in order. Joined back they stand for every code point of it. `bytes`: the text comes as it
 * will be sent, and nothing in it was made visible before.
 */
export function visibleSegments(value: string, bytes = false): Segment[] {
  const segments: Segment[] = []
  let from = 0
  for (const match of value.matchAll(bytes ? specialInBytes : special)) {
    if (match.index > from) segments.push({ kind: 'text', text: value.slice(from, match.index) })
    segments.push(...segmentsOf(match))
    from = match.index + match[0].length
  }
  if (from < value.length) segments.push({ kind: 'text', text: value.slice(from) })
  return segments
}

function segmentsOf(match: RegExpExecArray): Segment[] {
  const [whole, lines, blanks, box] = match
  if (lines !== undefined) return lineSegments(lines)
  if (blanks !== undefined) return [{ kind: 'mark', text: `${blanks.length} spaces` }]
  if (box !== undefined && box !== '') return [{ kind: 'mark', text: box }]
  return [{ kind: 'mark', text: invisibleNames(whole) }]
}

function lineSegments(lines: string): Segment[] {
  const count = lines.replaceAll('\r', '').length
  if (count > 3) return [{ kind: 'mark', text: `${count} line breaks` }, { kind: 'break' }]
  return Array.from({ length: count }, () => ({ kind: 'break' }))
}

/** `U+202E U+200B ×3`: each code point by name, repeats counted. */
function invisibleNames(characters: string): string {
  const names: { name: string; count: number }[] = []
  for (const character of characters) {
    const name = codePointName(character)
    const last = names.at(-1)
    if (last?.name === name) last.count += 1
    else names.push({ name, count: 1 })
  }
  return names.map(({ name, count }) => (count > 1 ? `${name} ×${count}` : name)).join(' ')
}

function codePointName(character: string): string {
  if (character === '\t') return 'tab'
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `U+${hex}`
}
