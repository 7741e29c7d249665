// Takes frozen arguments apart into their single values, each with its place, and bounds how many are laid out one by one.
import type { Arguments } from './money.ts'

export interface Leaf {
  readonly path: string
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string
  /** The nearest key; an item of a list has the list's. */
  readonly name: string
  /** Keys and positions from the top. */
  readonly steps: readonly (string | number)[]
  /** A string as it is, anything else as JSON. */
  readonly value: string
  /** Canonical JSON of the value. */
  readonly valueJson: string
  /** The parsed value. */
  readonly raw: unknown
  /** The object it stands in, so that an amount finds its currency; null inside a list. */
  readonly parent: Arguments | null
}

interface Place {
  readonly path: string
  readonly pointer: string
  readonly name: string
  readonly steps: readonly (string | number)[]
  readonly parent: Arguments | null
}

const top: Place = { path: '', pointer: '', name: '', steps: [], parent: null }

const inPointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

function leafOf(raw: unknown, place: Place): Leaf {
  const valueJson = JSON.stringify(raw)
  return { ...place, raw, value: typeof raw === 'string' ? raw : valueJson, valueJson }
}

/** The members of a list or an object with their places; none for a plain or empty value. */
function membersOf(value: unknown, at: Place): [unknown, Place][] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => [
      item,
      {
        path: `${at.path}[${index}]`,
        pointer: `${at.pointer}/${index}`,
        name: at.name,
        steps: [...at.steps, index],
        parent: null,
      },
    ])
  }
  return Object.entries(value).map(([key, item]) => [
    item,
    {
      path: at.path === '' ? key : `${at.path}.${key}`,
      pointer: `${at.pointer}/${inPointer(key)}`,
      name: key,
      steps: [...at.steps, key],
      parent: value as Arguments,
    },
  ])
}

const countOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? Object.keys(value).length : 0

/** False as soon as there would be more than `limit` of them. */
function collect(value: unknown, at: Place, into: { leaves: Leaf[]; limit: number }): boolean {
  if (countOf(value) > into.limit) return false
  const members = membersOf(value, at)
  if (members.length === 0 && at.pointer !== '') into.leaves.push(leafOf(value, at))
  if (into.leaves.length > into.limit) return false
  return members.every(([item, place]) => collect(item, place, into))
}

/** Every value of the arguments, nested ones by path; nothing is left out or shortened. */
export function flattenArguments(argumentsJson: string): Leaf[] {
  const leaves: Leaf[] = []
  collect(JSON.parse(argumentsJson), top, { leaves, limit: Infinity })
  return leaves
}

/**
 * As {@link flattenArguments} while there are at most `limit` values; else each value of the top level whole; none at
 * all when even those are too many. Nothing is lost by it: the exact bytes stand beside the rows.
 */
export function flattenForRows(argumentsJson: string, limit: number): Leaf[] {
  const args: unknown = JSON.parse(argumentsJson)
  const leaves: Leaf[] = []
  if (collect(args, top, { leaves, limit })) return leaves
  if (countOf(args) > limit) return []
  return membersOf(args, top).map(([item, place]) => leafOf(item, place))
}
