// What the person is changing of the arguments: one field per value, and the JSON text that comes of it. Nothing is rounded.
import type { ApprovalCall } from '../../shared/approval-card.ts'

export type FieldKind = 'text' | 'long_text' | 'number' | 'boolean' | 'json'

/** One value of the arguments as something to type into. */
export interface EditField {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string
  readonly label: string
  readonly kind: FieldKind
  /** The value before the change: the text itself, a number's digits, `true` or `false`, or JSON. */
  readonly start: string
}
/** By pointer what was typed; what is absent is as it was. */
export type EditDraft = ReadonlyMap<string, string>
export const emptyDraft: EditDraft = new Map()

export type BuiltJson =
  | { readonly ok: true; readonly json: string }
  | {
      readonly ok: false
      readonly pointer: string
      readonly problem: 'edit.not_a_number' | 'edit.not_json'
    }

/** Every value of `argumentsJson`, in its order, labelled as on the card. */
export function listFields(
  argumentsJson: string,
  rows: ApprovalCall['rows'],
): readonly EditField[] {
  const labels = new Map(rows.map(({ pointer, label }) => [pointer, label]))
  const fields: EditField[] = []
  visit(JSON.parse(argumentsJson), '', (pointer, value) => {
    const label = labels.get(pointer) ?? pointer.slice(1)
    fields.push({ pointer, label, ...startOf(value) })
  })
  return fields
}

/** The arguments with what was typed. Numbers go in digit for digit, as they were written. */
export function buildJson(
  argumentsJson: string,
  fields: readonly EditField[],
  draft: EditDraft,
): BuiltJson {
  const written = new Map<string, string>()
  for (const { pointer, kind, start } of fields) {
    const typed = draft.get(pointer) ?? start
    const value = writeValue(kind, typed)
    if (value === null) {
      const problem = kind === 'number' ? 'edit.not_a_number' : 'edit.not_json'
      return { ok: false, pointer, problem }
    }
    written.set(pointer, value)
  }
  return { ok: true, json: write(JSON.parse(argumentsJson), '', written) }
}

/** On lines of its own for each value, with every character that cannot be seen written as its escape. */
export function prettyJson(argumentsJson: string): string {
  return JSON.stringify(JSON.parse(argumentsJson), null, 2).replaceAll(hidden, (character) =>
    Array.from({ length: character.length }, (_, at) => escapeOf(character.charCodeAt(at))).join(
      '',
    ),
  )
}

const hidden =
  /(?!\n)[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u{115F}\u{1160}\u{3164}\u{FFA0}\u{2800}\u{034F}\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]|(?! )\p{Zs}/gu
const escapeOf = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`
const inPointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')
const isParent = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

function visit(
  value: unknown,
  pointer: string,
  onValue: (pointer: string, value: unknown) => void,
): void {
  if (!isParent(value)) {
    if (pointer !== '') onValue(pointer, value)
    return
  }
  for (const [key, inner] of Object.entries(value)) {
    visit(inner, `${pointer}/${inPointer(key)}`, onValue)
  }
}

const longFrom = 60

function startOf(value: unknown): Pick<EditField, 'kind' | 'start'> {
  if (typeof value === 'string') {
    const isLong = value.length > longFrom || value.includes('\n')
    return { kind: isLong ? 'long_text' : 'text', start: value }
  }
  const start = JSON.stringify(value)
  if (typeof value === 'number') return { kind: 'number', start }
  return { kind: typeof value === 'boolean' ? 'boolean' : 'json', start }
}

const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** JSON of what was typed, or null when it is none. */
function writeValue(kind: FieldKind, typed: string): string | null {
  if (kind === 'text' || kind === 'long_text') return JSON.stringify(typed)
  const bare = typed.trim()
  if (kind === 'number') return jsonNumber.test(bare) ? bare : null
  return isJson(bare) ? bare : null
}

/** True for text that is JSON; main checks it again, and more strictly. */
export function isJson(typed: string): boolean {
  try {
    JSON.parse(typed)
    return true
  } catch {
    return false
  }
}

function write(value: unknown, pointer: string, written: ReadonlyMap<string, string>): string {
  if (!isParent(value)) return written.get(pointer) ?? JSON.stringify(value)
  const inner = Object.entries(value).map(([key, item]) => {
    const text = write(item, `${pointer}/${inPointer(key)}`, written)
    return Array.isArray(value) ? text : `${JSON.stringify(key)}:${text}`
  })
  return Array.isArray(value) ? `[${inner.join(',')}]` : `{${inner.join(',')}}`
}
