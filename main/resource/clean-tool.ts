// Makes a server's tool fit for agents: plain names, bounded words without hidden characters, or not offered at all.
import type { Tool, ToolHidden } from '../../shared/model/connection.ts'
import { isToolBlocked } from '../../shared/model/connection.ts'

/** The tool names of MCP, in letters that cannot be taken for others (threat 126). */
const nameGrammar = /^[A-Za-z0-9_.\-/]{1,128}$/
/** Characters of a description that agents read, and of one inside a schema. */
const longestDescription = 4_096
const longestWords = 1_024
/** Longest definition, in characters of JSON; a model would read it with every question. */
const largestSchema = 64 * 1024
/** Keys of a JSON Schema that hold words, and keys that hold values, which are kept byte for byte. */
const wordKeys: ReadonlySet<string> = new Set(['title', 'description', '$comment'])
const valueKeys: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples'])
const mapKeys: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
])

/** Format, control, private, unassigned, fillers, variation selectors and tags: nobody sees them, a model reads them. */
const hidden =
  /(?![\n\t])[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u{115F}\u{1160}\u{3164}\u{FFA0}\u{2800}\u{034F}\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu
/** In names and values nothing can be taken out; an emoji there may join its parts. */
const hiddenInValues =
  /(?![\u{200C}\u{200D}\n\t])[\p{Cf}\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u{3164}\u{E0100}-\u{E01EF}]/u

/** What an agent is told in place of words that were too long for it. */
const cutMark = ' […]'

/** Why no agent may be offered it: its name, its size, or characters that nobody sees in what has to stay exact. */
export function findHiddenReason(
  tool: Pick<Tool, 'name' | 'inputSchema'>,
): Exclude<ToolHidden, 'header' | 'twice'> | null {
  if (!nameGrammar.test(tool.name)) return 'name'
  const schema = JSON.stringify(tool.inputSchema)
  if (schema.length > largestSchema) return 'large'
  return hasHiddenValue(tool.inputSchema) ? 'invisible' : null
}

/**
 * The tool as agents and models are offered it; null for one that they are not: hidden, gone, or changed since the
 * person accepted it (threats 124 to 126). The name and every value that has to be sent exactly stay as they are, and
 * so does `definitionHash`. Hints are passed on as the server's claims; they never lower a risk.
 */
export function cleanToolForAgents(tool: Tool): Tool | null {
  if (tool.hidden !== undefined || tool.gone === true || isToolBlocked(tool)) return null
  if (findHiddenReason(tool) !== null) return null
  return {
    ...tool,
    title: tool.title === null ? null : cleanWords(tool.title, longestWords).replaceAll('\n', ' '),
    description: cleanWords(tool.description, longestDescription),
    inputSchema: cleanSchema(tool.inputSchema),
    ...(tool.outputSchema === undefined ? {} : { outputSchema: cleanSchema(tool.outputSchema) }),
  }
}

/** Without anything that nobody sees, and never longer than `limit` characters. */
export function cleanWords(words: string, limit: number): string {
  const seen = words.replaceAll(hidden, '')
  return seen.length <= limit
    ? seen
    : `${seen.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '')}${cutMark}`
}

function cleanSchema(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, cleanMember(key, value)]),
  )
}

function cleanMember(key: string, value: unknown): unknown {
  if (wordKeys.has(key) && typeof value === 'string') return cleanWords(value, longestWords)
  if (valueKeys.has(key)) return value
  if (mapKeys.has(key) && isObject(value)) {
    const entries = Object.entries(value)
    return Object.fromEntries(entries.map(([name, each]) => [name, cleanPart(each)]))
  }
  return cleanPart(value)
}

function cleanPart(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleanPart)
  return isObject(value) ? cleanSchema(value) : value
}

/** In a key anywhere, or in any text that is not words for people. */
function hasHiddenValue(schema: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(schema).some(([key, value]) => {
    if (hiddenInValues.test(key)) return true
    if (wordKeys.has(key) && typeof value === 'string') return false
    return isHiddenIn(value)
  })
}

function isHiddenIn(value: unknown): boolean {
  if (typeof value === 'string') return hiddenInValues.test(value)
  if (Array.isArray(value)) return value.some(isHiddenIn)
  return isObject(value) && hasHiddenValue(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
