// Lays out the frozen arguments as rows a person can check, with our own notes from earlier calls beside them.
import type { ArgumentRow } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { flattenArguments, flattenForRows, type Leaf } from './leaves.ts'
import { isRecipientName } from './money.ts'
import type { ReadingContext, Span } from './reading.ts'
import { findHint } from './schema-hint.ts'
import { skeletonOf } from './scripts.ts'
import { readValue } from './shape.ts'
import { diffTexts } from './text-diff.ts'
import { makeVisible } from './visible.ts'
import { humanise } from './words.ts'

/** Beyond this many values the rows stand for the top level only. */
const mostRows = 3_000
/** A text at least this long is compared piece by piece, not named whole in a note. */
const comparedFrom = 60
/** So many texts of a card are compared piece by piece; of the others it is said that they differ. */
const mostCompared = 60

export interface RowsSource extends ReadingContext {
  /** Canonical JSON of an object. */
  readonly argumentsJson: string
  /** Canonical arguments of earlier ended calls of the same agent and tool, newest first. */
  readonly earlier: readonly string[]
  /** The tool's input schema, or null when the tool is gone. */
  readonly schema: Readonly<Record<string, unknown>> | null
  /** What the agent asked for before the person changed it, canonical JSON; null when nothing was changed. */
  readonly editedFromJson: string | null
}

/** Earlier calls, and the agent's own request, to hold a value against. */
interface Comparison {
  readonly past: readonly ReadonlyMap<string, string>[]
  readonly asked: ReadonlyMap<string, Leaf> | null
}

/**
 * One row per value, in the order of the canonical JSON; notes say what is new or different against earlier calls.
 * Empty where there are no values, or far too many: then the canonical JSON alone is shown.
 */
export function buildRows(source: RowsSource): ArgumentRow[] {
  const comparison: Comparison = {
    past: source.earlier.map(
      (json) => new Map(flattenForRows(json, mostRows).map((leaf) => [leaf.path, leaf.value])),
    ),
    asked:
      source.editedFromJson === null
        ? null
        : new Map(flattenArguments(source.editedFromJson).map((leaf) => [leaf.pointer, leaf])),
  }
  const leaves = flattenForRows(source.argumentsJson, mostRows)
  const labels = labelsOf(leaves)
  const [last] = comparison.past
  const compared = leaves.filter((leaf) => isCompared(leaf, last?.get(leaf.path)))
  const first = new Set(compared.slice(0, mostCompared))
  return leaves.map((leaf, at) => ({
    ...buildRow(leaf, source, comparison),
    label: labels[at] ?? leaf.path,
    diff: first.has(leaf) ? diffOf(leaf, last?.get(leaf.path)) : null,
  }))
}

function buildRow(leaf: Leaf, source: RowsSource, comparison: Comparison): ArgumentRow {
  const { past, asked } = comparison
  const read = readValue({ leaf, hint: findHint(source.schema, leaf.steps), context: source })
  const last = past[0]?.get(leaf.path)
  const imitated = findImitated(leaf, past)
  return {
    ...read,
    path: makeVisible(leaf.path),
    label: '',
    pointer: leaf.pointer,
    value: makeVisible(leaf.value),
    valueJson: leaf.valueJson,
    note: noteOf(leaf, past),
    changed: past[0] !== undefined && last !== leaf.value,
    diff: null,
    warnings: [...read.warnings, ...imitated],
    emphasis: read.emphasis && visibleSpan(leaf.value, read.emphasis),
    asked: asked === null ? null : askedOf(leaf, asked.get(leaf.pointer)),
  }
}

/** The same place in the visible text. */
function visibleSpan(raw: string, { start, end }: Span): Span {
  const from = makeVisible(raw.slice(0, start)).length
  return { start: from, end: from + makeVisible(raw.slice(start, end)).length }
}

/** Plain keys are named as people write them; any other key, and two that would read alike, stand exactly. */
function labelsOf(leaves: readonly Leaf[]): string[] {
  const labels = leaves.map(({ path, name }) =>
    path === name && /^[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*$/.test(name)
      ? humanise(name)
      : makeVisible(path),
  )
  const times = new Map<string, number>()
  for (const label of labels) times.set(label, (times.get(label) ?? 0) + 1)
  return labels.map((label, at) =>
    times.get(label) === 1 ? label : makeVisible(leaves[at]?.path ?? label),
  )
}

function askedOf(leaf: Leaf, asked: Leaf | undefined): ArgumentRow['asked'] {
  if (asked === undefined) return { value: null }
  return asked.valueJson === leaf.valueJson ? null : { value: makeVisible(asked.value) }
}

/** Values that the agent asked for and that are in no row any more. */
export function listTakenOut(source: RowsSource): { label: string; value: string }[] {
  if (source.editedFromJson === null) return []
  const kept = new Set(flattenArguments(source.argumentsJson).map((leaf) => leaf.pointer))
  return flattenArguments(source.editedFromJson)
    .filter((leaf) => !kept.has(leaf.pointer))
    .map((leaf) => ({ label: makeVisible(leaf.path), value: makeVisible(leaf.value) }))
}

function noteOf(leaf: Leaf, past: Comparison['past']): string | null {
  if (isRecipientName(leaf.name)) {
    const times = past.filter((call) => call.get(leaf.path) === leaf.value).length
    if (times === 0) return text('interaction.note_new_recipient')
    return text(times === 1 ? 'interaction.note_seen_once' : 'interaction.note_seen', { times })
  }
  const last = past[0]?.get(leaf.path)
  if (last === undefined || last === leaf.value) return null
  const shown = makeVisible(last)
  return shown.length > comparedFrom || shown.includes('\n')
    ? text('interaction.note_changed')
    : text('interaction.note_last', { last: shown })
}

function isCompared(leaf: Leaf, last: string | undefined): boolean {
  if (typeof leaf.raw !== 'string' || last === undefined || last === leaf.value) return false
  return Math.max(last.length, leaf.value.length) > comparedFrom || leaf.value.includes('\n')
}

function diffOf(leaf: Leaf, last: string | undefined): ArgumentRow['diff'] {
  const pieces = diffTexts(last ?? '', leaf.value)
  return pieces.length === 0 ? null : pieces
}

/** A new recipient that looks like one seen before. */
function findImitated(leaf: Leaf, past: Comparison['past']): string[] {
  if (!isRecipientName(leaf.name) || leaf.value.length > 1_000) return []
  const seen = past.flatMap((call) => call.get(leaf.path) ?? [])
  if (seen.includes(leaf.value)) return []
  const skeleton = skeletonOf(leaf.value)
  const like = seen.find((each) => skeletonOf(each) === skeleton)
  return like === undefined ? [] : [text('card.warn_like_before', { like: makeVisible(like) })]
}
