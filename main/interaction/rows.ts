// Lays out the frozen arguments as rows a person can check, with our own notes from earlier calls beside them.
import type { ArgumentRow } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { isRecipientName, type Arguments } from './money.ts'
import { makeVisible } from './visible.ts'
import { humanise } from './words.ts'

interface Leaf {
  readonly path: string
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string
  readonly name: string
  readonly value: string
  /** Canonical JSON of the value. */
  readonly valueJson: string
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

type Place = Pick<Leaf, 'path' | 'pointer' | 'name'>

const inPointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

function flatten(value: unknown, at: Place): Leaf[] {
  const { path, pointer, name } = at
  if (typeof value !== 'object' || value === null) return [leafOf(value, at)]
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) =>
        flatten(item, { path: `${path}[${index}]`, pointer: `${pointer}/${index}`, name }),
      )
    : Object.entries(value).flatMap(([key, item]) =>
        flatten(item, {
          path: path === '' ? key : `${path}.${key}`,
          pointer: `${pointer}/${inPointer(key)}`,
          name: key,
        }),
      )
  if (inner.length > 0 || pointer === '') return inner
  return [leafOf(value, at)]
}

function leafOf(value: unknown, at: Place): Leaf {
  return { ...at, value: valueText(value), valueJson: JSON.stringify(value) }
}

/** Every value of the arguments, nested ones by path; nothing is left out or shortened. */
export function flattenArguments(argumentsJson: string): Leaf[] {
  return flatten(JSON.parse(argumentsJson) as Arguments, { path: '', pointer: '', name: '' })
}

/**
 * One row per value, in the order of the canonical JSON. `earlier` are canonical arguments of earlier ended calls
 * of the same agent and tool, newest first; notes say what is new or different against them.
 */
export function buildRows(argumentsJson: string, earlier: readonly string[]): ArgumentRow[] {
  const past = earlier.map(
    (json) => new Map(flattenArguments(json).map((leaf) => [leaf.path, leaf.value])),
  )
  return flattenArguments(argumentsJson).map((leaf) => ({
    path: makeVisible(leaf.path),
    label: makeVisible(leaf.path === leaf.name ? humanise(leaf.name) : leaf.path),
    pointer: leaf.pointer,
    value: makeVisible(leaf.value),
    valueJson: leaf.valueJson,
    shape: shapeOf(leaf.valueJson),
    reading: null,
    note: noteOf(leaf, past),
    changed: past[0] !== undefined && past[0].get(leaf.path) !== leaf.value,
    diff: null,
    warnings: [],
  }))
}

function shapeOf(valueJson: string): ArgumentRow['shape'] {
  if (valueJson === 'true' || valueJson === 'false') return 'boolean'
  return /^-?\d/.test(valueJson) ? 'number' : 'text'
}

function noteOf(leaf: Leaf, past: readonly ReadonlyMap<string, string>[]): string | null {
  if (isRecipientName(leaf.name)) {
    const times = past.filter((call) => call.get(leaf.path) === leaf.value).length
    if (times === 0) return text('interaction.note_new_recipient')
    return text(times === 1 ? 'interaction.note_seen_once' : 'interaction.note_seen', { times })
  }
  const last = past[0]?.get(leaf.path)
  if (last === undefined || last === leaf.value) return null
  const shown = makeVisible(last)
  return shown.length > 60
    ? text('interaction.note_changed')
    : text('interaction.note_last', { last: shown })
}
