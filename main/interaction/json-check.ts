// Reads raw JSON strictly: no duplicate keys, no lone surrogates, no number that would change, bounded depth.

export interface JsonLimits {
  readonly maxDepth: number
  /** Values altogether, the inner ones too; absent: as many as there are. */
  readonly maxValues?: number
}

/** Says why `text` is refused, in a few words for the log; null when it is sound JSON. */
export function findJsonProblem(text: string, limits: JsonLimits): string | null {
  if (!text.isWellFormed()) return 'lone surrogate'
  try {
    const source = { text, limits, values: 0 }
    const end = skipSpace(text, checkValue(source, skipSpace(text, 0), 1))
    return end === text.length ? null : `unexpected text at ${end}`
  } catch (error) {
    if (error instanceof JsonProblem) return error.message
    throw error
  }
}

class JsonProblem extends Error {}

interface Source {
  readonly text: string
  readonly limits: JsonLimits
  /** Read so far. */
  values: number
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// A string without control characters; escapes are checked by JSON.parse on the slice.
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const shortInteger = /^-?\d{1,15}$/
const literal = /true|false|null/y

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

function skipSpace(text: string, at: number): number {
  let end = at
  while (isSpace(text.charCodeAt(end))) end += 1
  return end
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function checkValue(source: Source, at: number, depth: number): number {
  if (depth > source.limits.maxDepth) throw new JsonProblem('nested too deeply')
  source.values += 1
  if (source.values > (source.limits.maxValues ?? Infinity))
    throw new JsonProblem('too many values')
  const start = source.text[at]
  if (start === '{') return checkObject(source, at, depth)
  if (start === '[') return checkArray(source, at, depth)
  if (start === '"') return readString(source.text, at).end
  const word = match(literal, source.text, at)
  if (word !== null) return at + word.length
  return checkNumber(source.text, at)
}

function readString(text: string, at: number): { value: string; end: number } {
  const plainEnd = findPlainEnd(text, at)
  if (plainEnd !== null) return { value: text.slice(at + 1, plainEnd), end: plainEnd + 1 }
  const raw = match(string, text, at)
  if (raw === null) throw new JsonProblem(`bad string at ${at}`)
  const value = JSON.parse(raw) as string
  if (!value.isWellFormed()) throw new JsonProblem('lone surrogate')
  return { value, end: at + raw.length }
}

/** Where the closing quote of a string without escapes stands; null for any other. Nearly all are such, and this is fast. */
function findPlainEnd(text: string, at: number): number | null {
  if (text[at] !== '"') return null
  for (let end = at + 1; ; end += 1) {
    const code = text.charCodeAt(end)
    if (code === 0x22) return end
    // Past the end it is no number, and no comparison holds.
    if (code === 0x5c || !(code >= 0x20)) return null
  }
}

/** Digits without sign, point, exponent, leading and trailing zeros: equal when two decimals have equal digits. */
function digitsOf(decimal: string): string {
  const digits = decimal.split(/[eE]/, 1).join('').replaceAll(/[-.]/g, '')
  let from = 0
  let to = digits.length
  // Not by a pattern at the end: that would look at each zero anew from every zero before it.
  while (digits[from] === '0') from += 1
  while (to > from && digits[to - 1] === '0') to -= 1
  return digits.slice(from, to)
}

function checkNumber(text: string, at: number): number {
  const raw = match(number, text, at)
  if (raw === null) throw new JsonProblem(`unexpected text at ${at}`)
  // A double holds every whole number of so many digits.
  if (shortInteger.test(raw)) return at + raw.length
  const value = Number(raw)
  // What is shown and sent is the shortest form of the double: a literal that it changes would not be what was asked.
  if (!Number.isFinite(value) || digitsOf(String(value)) !== digitsOf(raw)) {
    throw new JsonProblem('number that cannot be kept exactly')
  }
  return at + raw.length
}

function checkArray(source: Source, at: number, depth: number): number {
  let next = skipSpace(source.text, at + 1)
  if (source.text[next] === ']') return next + 1
  for (;;) {
    next = skipSpace(source.text, checkValue(source, next, depth + 1))
    if (source.text[next] === ']') return next + 1
    if (source.text[next] !== ',') throw new JsonProblem(`unexpected text at ${next}`)
    next = skipSpace(source.text, next + 1)
  }
}

function checkObject(source: Source, at: number, depth: number): number {
  const keys = new Set<string>()
  let next = skipSpace(source.text, at + 1)
  if (source.text[next] === '}') return next + 1
  for (;;) {
    const key = readString(source.text, next)
    if (keys.has(key.value)) throw new JsonProblem('duplicate key')
    keys.add(key.value)
    next = skipSpace(source.text, key.end)
    if (source.text[next] !== ':') throw new JsonProblem(`unexpected text at ${next}`)
    next = skipSpace(source.text, checkValue(source, skipSpace(source.text, next + 1), depth + 1))
    if (source.text[next] === '}') return next + 1
    if (source.text[next] !== ',') throw new JsonProblem(`unexpected text at ${next}`)
    next = skipSpace(source.text, next + 1)
  }
}
