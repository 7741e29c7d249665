// Follows how deeply JSON is nested while it streams by, so that no parser is ever handed a bottomless one.

const quote = 0x22
const backslash = 0x5c
const lineFeed = 0x0a
const carriageReturn = 0x0d
const openers = new Set([0x7b, 0x5b])
const closers = new Set([0x7d, 0x5d])
const dataField = [...Buffer.from('data:')]

/** Takes the bytes of a body piece by piece and answers the deepest nesting seen in that piece. */
export type CountDepth = (chunk: Uint8Array) => number

/** Looks at strings and brackets only: whether the bytes are JSON at all is for the parser to say. */
export function createJsonDepth(): CountDepth {
  const step = createStep()
  return (chunk) => {
    let deepest = 0
    for (const byte of chunk) deepest = Math.max(deepest, step(byte))
    return deepest
  }
}

/** The same for an event stream: only `data:` lines count, and each event starts anew. */
export function createEventDepth(): CountDepth {
  let step = createStep()
  let column = 0
  let isData = true
  const endLine = (): void => {
    if (column === 0) step = createStep()
    column = 0
    isData = true
  }
  return (chunk) => {
    let deepest = 0
    for (const byte of chunk) {
      if (byte === carriageReturn) continue
      if (byte === lineFeed) {
        endLine()
        continue
      }
      if (column < dataField.length) isData &&= byte === dataField[column]
      else if (isData) deepest = Math.max(deepest, step(byte))
      column += 1
    }
    return deepest
  }
}

/** One byte after the other; answers the depth after it. */
function createStep(): (byte: number) => number {
  let depth = 0
  let inString = false
  let escaped = false
  return (byte) => {
    if (inString) {
      if (escaped) escaped = false
      else if (byte === backslash) escaped = true
      else if (byte === quote) inString = false
    } else if (byte === quote) inString = true
    else if (openers.has(byte)) depth += 1
    else if (closers.has(byte)) depth = Math.max(0, depth - 1)
    return depth
  }
}
