// Follows references inside one document (RFC 6901 pointers); one that leads anywhere else is never followed.
import { asText, memberOf, type JsonObject } from './json-value.ts'

export type Found =
  /** `pointer`: where the value stands, when a reference led there. */
  | { readonly kind: 'value'; readonly value: unknown; readonly pointer: string | null }
  /** Another document: nothing is fetched for it. */
  | { readonly kind: 'elsewhere' }
  /** Nothing is there, or the references lead in circles. */
  | { readonly kind: 'unresolved' }

/** References that lead to references, one after the other. */
const mostHops = 16

/** The value itself, or what its `$ref` leads to. */
export function follow(document: JsonObject, start: unknown): Found {
  let value = start
  let pointer: string | null = null
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const reference = asText(memberOf(value, '$ref'))
    if (reference === null) return { kind: 'value', value, pointer }
    if (!reference.startsWith('#')) return { kind: 'elsewhere' }
    pointer = reference
    value = lookUp(document, reference)
    if (value === undefined) return { kind: 'unresolved' }
  }
  return { kind: 'unresolved' }
}

/** Undefined for what is not there. `reference` begins with `#`. */
export function lookUp(document: JsonObject, reference: string): unknown {
  const pointer = decode(reference.slice(1))
  if (pointer === null) return undefined
  if (pointer === '') return document
  if (!pointer.startsWith('/')) return undefined
  let value: unknown = document
  for (const part of pointer.slice(1).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    value = Array.isArray(value) ? itemOf(value, name) : memberOf(value, name)
    if (value === undefined) return undefined
  }
  return value
}

function itemOf(list: readonly unknown[], index: string): unknown {
  return /^(?:0|[1-9]\d{0,6})$/.test(index) ? list[Number(index)] : undefined
}

function decode(fragment: string): string | null {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return null
  }
}
