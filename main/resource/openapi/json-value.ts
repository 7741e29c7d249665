// Reads members of parsed documents that nobody has checked: own members only, and nothing is ever written to them.

export type JsonObject = Readonly<Record<string, unknown>>

/** The value as an object with members, or null. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : null
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** An own member; what an object inherits (`__proto__`, `constructor`) is none. */
export function memberOf(value: unknown, name: string): unknown {
  const object = asObject(value)
  return object !== null && Object.hasOwn(object, name) ? object[name] : undefined
}

/** Own members in the document's order. */
export function membersOf(value: unknown): [string, unknown][] {
  return Object.entries(asObject(value) ?? {})
}
