// Says which tool schemas may be checked against at all: bounded, of a known draft, and without anything to fetch.

/** Largest schema, in characters of its JSON. */
const maxCharacters = 128 * 1024
const maxDepth = 40
const maxNodes = 5_000

export type SchemaDraft = '2020-12' | 'draft-07'

const drafts: ReadonlyMap<unknown, SchemaDraft> = new Map<unknown, SchemaDraft>([
  // MCP: a schema that names none is one of 2020-12.
  [undefined, '2020-12'],
  ['https://json-schema.org/draft/2020-12/schema', '2020-12'],
  ['http://json-schema.org/draft-07/schema', 'draft-07'],
  ['https://json-schema.org/draft-07/schema', 'draft-07'],
])

/** Keywords that lead elsewhere, or that rename what a reference inside the schema means. */
const leadingElsewhere = new Set(['$dynamicRef', '$recursiveRef', '$vocabulary'])

/** The draft a schema is written in, or null where it must not be checked against. */
export function findSchemaDraft(schema: Readonly<Record<string, unknown>>): SchemaDraft | null {
  const named = schema['$schema']
  const draft = drafts.get(typeof named === 'string' ? named.replace(/#$/, '') : named)
  if (draft === undefined) return null
  return isWithinBounds(schema) ? draft : null
}

function isWithinBounds(schema: Readonly<Record<string, unknown>>): boolean {
  if (JSON.stringify(schema).length > maxCharacters) return false
  const budget = { nodes: maxNodes }
  return isSound(schema, 0, budget)
}

function isSound(value: unknown, depth: number, budget: { nodes: number }): boolean {
  budget.nodes -= 1
  if (budget.nodes < 0 || depth > maxDepth) return false
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every((item) => isSound(item, depth + 1, budget))
  return Object.entries(value).every(
    ([key, item]) => isSoundKeyword(key, item, depth) && isSound(item, depth + 1, budget),
  )
}

/** Strict where it costs little: an argument that is called `$ref` makes a schema of no use here. */
function isSoundKeyword(key: string, value: unknown, depth: number): boolean {
  if (leadingElsewhere.has(key)) return false
  if (key === '$id' || key === 'id') return depth === 0 || typeof value !== 'string'
  return key !== '$ref' || (typeof value === 'string' && value.startsWith('#'))
}
