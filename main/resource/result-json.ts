// Keeps what a tool answered as an MCP result, without `_meta` and within a size, for agents that read more than text.
import type { CallToolResult } from '@modelcontextprotocol/client'

/** Largest result that is kept whole, in characters of JSON; of a larger one its text alone is kept. */
export const maxResultJson = 1024 * 1024
/** Characters of text that are kept where the whole is too large. */
const maxText = 200_000

/** JSON of a `CallToolResult` with content, structured content and the tool's own failure flag. */
export function buildResultJson(
  { content, structuredContent, isError }: CallToolResult,
  { resultText, note }: { readonly resultText: string; readonly note: string },
): string {
  const flag = isError === true ? { isError } : {}
  const structured = structuredContent === undefined ? {} : { structuredContent }
  const json = JSON.stringify({ content: dropMeta(content), ...structured, ...flag })
  if (json.length <= maxResultJson) return json
  const words = `${resultText.slice(0, maxText)}\n${note}`
  return JSON.stringify({ content: [{ type: 'text', text: words }], ...flag })
}

/** `_meta` is between a server and its client; nobody behind us asked for it. */
function dropMeta(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropMeta)
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([key]) => key !== '_meta')
  return Object.fromEntries(
    kept.map(([key, each]) => [key, key === 'resource' ? dropMeta(each) : each]),
  )
}

/** The same JSON with every text in it, keys too, put through `strip`. */
export function mapStrings(json: string, strip: (words: string) => string): string {
  const map = (value: unknown): unknown => {
    if (typeof value === 'string') return strip(value)
    if (typeof value === 'number') return stripNumber(value, strip)
    if (Array.isArray(value)) return value.map(map)
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [strip(key), map(each)]))
  }
  return JSON.stringify(map(JSON.parse(json)))
}

/** A code that a person typed may come back as a number. */
function stripNumber(value: number, strip: (words: string) => string): number | string {
  const stripped = strip(String(value))
  return stripped === String(value) ? value : stripped
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
