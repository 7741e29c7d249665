// Finds the arguments of a tool call in the text that was received, so that they are frozen as they came.

/**
 * The text of `params.arguments`, byte for byte; empty where there are none. `bodyText` must be sound JSON without
 * duplicate keys, and an object.
 */
export function sliceRawArguments(bodyText: string): string {
  return sliceRawMember(bodyText, ['params', 'arguments'])
}

/** The same for any member, by the names on the way to it. */
export function sliceRawMember(bodyText: string, path: readonly string[]): string {
  let found: Span = { start: 0, end: bodyText.length }
  for (const name of path) {
    const inner = findMember(bodyText, found.start, name)
    if (inner === null) return ''
    found = inner
  }
  return bodyText.slice(found.start, found.end)
}

interface Span {
  readonly start: number
  readonly end: number
}

const space = /[ \t\r\n]*/y
const string = /"(?:[^"\\]|\\.)*"/y
const bare = /[^,}\]\s]+/y
/** What matters between the brackets of a value: whole strings, and brackets. */
const inside = /"(?:[^"\\]|\\.)*"|[{}[\]]/g

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  pattern.exec(text)
  return pattern.lastIndex
}

/** The value of a member of the object that begins at `from`; null where it has none of that name. */
function findMember(text: string, from: number, name: string): Span | null {
  let at = endOf(space, text, from)
  if (text[at] !== '{') return null
  for (;;) {
    at = endOf(space, text, at + 1)
    const keyEnd = endOf(string, text, at)
    if (text[at] !== '"') return null
    const key: unknown = JSON.parse(text.slice(at, keyEnd))
    const start = endOf(space, text, endOf(space, text, keyEnd) + 1)
    const end = endOfValue(text, start)
    if (key === name) return { start, end }
    at = endOf(space, text, end)
    if (text[at] !== ',') return null
  }
}

function endOfValue(text: string, at: number): number {
  const first = text[at]
  if (first === '"') return endOf(string, text, at)
  if (first !== '{' && first !== '[') return endOf(bare, text, at)
  let depth = 0
  inside.lastIndex = at
  for (let found = inside.exec(text); found !== null; found = inside.exec(text)) {
    const [token] = found
    if (token === '{' || token === '[') depth += 1
    if (token === '}' || token === ']') depth -= 1
    if (depth === 0) return inside.lastIndex
  }
  return text.length
}
