// Checks the person's answer against the fields that were asked, before anything is sent.
import { text } from '../../shared/catalogue/text.ts'
import type { ElicitationField } from '../../shared/model/elicitation.ts'
import type { ParsedElicitation } from './elicitation.ts'

export type AnswerValue = string | number | boolean | string[]
export type AnswerContent = Readonly<Record<string, AnswerValue>>

export type CheckedAnswer =
  | { readonly ok: true; readonly response: Record<string, AnswerValue> }
  /** Words for the person: what to change. */
  | { readonly ok: false; readonly problem: string }

/** The declared properties and nothing else, each allowed by its field; or what the person should change. */
export function checkElicitationAnswer(
  entry: ParsedElicitation,
  content: AnswerContent,
): CheckedAnswer {
  const response: Record<string, AnswerValue> = {}
  for (const field of entry.fields) {
    const value = Object.hasOwn(content, field.name) ? content[field.name] : undefined
    if (value === undefined || value === '') {
      if (field.required) {
        return { ok: false, problem: text('step-up.answer-missing', { field: field.label }) }
      }
      continue
    }
    const cleaned = entry.kind === 'totp' ? digitsOf(value) : value
    if (!fits(field, cleaned) || (entry.kind === 'totp' && !isCode(cleaned))) {
      return { ok: false, problem: text('step-up.answer-does-not-fit', { field: field.label }) }
    }
    response[field.name] = cleaned
  }
  return { ok: true, response }
}

/** People paste codes with spaces in them. */
function digitsOf(value: AnswerValue): AnswerValue {
  return typeof value === 'string' ? value.replaceAll(/\s/g, '') : value
}

function isCode(value: AnswerValue): boolean {
  return typeof value === 'string' && /^[0-9]{6,8}$/.test(value)
}

function fits(field: ElicitationField, value: AnswerValue): boolean {
  const values = field.options.map((option) => option.value)
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' && isWithin(value.length, field.minLength, field.maxLength)
    case 'number':
    case 'integer':
      return isFittingNumber(field, value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'choice':
      return typeof value === 'string' && values.includes(value)
    case 'choices':
      return (
        Array.isArray(value) &&
        isWithin(value.length, field.minLength, field.maxLength) &&
        new Set(value).size === value.length &&
        value.every((one) => values.includes(one))
      )
  }
}

function isFittingNumber(field: ElicitationField, value: AnswerValue): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false
  if (field.kind === 'integer' && !Number.isSafeInteger(value)) return false
  return isWithin(value, field.minimum, field.maximum)
}

function isWithin(value: number, low: number | null, high: number | null): boolean {
  return (low === null || value >= low) && (high === null || value <= high)
}
