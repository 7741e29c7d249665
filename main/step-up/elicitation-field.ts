// Reads one property of an elicitation's restricted schema into a field that our own widgets can show.
import { z } from 'zod'
import type { ElicitationField } from '../../shared/model/elicitation.ts'

const maxOptions = 100
const label = z.string().max(500)
const text = z.string().max(4_000)
const bound = z.number().int().min(0).max(1_000_000)
const titled = z.strictObject({ const: text, title: label.optional() })
/** Keywords that only annotate; `x-*` is dropped before the strict parse. */
const annotations = { title: label.optional(), description: text.optional() }

const plainString = z.strictObject({
  ...annotations,
  type: z.literal('string'),
  minLength: bound.optional(),
  maxLength: bound.optional(),
  // Kept for the log and for length checks only: a server's expression is never run (ReDoS).
  pattern: z.string().max(500).optional(),
  format: z.enum(['email', 'uri', 'date', 'date-time']).optional(),
  default: text.optional(),
})
const enumString = z.strictObject({
  ...annotations,
  type: z.literal('string'),
  enum: z.array(text).min(1).max(maxOptions),
  enumNames: z.array(label).max(maxOptions).optional(),
  default: text.optional(),
})
const oneOfString = z.strictObject({
  ...annotations,
  type: z.literal('string'),
  oneOf: z.array(titled).min(1).max(maxOptions),
  default: text.optional(),
})
const numeric = z.strictObject({
  ...annotations,
  type: z.enum(['number', 'integer']),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.number().optional(),
})
const truth = z.strictObject({
  ...annotations,
  type: z.literal('boolean'),
  default: z.boolean().optional(),
})
const several = z.strictObject({
  ...annotations,
  type: z.literal('array'),
  items: z.union([
    z.strictObject({
      type: z.literal('string'),
      enum: z.array(text).min(1).max(maxOptions),
    }),
    z.strictObject({ anyOf: z.array(titled).min(1).max(maxOptions) }),
  ]),
  minItems: bound.optional(),
  maxItems: bound.optional(),
  default: z.array(text).max(maxOptions).optional(),
})
const property = z.union([oneOfString, enumString, plainString, numeric, truth, several])
type Property = z.infer<typeof property>
type Option = ElicitationField['options'][number]

/** What a field has when nothing is asked of its value. */
export const bareField = {
  options: [],
  minLength: null,
  maxLength: null,
  pattern: null,
  format: null,
  minimum: null,
  maximum: null,
  defaultValue: null,
} satisfies Partial<ElicitationField>

/**
 * One property as a field, or null when it does not fit the MCP primitive schema set plus `pattern`
 * (protocols 4.4, 10.5). For `choices` the length bounds count the chosen options.
 */
export function parseElicitationField(
  name: string,
  value: unknown,
  required: boolean,
): ElicitationField | null {
  const parsed = property.safeParse(withoutExtensions(value))
  if (!parsed.success) return null
  const field = buildField(name, parsed.data, required)
  return isCoherent(field) ? field : null
}

function withoutExtensions(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('x-')))
}

function buildField(name: string, schema: Property, required: boolean): ElicitationField {
  const base: ElicitationField = {
    ...bareField,
    name,
    label: schema.title ?? name,
    description: schema.description ?? null,
    kind: 'text',
    required,
    defaultValue: schema.default ?? null,
  }
  switch (schema.type) {
    case 'boolean':
      return { ...base, kind: 'boolean' }
    case 'number':
    case 'integer':
      return {
        ...base,
        kind: schema.type,
        minimum: schema.minimum ?? null,
        maximum: schema.maximum ?? null,
      }
    case 'array': {
      const { items } = schema
      const options = 'anyOf' in items ? titledOptions(items.anyOf) : plainOptions(items.enum)
      const bounds = { minLength: schema.minItems ?? null, maxLength: schema.maxItems ?? null }
      return { ...base, kind: 'choices', options, ...bounds }
    }
    case 'string':
      return buildStringField(base, schema)
  }
}

function buildStringField(
  base: ElicitationField,
  schema: Extract<Property, { type: 'string' }>,
): ElicitationField {
  if ('oneOf' in schema) return { ...base, kind: 'choice', options: titledOptions(schema.oneOf) }
  if ('enum' in schema) {
    return { ...base, kind: 'choice', options: plainOptions(schema.enum, schema.enumNames) }
  }
  return {
    ...base,
    minLength: schema.minLength ?? null,
    maxLength: schema.maxLength ?? null,
    pattern: schema.pattern ?? null,
    format: schema.format ?? null,
  }
}

function titledOptions(items: readonly z.infer<typeof titled>[]): Option[] {
  return items.map((item) => ({ value: item.const, label: item.title ?? item.const }))
}

function plainOptions(values: readonly string[], names: readonly string[] = []): Option[] {
  return values.map((value, index) => ({ value, label: names[index] ?? value }))
}

/** Bounds the right way round, options distinct, and a default that the field itself allows. */
function isCoherent(field: ElicitationField): boolean {
  const ordered = (low: number | null, high: number | null): boolean =>
    low === null || high === null || low <= high
  const values = field.options.map((option) => option.value)
  if (!ordered(field.minLength, field.maxLength)) return false
  if (!ordered(field.minimum, field.maximum)) return false
  if (new Set(values).size !== values.length) return false
  if (field.kind === 'choice' && typeof field.defaultValue === 'string') {
    return values.includes(field.defaultValue)
  }
  if (field.kind === 'choices' && Array.isArray(field.defaultValue)) {
    return field.defaultValue.every((value) => values.includes(value))
  }
  return true
}
