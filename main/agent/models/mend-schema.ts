// Makes a tool's schema one that providers take, or says that it cannot be: one they refuse ends the whole request.
import { isRecord } from './is-record.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

const mostCharacters = 50_000
/** What Anthropic takes as the name of a property. */
const legalKey = /^[a-zA-Z0-9_.-]{1,64}$/
/** Refused at the top, and naming documents that nobody fetches. */
const dropped: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$anchor',
  'anyOf',
  'oneOf',
  'allOf',
  'not',
  'if',
  'then',
  'else',
  'enum',
  'const',
])

/**
 * Null: the tool cannot be offered. What is dropped only tells the model less: its arguments are held against the
 * server's own schema afterwards.
 */
export function mendSchema(schema: JsonSchema): JsonSchema | null {
  const { type } = schema
  const isObject = type === undefined || type === 'object'
  if (!isObject && !(Array.isArray(type) && type.includes('object'))) return null
  const properties = readProperties(schema['properties'])
  if (properties === null) return null
  const kept = Object.fromEntries(Object.entries(schema).filter(([key]) => !dropped.has(key)))
  const mended = { ...kept, type: 'object', properties, ...readRequired(schema, properties) }
  return JSON.stringify(mended).length > mostCharacters ? null : mended
}

function readProperties(properties: unknown): Readonly<Record<string, unknown>> | null {
  if (properties === undefined) return {}
  if (!isRecord(properties)) return null
  const entries = Object.entries(properties)
  if (!entries.every(([key]) => legalKey.test(key))) return null
  // `true` and `false` are schemas; not every provider knows them.
  return Object.fromEntries(
    entries.map(([key, value]) => [key, isRecord(value) ? value : value === true ? {} : value]),
  )
}

function readRequired(
  { required }: JsonSchema,
  properties: Readonly<Record<string, unknown>>,
): { required?: string[] } {
  if (!Array.isArray(required)) return required === undefined ? {} : { required: [] }
  const known = required.filter(
    (key): key is string => typeof key === 'string' && Object.hasOwn(properties, key),
  )
  return { required: [...new Set(known)] }
}
