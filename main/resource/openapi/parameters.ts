// Reads the parameters of one operation: which argument goes where in a request, and in which style.
import type { HttpParameter } from '../../../shared/model/http-operation.ts'
import { asList, asText, asObject, memberOf, membersOf, type JsonObject } from './json-value.ts'
import { follow } from './references.ts'
import { Unusable } from './unusable.ts'

export interface ReadParameter {
  readonly parameter: Omit<HttpParameter, 'argument'>
  readonly required: boolean
  readonly description: string | null
  readonly schema: unknown
}

const mostParameters = 200
/** OpenAPI 3.1, 4.8.12.1: what the request itself says. */
const ownHeaders = new Set(['accept', 'content-type', 'authorization'])
/** Headers that steer a connection, name a party or carry credentials: no argument of an agent fills them. */
const keptHeaders =
  /^(?:host|authorization|cookie2?|set-cookie|dpop|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|keep-alive|origin|referer|forwarded|via|date|x-forwarded-.*|x-real-ip|x-original-.*|x-rewrite-.*|x-http-method.*|x-method-override|proxy-.*|sec-.*|access-control-.*)$/i
const headerName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/

/** Those of the path and of the operation, which come first. Throws `Unusable` for a required one that cannot be sent. */
export function readParameters(
  document: JsonObject,
  pathItem: unknown,
  operation: unknown,
): ReadParameter[] {
  const read = new Map<string, ReadParameter>()
  for (const owner of [operation, pathItem]) {
    for (const each of asList(memberOf(owner, 'parameters')).slice(0, mostParameters)) {
      const parameter = readParameter(document, each)
      if (parameter === null) continue
      const key = `${parameter.parameter.in} ${parameter.parameter.name}`
      if (!read.has(key)) read.set(key, parameter)
    }
  }
  return [...read.values()]
}

function readParameter(document: JsonObject, given: unknown): ReadParameter | null {
  const found = follow(document, given)
  if (found.kind !== 'value') throw new Unusable(found.kind)
  const place = asText(memberOf(found.value, 'in'))
  const name = asText(memberOf(found.value, 'name'))
  if (name === null || name === '' || name.length > 200) throw new Unusable('parameter')
  const required = memberOf(found.value, 'required') === true || place === 'path'
  if (place === 'header' && ownHeaders.has(name.toLowerCase())) return null
  const sent = place === null ? null : readStyle(found.value, place, name)
  if (sent === null) {
    if (required) throw new Unusable('parameter')
    return null
  }
  return { required, ...sent, description: asText(memberOf(found.value, 'description')) }
}

/** Null for what cannot be sent: cookies, headers that are not an agent's, other styles. */
function readStyle(
  value: unknown,
  place: string,
  name: string,
): Pick<ReadParameter, 'parameter' | 'schema'> | null {
  if (place !== 'path' && place !== 'query' && place !== 'header') return null
  if (place === 'header' && (!headerName.test(name) || keptHeaders.test(name))) return null
  const content = membersOf(memberOf(value, 'content'))
  const [media] = content
  if (media !== undefined) {
    const isJson = content.length === 1 && /^application\/(?:[\w.-]+\+)?json$/i.test(media[0])
    if (!isJson || place !== 'query') return null
    const parameter = { name, in: place, style: 'json', explode: false } as const
    return { parameter, schema: memberOf(media[1], 'schema') }
  }
  const style = pickStyle(asText(memberOf(value, 'style')), place)
  if (style === null || memberOf(value, 'allowReserved') === true) return null
  const explode = memberOf(value, 'explode')
  const parameter: ReadParameter['parameter'] = {
    name,
    in: place,
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form',
  }
  return { parameter, schema: memberOf(value, 'schema') }
}

function pickStyle(
  style: string | null,
  place: HttpParameter['in'],
): HttpParameter['style'] | null {
  if (place !== 'query') return style === null || style === 'simple' ? 'simple' : null
  switch (style ?? 'form') {
    case 'form':
      return 'form'
    case 'spaceDelimited':
      return 'spaceDelimited'
    case 'pipeDelimited':
      return 'pipeDelimited'
    case 'deepObject':
      return 'deepObject'
    default:
      return null
  }
}

/** The schema of a parameter with the words of the parameter itself, where it has none of its own. */
export function describe(schema: unknown, description: string | null): unknown {
  const object = asObject(schema)
  if (object === null || description === null || description === '') return schema
  return { ...object, description: description.slice(0, 1_000) }
}
