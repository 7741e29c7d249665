// Writes the JSON Schema of a tool's arguments from the schemas of a document: references stay references, into `$defs`.
import { asList, asObject, asText, memberOf, membersOf, type JsonObject } from './json-value.ts'
import { follow, lookUp } from './references.ts'
import { Unusable } from './unusable.ts'

/** Keywords of JSON Schema 2020-12 that are taken as they are; what is not named here is left out. */
const plain = new Set(
  `type format title description default enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf
  minLength maxLength pattern minItems maxItems uniqueItems minContains maxContains minProperties maxProperties
  required dependentRequired deprecated contentEncoding contentMediaType`.split(/\s+/),
)
const oneSchema = new Set(
  `items additionalProperties not if then else contains propertyNames unevaluatedItems
  unevaluatedProperties`.split(/\s+/),
)
const listOfSchemas = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const mapOfSchemas = new Set(['properties', 'patternProperties', 'dependentSchemas'])

/** Deeper than this a schema says nothing more. */
const deepest = 24
/** More than these values are not kept of one definition: the rest is left open, and the server checks it. */
const mostValues = 1_500
const leastValues = 100
const longestWords = 1_000
/** What one value takes at most, roughly. */
const charactersOfOne = 30

export interface SchemaBudget {
  /** Values that may still be kept for all operations together. */
  left: number
}

export interface SchemaOptions {
  /** OpenAPI 3.0, whose schemas are not quite JSON Schema. */
  readonly isOld: boolean
  readonly budget: SchemaBudget
}

/** Writes the schemas of one operation's arguments. */
export class SchemaWriter {
  readonly #document: JsonObject
  readonly #options: SchemaOptions
  readonly #names = new Map<string, string>()
  readonly #taken = new Set<string>()
  /** References whose definitions are still to be written. */
  readonly #waiting: string[] = []
  #left: number

  constructor(document: JsonObject, options: SchemaOptions) {
    this.#document = document
    this.#options = options
    this.#left = Math.min(mostValues, Math.max(leastValues, options.budget.left))
  }

  /** One schema, with every reference turned into one of `$defs`. Throws `Unusable`. */
  write(schema: unknown, depth = 0): unknown {
    if (typeof schema === 'boolean') return schema
    const object = asObject(schema)
    if (object === null || depth > deepest || !this.#spend(1)) return {}
    const { isOld } = this.#options
    const reference = asText(memberOf(object, '$ref'))
    // Beside a reference, 3.0 lets nothing count.
    const own = isOld && reference !== null ? {} : this.#writeKeywords(object, depth)
    const whole = reference === null ? own : { ...own, ...this.#writeReference(reference) }
    // Half of it could refuse what the server takes.
    if (this.#left < 0) return {}
    return isOld ? modernise(object, whole) : whole
  }

  /** The definitions that what was written leads to, by name; each once. Throws `Unusable`. */
  listDefinitions(): Record<string, unknown> {
    const definitions: [string, unknown][] = []
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      definitions.push([this.#nameOf(next), this.write(lookUp(this.#document, next))])
    }
    return Object.fromEntries(definitions)
  }

  #spend(cost: number): boolean {
    this.#left -= cost
    this.#options.budget.left -= cost
    return this.#left >= 0
  }

  #nameOf(reference: string): string {
    const known = this.#names.get(reference)
    if (known !== undefined) return known
    const name = pickName(reference, this.#taken)
    this.#names.set(reference, name)
    this.#waiting.push(reference)
    return name
  }

  #writeReference(reference: string): JsonObject {
    const found = follow(this.#document, { $ref: reference })
    if (found.kind !== 'value') throw new Unusable(found.kind)
    return { $ref: `#/$defs/${this.#nameOf(reference)}` }
  }

  #writeKeywords(object: JsonObject, depth: number): JsonObject {
    const kept: [string, unknown][] = []
    for (const [keyword, value] of Object.entries(object)) {
      const written = this.#writeKeyword(keyword, value, depth)
      if (written !== undefined) kept.push([keyword, written])
    }
    if (this.#left < 0) return {}
    return Object.fromEntries(dropReadOnly(this.#document, object, kept))
  }

  #writeKeyword(keyword: string, value: unknown, depth: number): unknown {
    const inner = (each: unknown): unknown => this.write(each, depth + 1)
    if (plain.has(keyword)) {
      return this.#spend(costOf(value)) ? cutWords(keyword, value) : undefined
    }
    if (oneSchema.has(keyword)) return Array.isArray(value) ? undefined : inner(value)
    if (listOfSchemas.has(keyword)) return asList(value).map(inner)
    if (!mapOfSchemas.has(keyword)) return undefined
    const written: [string, unknown][] = []
    for (const [name, each] of membersOf(value)) {
      // Nothing of it will be kept.
      if (this.#left < 0) break
      written.push([name, inner(each)])
    }
    return Object.fromEntries(written)
  }
}

/** A long list of options is as much to keep as a large schema. */
function costOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return 1 + Math.ceil(JSON.stringify(value).length / charactersOfOne)
}

function cutWords(keyword: string, value: unknown): unknown {
  const isWords = keyword === 'description' || keyword === 'title'
  return isWords && typeof value === 'string' ? value.slice(0, longestWords) : value
}

function pickName(reference: string, taken: Set<string>): string {
  const last = reference.split('/').at(-1) ?? ''
  const base = last.replaceAll(/[^A-Za-z0-9_.-]+/g, '_').slice(0, 60) || 'schema'
  let name = base
  for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`
  taken.add(name)
  return name
}

/** What only answers carry is no argument. */
function dropReadOnly(
  document: JsonObject,
  schema: JsonObject,
  kept: readonly [string, unknown][],
): [string, unknown][] {
  const isReadOnly = ([, each]: [string, unknown]): boolean => {
    const found = follow(document, each)
    return found.kind === 'value' && memberOf(found.value, 'readOnly') === true
  }
  const dropped = new Set(
    membersOf(memberOf(schema, 'properties'))
      .filter(isReadOnly)
      .map(([name]) => name),
  )
  if (dropped.size === 0) return [...kept]
  return kept.map(([keyword, value]) => {
    if (keyword === 'required') {
      return [keyword, asList(value).filter((name) => !dropped.has(String(name)))]
    }
    if (keyword !== 'properties') return [keyword, value]
    return [keyword, Object.fromEntries(membersOf(value).filter(([name]) => !dropped.has(name)))]
  })
}

/** `nullable` and the two bounds of OpenAPI 3.0 as JSON Schema 2020-12 says them. */
function modernise(old: JsonObject, schema: JsonObject): JsonObject {
  const changed: Record<string, unknown> = { ...schema }
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof old[flag] !== 'boolean') continue
    delete changed[flag]
    if (!old[flag] || typeof changed[bound] !== 'number') continue
    changed[flag] = changed[bound]
    delete changed[bound]
  }
  if (old['nullable'] !== true) return changed
  if (typeof changed['type'] !== 'string') return changed
  const options = Array.isArray(changed['enum']) ? { enum: [...changed['enum'], null] } : {}
  return { ...changed, type: [changed['type'], 'null'], ...options }
}
