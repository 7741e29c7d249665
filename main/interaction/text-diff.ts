// Compares a text with that of the last similar call: words for short ones, lines for long ones, bounded in effort.
import { diffLines, diffWordsWithSpace, type ChangeObject } from 'diff'
import type { DiffPiece } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { makeVisible } from './visible.ts'

const wordsUpTo = 2_000
/** How far two texts may differ before they are compared by their ends alone. */
const mostEdits = { words: 120, lines: 300 }
/** Where more than this differs, a comparison is no help: the text itself stands there whole. */
const mostShown = 50_000
const wordsAround = 60
const linesAround = 2

type Change = Pick<ChangeObject<string>, 'value' | 'added' | 'removed'>

/**
 * What was added and removed, with a little of what is the same around it. Empty when nothing differs, or nearly
 * everything of a very long text does.
 */
export function diffTexts(before: string, after: string): DiffPiece[] {
  if (before === after) return []
  const isLine = !before.includes('\n') && !after.includes('\n')
  const byWords = isLine && Math.max(before.length, after.length) <= wordsUpTo
  const changes = byWords
    ? diffWordsWithSpace(before, after, { maxEditLength: mostEdits.words })
    : diffLines(before, after, { maxEditLength: mostEdits.lines })
  return trimChanges(changes ?? diffEnds(before, after), byWords)
}

function trimChanges(changes: readonly Change[], byWords: boolean): DiffPiece[] {
  const changed = changes.filter(({ added, removed }) => added || removed)
  if (changed.reduce((length, { value }) => length + value.length, 0) > mostShown) return []
  return changes.flatMap((change, at) => {
    const place = { isFirst: at === 0, isLast: at === changes.length - 1 }
    return pieceOf(change, byWords ? trimWords(place) : trimLines(place))
  })
}

type Trim = (same: string) => DiffPiece[]

function pieceOf({ value, added, removed }: Change, trim: Trim): DiffPiece[] {
  if (value === '') return []
  if (!added && !removed) return trim(value)
  return [{ kind: added ? 'added' : 'removed', text: makeVisible(value) }]
}

interface PlaceOfSame {
  readonly isFirst: boolean
  readonly isLast: boolean
}

const same = (value: string): DiffPiece[] =>
  value === '' ? [] : [{ kind: 'same', text: makeVisible(value) }]

function trimWords({ isFirst, isLast }: PlaceOfSame): Trim {
  return (value) => {
    const letters = Array.from(value)
    const head = isFirst ? 0 : wordsAround
    const tail = isLast ? 0 : wordsAround
    const left = letters.length - head - tail
    if (left <= wordsAround) return same(value)
    return [
      ...same(letters.slice(0, head).join('')),
      { kind: 'skipped', text: text('card.diff_same_characters', { count: left }) },
      ...same(letters.slice(letters.length - tail).join('')),
    ]
  }
}

function trimLines({ isFirst, isLast }: PlaceOfSame): Trim {
  return (value) => {
    const lines = value.split(/(?<=\n)/)
    const head = isFirst ? 0 : linesAround
    const tail = isLast ? 0 : linesAround
    const left = lines.length - head - tail
    if (left <= 1) return same(value)
    return [
      ...same(lines.slice(0, head).join('')),
      { kind: 'skipped', text: text('card.diff_same_lines', { count: left }) },
      ...same(lines.slice(lines.length - tail).join('')),
    ]
  }
}

/** The longest common beginning and end; everything between is removed and added whole. */
function diffEnds(before: string, after: string): Change[] {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  start = lineStart(after, start)
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const change = (value: string, added: boolean, removed: boolean) => ({ value, added, removed })
  return [
    change(after.slice(0, start), false, false),
    change(before.slice(start, before.length - end), false, true),
    change(after.slice(start, after.length - end), true, false),
    change(after.slice(after.length - end), false, false),
  ]
}

/** Never begins inside a line, and so never between the halves of one character. */
const lineStart = (value: string, at: number): number => value.lastIndexOf('\n', at - 1) + 1
