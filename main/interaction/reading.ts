// What is said beside an exact value: the shape it has, how people read it, and what to be careful of.
import type { ArgumentShape } from '../../shared/approval-card.ts'
import type { Leaf } from './leaves.ts'

/** When, where and by whose schema values are read. */
export interface ReadingContext {
  readonly nowMs: number
  /** IANA name of the person's time zone. */
  readonly timeZone: string
}

export interface Span {
  readonly start: number
  readonly end: number
}

export interface Reading {
  readonly shape: ArgumentShape
  /** Null where it adds nothing to the exact value. */
  readonly reading: string | null
  readonly warnings: readonly string[]
  /** Of the raw text, as for `slice`. */
  readonly emphasis: Span | null
  readonly decoded: string | null
}

/** What the tool's own schema says of one value. The server wrote it: it may raise doubt, never settle it. */
export interface SchemaHint {
  readonly format: string | null
  /** Title and description, for words such as "in cents". */
  readonly words: string
}

/** One value with its place and what the schema says of it. */
export interface Reader {
  readonly leaf: Leaf
  readonly hint: SchemaHint
  readonly context: ReadingContext
}

/** A reading with the parts that a shape does not have left empty. */
export function readingOf(shape: ArgumentShape, parts: Partial<Reading> = {}): Reading {
  return { shape, reading: null, warnings: [], emphasis: null, decoded: null, ...parts }
}
