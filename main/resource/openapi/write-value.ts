// Writes one argument into a path, a query or a header, in the style its parameter asks for (RFC 6570, OpenAPI 3.1 4.8.12).
import type { HttpParameter } from '../../../shared/model/http-operation.ts'
import { asObject } from './json-value.ts'

/** Null for a value that this place cannot hold without becoming something else. */
export type Written = string | null

/** Everything but RFC 3986's unreserved characters. */
export function encode(value: string): string {
  return encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** As JSON writes it: no value becomes another by being sent. */
function writePrimitive(value: unknown): Written {
  if (typeof value === 'string') return isWhole(value) ? value : null
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** Half a character has no bytes. */
function isWhole(value: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value)
}

function writeAll(values: readonly unknown[], write: (value: string) => string): string[] | null {
  const written = values.map(writePrimitive)
  return written.includes(null) ? null : written.map((value) => write(value ?? ''))
}

/** One segment of a path or a part of it; never empty, never a step up. */
export function writePath({ explode }: HttpParameter, value: unknown): Written {
  const text = writeSimple(value, explode, encode)
  return text === null || text === '' || stepsUp(value) ? null : text
}

/** However often it is decoded on its way. */
function stepsUp(value: unknown): boolean {
  const texts = typeof value === 'object' && value !== null ? Object.values(value) : [value]
  return texts.some((text) => {
    let now = String(text)
    for (let round = 0; round < 4; round += 1) {
      // oxlint-disable-next-line no-control-regex
      if (/[\u0000-\u001F\u007F]/.test(now)) return true
      if (now.split(/[/\\]/).some((part) => part === '.' || part === '..')) return true
      now = decodeOnce(now)
    }
    return false
  })
}

function decodeOnce(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** Printable ASCII without a space at either end: nothing that ends a header or begins another. */
export function writeHeader({ explode }: HttpParameter, value: unknown): Written {
  const text = writeSimple(value, explode, (each) => each)
  return text !== null && /^[\x21-\x7E](?:[\x20-\x7E]*[\x21-\x7E])?$/.test(text) ? text : null
}

function writeSimple(value: unknown, explode: boolean, write: (value: string) => string): Written {
  if (Array.isArray(value)) return writeAll(value, write)?.join(',') ?? null
  const object = asObject(value)
  if (object === null) {
    const text = writePrimitive(value)
    return text === null ? null : write(text)
  }
  const pairs = writePairs(object, write)
  return pairs?.map((pair) => pair.join(explode ? '=' : ',')).join(',') ?? null
}

function writePairs(
  object: Readonly<Record<string, unknown>>,
  write: (value: string) => string,
): [string, string][] | null {
  const names = Object.keys(object)
  const values = writeAll(Object.values(object), write)
  if (values === null || !names.every(isWhole)) return null
  return names.map((name, at) => [write(name), values[at] ?? ''])
}

/** The pairs of a query or a form, joined by `&`. An empty list or object is none. */
export function writeQuery({ name, style, explode }: HttpParameter, value: unknown): Written {
  if (!isWhole(name)) return null
  const key = encode(name)
  if (style === 'json') return `${key}=${encode(JSON.stringify(value))}`
  if (Array.isArray(value)) return writeList(key, { style, explode }, value)
  const object = asObject(value)
  if (object === null) {
    const text = writePrimitive(value)
    return text === null ? null : `${key}=${encode(text)}`
  }
  const pairs = writePairs(object, encode)
  if (pairs === null) return null
  if (style === 'deepObject') {
    return pairs.map(([member, each]) => `${key}%5B${member}%5D=${each}`).join('&')
  }
  if (style !== 'form') return null
  if (explode) return pairs.map((pair) => pair.join('=')).join('&')
  return pairs.length === 0 ? '' : `${key}=${pairs.flat().join(',')}`
}

function writeList(
  key: string,
  { style, explode }: Pick<HttpParameter, 'style' | 'explode'>,
  values: readonly unknown[],
): Written {
  const written = writeAll(values, encode)
  if (written === null || style === 'deepObject') return null
  if (explode) return written.map((each) => `${key}=${each}`).join('&')
  const joint = { spaceDelimited: '%20', pipeDelimited: '%7C' } as const
  const by = style === 'spaceDelimited' || style === 'pipeDelimited' ? joint[style] : ','
  return written.length === 0 ? '' : `${key}=${written.join(by)}`
}
