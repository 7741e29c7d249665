// Follows how deeply JSON is nested while it streams by, so that no parser is ever handed a bottomless one.

const quote = 0x22
const backslash = 0x5c
const lineFeed = 0x0a
const carriageReturn = 0x0d
const openers = new Set([0x7b, 0x5b])
const closers = new Set([0x7d, 0x5d])
const dataField = [...Buffer.from('data:')]
const byteOrderMark = [0xef, 0xbb, 0xbf]

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

/**
 * The same for an event stream: only `data:` lines count, and each event starts anew. Lines end as readers of event
 * streams let them: CR, LF or both; a byte order mark before the first is none of its bytes.
 */
export function createEventDepth(): CountDepth {
  const isMark = createMarkFilter()
  let step = createStep()
  let column = 0
  let isData = true
  let afterReturn = false
  const endLine = (): void => {
    if (column === 0) step = createStep()
    column = 0
    isData = true
  }
  const stepLine = (byte: number): number => {
    column += 1
    if (column > dataField.length) return isData ? step(byte) : 0
    isData &&= byte === dataField[column - 1]
    return 0
  }
  return (chunk) => {
    let deepest = 0
    for (const byte of chunk) {
      if (isMark(byte)) continue
      const isPair = afterReturn && byte === lineFeed
      afterReturn = byte === carriageReturn
      if (isPair) continue
      if (byte === lineFeed || byte === carriageReturn) endLine()
      else deepest = Math.max(deepest, stepLine(byte))
    }
    return deepest
  }
}

/** True for the bytes of a mark that the stream begins with. */
function createMarkFilter(): (byte: number) => boolean {
  let place = 0
  return (byte) => {
    if (place < byteOrderMark.length && byte === byteOrderMark[place]) place += 1
    else place = Infinity
    return Number.isFinite(place)
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
