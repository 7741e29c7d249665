// Reads the JSON object of an answer strictly: no member twice, no bottomless nesting.

export type JsonObject = Readonly<Record<string, unknown>>

/** Deeper answers are refused (threat 71). */
const deepest = 32
const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs

/**
 * The object in `text`, or null when it is anything else, names a member twice at any depth (readers would differ on
 * which one counts), or is nested more than 32 deep.
 */
export function parseJsonObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && isSound(text) ? { ...value } : null
  } catch {
    return null
  }
}

/** Looks at strings and brackets only: `text` is known to be JSON. */
function isSound(text: string): boolean {
  /** The names of each open object, null for an open list. */
  const open: (Set<string> | null)[] = []
  let last = ''
  for (const [found] of text.matchAll(token)) {
    if (found === '{' || found === '[') open.push(found === '{' ? new Set() : null)
    if (open.length > deepest) return false
    if (found === '}' || found === ']') open.pop()
    if (found === ':' && !addName(open.at(-1) ?? null, last)) return false
    last = found
  }
  return true
}

/** False when this object has the name already. Escapes are read first: `"\\u0061"` is `"a"`. */
function addName(names: Set<string> | null, quoted: string): boolean {
  const name = String(JSON.parse(quoted))
  if (names === null) return true
  if (names.has(name)) return false
  names.add(name)
  return true
}
