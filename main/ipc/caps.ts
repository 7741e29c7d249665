// Bounds on what a renderer may send: refused before any schema looks at it, so that size costs nothing.

const maxDepth = 32
const maxNodes = 20_000
const maxCharacters = 200_000

/** True when `value` is plain data, not cyclic, and small enough to be parsed. Never throws, never runs getters twice. */
export function isWithinCaps(value: unknown): boolean {
  const budget = { nodes: maxNodes, characters: maxCharacters }
  try {
    return visit(value, 0, budget)
  } catch {
    return false
  }
}

function visit(
  value: unknown,
  depth: number,
  budget: { nodes: number; characters: number },
): boolean {
  budget.nodes -= 1
  if (budget.nodes < 0 || depth > maxDepth) return false
  if (typeof value === 'string') return spend(value, budget)
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return true
  if (typeof value !== 'object') return value === undefined
  if (Array.isArray(value)) {
    // Length first: a sparse array of 2^32 slots would otherwise be walked.
    return value.length <= budget.nodes && value.every((item) => visit(item, depth + 1, budget))
  }
  if (!isPlain(value)) return false
  return Object.entries(value).every(
    // `__proto__` as an own key is never meant well.
    ([key, item]) => key !== '__proto__' && spend(key, budget) && visit(item, depth + 1, budget),
  )
}

function spend(text: string, budget: { characters: number }): boolean {
  budget.characters -= text.length
  return budget.characters >= 0
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
