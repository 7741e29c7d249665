// Makes up arguments for a tool from its input schema, and echoes a schema where a tool asks for one.
import type { Tool } from '../../shared/model/connection.ts'

type Json = Readonly<Record<string, unknown>>

/** A value for every required property. A `schema` argument is the untouched input schema of the first other tool. */
export function buildArguments(tool: Tool, all: readonly Tool[]): Json {
  const { required } = tool.inputSchema
  const names = Array.isArray(required) ? required.filter((one) => typeof one === 'string') : []
  const properties = asObject(tool.inputSchema['properties'])
  return Object.fromEntries(
    names.map((name) => [
      name,
      name === 'schema'
        ? all.find((other) => other.name !== tool.name)?.inputSchema
        : buildValue(asObject(properties[name])['type']),
    ]),
  )
}

function buildValue(type: unknown): unknown {
  const values: Json = { number: 2, integer: 3, boolean: true, array: [], object: {}, null: null }
  return typeof type === 'string' && type in values ? values[type] : 'text'
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
