// Finds what a tool's input schema says of one argument; the schema is the server's, and only hints.
import type { SchemaHint } from './reading.ts'

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textIn = (schema: Json, name: string): string =>
  typeof schema[name] === 'string' ? schema[name] : ''

function below(schema: Json, step: string | number): unknown {
  if (typeof step === 'number') return schema['items']
  const { properties } = schema
  return isObject(properties) && Object.hasOwn(properties, step) ? properties[step] : undefined
}

/** The hint for the value at `steps`; an empty one where the schema says nothing. References are not followed. */
export function findHint(schema: Json | null, steps: readonly (string | number)[]): SchemaHint {
  let at: unknown = schema
  for (const step of steps) at = isObject(at) ? below(at, step) : undefined
  if (!isObject(at)) return { format: null, words: '' }
  const format = textIn(at, 'format')
  return {
    format: format === '' ? null : format,
    words: `${textIn(at, 'title')} ${textIn(at, 'description')}`.slice(0, 2_000),
  }
}
