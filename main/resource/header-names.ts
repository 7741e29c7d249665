// Checks the `x-mcp-header` marks of a tool's schema: one that breaks the rules makes the tool unusable (MCP 2026-07-28).

/** RFC 9110 field-name token. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const mark = 'x-mcp-header'
const mirrored: ReadonlySet<unknown> = new Set(['string', 'integer', 'boolean'])

/**
 * True when every mark names a header once, in letters that a header can have, on a text, whole number or boolean that
 * is reached by `properties` alone (transports, "Custom headers from tool parameters").
 */
export function hasSoundHeaders(inputSchema: Readonly<Record<string, unknown>>): boolean {
  const names = new Set<string>()
  const isSound = (schema: unknown, reached: boolean, isRoot: boolean): boolean => {
    if (Array.isArray(schema)) return schema.every((each) => isSound(each, false, false))
    if (!isObject(schema)) return true
    if (mark in schema && (isRoot || !reached || !addName(names, schema))) return false
    return Object.entries(schema).every(([key, value]) => {
      if (key !== 'properties' || !isObject(value))
        return key === mark || isSound(value, false, false)
      return Object.values(value).every((each) => isSound(each, reached, false))
    })
  }
  return isSound(inputSchema, true, true)
}

function addName(names: Set<string>, schema: Readonly<Record<string, unknown>>): boolean {
  const name = schema[mark]
  if (typeof name !== 'string' || !token.test(name) || !mirrored.has(schema['type'])) return false
  if (names.has(name.toLowerCase())) return false
  names.add(name.toLowerCase())
  return true
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
