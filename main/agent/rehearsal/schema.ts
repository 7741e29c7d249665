// Reads the little of a tool's JSON Schema that the rehearsal model needs: its properties and their plain types.
import type { Tool } from '../../../shared/model/connection.ts'

export type PropertyKind = 'text' | 'number' | 'integer' | 'boolean' | 'json'

export interface Property {
  readonly name: string
  readonly kind: PropertyKind
  readonly required: boolean
  readonly options: readonly (string | number)[]
  readonly format: string | null
  /** Undefined when the schema has none. */
  readonly fallback: unknown
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** In the schema's order. What is no plain type is `json`. */
export function readProperties(tool: Tool): Property[] {
  const properties = tool.inputSchema['properties']
  const required = tool.inputSchema['required']
  if (!isRecord(properties)) return []
  return Object.entries(properties).map(([name, schema]) => {
    const details = isRecord(schema) ? schema : {}
    const options = Array.isArray(details['enum']) ? details['enum'] : []
    return {
      name,
      kind: kindOf(details),
      required: Array.isArray(required) && required.includes(name),
      options: options.filter((each) => typeof each === 'string' || typeof each === 'number'),
      format: typeof details['format'] === 'string' ? details['format'] : null,
      fallback: 'const' in details ? details['const'] : details['default'],
    }
  })
}

function kindOf(schema: Record<string, unknown>): PropertyKind {
  const types = [schema['type']].flat().filter((type) => type !== 'null')
  const only = types.length === 1 ? types[0] : undefined
  if (only === 'number' || only === 'integer' || only === 'boolean') return only
  if (only === 'string' || (only === undefined && 'enum' in schema)) return 'text'
  return only === undefined && types.length === 0 ? 'text' : 'json'
}
