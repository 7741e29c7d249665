// Takes arguments apart into their single values, each with its place: what a rule has to name, one by one.

export interface ArgumentValue {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string
  /** Name of the nearest property; empty for an item of a bare list. */
  readonly name: string
  /** Canonical JSON (RFC 8785) of the value. */
  readonly valueJson: string
}

/** Every value of these canonical arguments; an empty list or object is a value of its own. Throws on what is no JSON. */
export function listValues(argumentsJson: string): ArgumentValue[] {
  return collect(JSON.parse(argumentsJson) as unknown, '', '')
}

/**
 * True where a property has the name of a list's item: its place reads the same, so no condition can tell `{"0": x}` from
 * `[x]`. Throws on what is no JSON.
 */
export function readsAsList(argumentsJson: string): boolean {
  const isOne = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return false
    const named = !Array.isArray(value) && Object.keys(value).some((key) => /^\d+$/.test(key))
    return named || Object.values(value).some(isOne)
  }
  return isOne(JSON.parse(argumentsJson))
}

function collect(value: unknown, pointer: string, name: string): ArgumentValue[] {
  const isGroup = typeof value === 'object' && value !== null
  const inner = isGroup ? Object.entries(value) : []
  if (inner.length === 0) {
    const nothing = isGroup && pointer === ''
    return nothing ? [] : [{ pointer, name, valueJson: JSON.stringify(value) }]
  }
  return inner.flatMap(([key, item]) =>
    collect(item, `${pointer}/${inPointer(key)}`, Array.isArray(value) ? name : key),
  )
}

const inPointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')
