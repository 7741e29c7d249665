// What the person has filled in so far, and the answer it makes once it is complete.
import type {
  ElicitationAnswer,
  ElicitationField,
  ElicitationView,
} from '../../shared/model/elicitation.ts'

type Content = Extract<ElicitationAnswer, { action: 'accept' }>['content']
export type FieldValue = Content[string]
/** Values by field name; a field that is absent has not been answered. */
export type DraftAnswer = ReadonlyMap<string, FieldValue>
export const emptyAnswer: DraftAnswer = new Map()

/**
 * The one way to prove it where there is only one, and what a resource server's form suggests (MCP: defaults are
 * filled in). The person still confirms all of it.
 */
export function firstDraft(elicitation: ElicitationView): DraftAnswer {
  const { kind, fields, passkeyUnavailable, relay } = elicitation
  if (kind === 'form' && relay !== undefined) return suggestionsOf(fields)
  const [field] = fields
  if (kind !== 'authenticator_choice' || field === undefined) return emptyAnswer
  const open = field.options.filter(
    ({ value }) => value !== 'passkey' || passkeyUnavailable === null,
  )
  const [only] = open
  return only && open.length === 1 ? new Map([[field.name, only.value]]) : emptyAnswer
}

function suggestionsOf(fields: readonly ElicitationField[]): DraftAnswer {
  return new Map(
    fields.flatMap(({ name, defaultValue }) =>
      defaultValue === null ? [] : [[name, defaultValue]],
    ),
  )
}

/** The number of digits a code field asks for. */
export function codeLengthOf(field: ElicitationField | undefined): number {
  const asked = field?.maxLength ?? field?.minLength ?? 6
  return Math.min(8, Math.max(4, asked))
}

/** The content to send, or null while something needed is missing or does not fit. Exactly the known fields. */
export function contentOf(elicitation: ElicitationView, draft: DraftAnswer): Content | null {
  switch (elicitation.kind) {
    case 'passkey':
    case 'passkey_registration':
      return elicitation.passkeyUnavailable === null ? {} : null
    case 'url':
    case 'url_opened':
      return {}
    case 'totp':
      return codeContent(elicitation.fields[0], draft)
    case 'authenticator_choice':
    case 'form':
    case 'client':
    case 'model':
      return formContent(elicitation.fields, draft)
  }
}

function codeContent(field: ElicitationField | undefined, draft: DraftAnswer): Content | null {
  const code = field && draft.get(field.name)
  if (!field || typeof code !== 'string' || code.length !== codeLengthOf(field)) return null
  return Object.fromEntries([[field.name, code]])
}

function formContent(fields: readonly ElicitationField[], draft: DraftAnswer): Content | null {
  const entries: [string, FieldValue][] = []
  for (const field of fields) {
    const value = draft.get(field.name)
    if (value === undefined) {
      if (field.required && field.kind !== 'boolean') return null
      if (field.required) entries.push([field.name, false])
      continue
    }
    const sent = valueToSend(field, value)
    if (sent === null) return null
    entries.push([field.name, sent])
  }
  return Object.fromEntries(entries)
}

/** The value in the type the field asks for, or null when it does not fit. */
function valueToSend(field: ElicitationField, value: FieldValue): FieldValue | null {
  switch (field.kind) {
    case 'number':
    case 'integer':
      return numberToSend(field, String(value))
    case 'text':
      return fitsText(field, String(value)) ? value : null
    case 'choice':
      return field.options.some((option) => option.value === value) ? value : null
    case 'choices':
    case 'boolean':
      return value
  }
}

function numberToSend(field: ElicitationField, typed: string): number | null {
  const value = typed.trim() === '' ? Number.NaN : Number(typed)
  if (!Number.isFinite(value) || (field.kind === 'integer' && !Number.isInteger(value))) return null
  if (field.minimum !== null && value < field.minimum) return null
  return field.maximum !== null && value > field.maximum ? null : value
}

function fitsText(field: ElicitationField, typed: string): boolean {
  const { length } = Array.from(typed)
  if (field.required && length === 0) return false
  if (field.minLength !== null && length < field.minLength) return false
  return field.maxLength === null || length <= field.maxLength
}
