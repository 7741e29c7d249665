// Reads the text of an OpenAPI document, JSON or YAML, into plain values, within bounds that no document may exceed.
import { badDocument } from './bad-document.ts'
import { asObject, type JsonObject } from './json-value.ts'
import type { ReadYaml } from './read-yaml.ts'

/** In characters. YAML costs about a hundred times what JSON does. */
export const longestDocument = 20 * 1024 * 1024
const longestYaml = 4 * 1024 * 1024
/** Values in all; what is used twice by a YAML alias counts twice. */
const mostValues = 3_000_000
const deepest = 100

/** Throws `resource/bad_document`, and nothing else. `host` is for its words. */
export async function readDocumentText(
  source: string,
  host: string,
  readYaml: ReadYaml,
): Promise<JsonObject> {
  if (source.length > longestDocument) throw badDocument('openapi.too-large', { host })
  const begin = source.replace(/^\uFEFF/, '').trimStart()
  if (begin.startsWith('<')) throw badDocument('openapi.web-page', { host })
  const value = begin.startsWith('{')
    ? readJson(begin, host)
    : await readAsYaml(source, host, readYaml)
  const document = asObject(value)
  if (document === null) throw badDocument('openapi.not-openapi', { host })
  if (!isWithinBounds(document)) throw badDocument('openapi.too-deep', { host })
  return document
}

function readJson(source: string, host: string): unknown {
  try {
    return JSON.parse(source)
  } catch (cause) {
    throw badDocument('openapi.unreadable', { host }, cause)
  }
}

async function readAsYaml(source: string, host: string, readYaml: ReadYaml): Promise<unknown> {
  if (source.length > longestYaml) throw badDocument('openapi.yaml-too-large', { host })
  const answer = await readYaml(source)
  if (answer.kind === 'bad') throw badDocument('openapi.unreadable', { host })
  return answer.value
}

/** False for what is too deep (an alias may lead back into itself) or too much. */
function isWithinBounds(root: JsonObject): boolean {
  let left = mostValues
  const isSound = (value: unknown, depth: number): boolean => {
    left -= 1
    if (left < 0 || depth > deepest) return false
    if (typeof value !== 'object' || value === null) return true
    return Object.values(value).every((item) => isSound(item, depth + 1))
  }
  return isSound(root, 0)
}
