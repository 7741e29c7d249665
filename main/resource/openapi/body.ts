// Reads the request body of one operation: its media type, and whether its members can be arguments of their own.
import type { HttpBody, HttpMethod } from '../../../shared/model/http-operation.ts'
import { asList, asText, memberOf, membersOf, type JsonObject } from './json-value.ts'
import { follow } from './references.ts'
import { Unusable } from './unusable.ts'

export interface ReadBody {
  readonly contentType: string
  readonly required: boolean
  readonly schema: unknown
  /** Schemas of its members and which are required, where it is a plain object; null where it is anything else. */
  readonly members: { readonly schemas: [string, unknown][]; readonly required: string[] } | null
}

export const formType = 'application/x-www-form-urlencoded'
const jsonType = /^application\/(?:[\w.-]+\+)?json$/i
const bodiless: ReadonlySet<HttpMethod> = new Set<HttpMethod>(['GET', 'HEAD', 'OPTIONS'])

/** Null for none. Throws `Unusable` for a required one that cannot be sent. */
export function readBody(
  document: JsonObject,
  operation: unknown,
  method: HttpMethod,
): ReadBody | null {
  const given = memberOf(operation, 'requestBody')
  if (given === undefined) return null
  const found = follow(document, given)
  if (found.kind !== 'value') throw new Unusable(found.kind)
  const required = memberOf(found.value, 'required') === true
  const media = bodiless.has(method) ? null : pickMedia(membersOf(memberOf(found.value, 'content')))
  if (media === null) {
    if (required) throw new Unusable('body')
    return null
  }
  const [contentType, described] = media
  const schema = memberOf(described, 'schema') ?? {}
  return { contentType, required, schema, members: readMembers(document, schema) }
}

/** JSON before a form. A form whose fields are written in ways of their own is none that we send. */
function pickMedia(content: readonly [string, unknown][]): [string, unknown] | null {
  const named = content.map(([type, media]): [string, unknown] => [
    (type.split(';')[0] ?? '').trim().toLowerCase(),
    media,
  ])
  const json = named.find(([type]) => type === 'application/json')
  const other = named.find(([type]) => jsonType.test(type))
  const form = named.find(
    ([type, media]) => type === formType && membersOf(memberOf(media, 'encoding')).length === 0,
  )
  return json ?? other ?? form ?? null
}

/** A larger object is one argument. */
const mostMembers = 100
const combining = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'patternProperties', 'propertyNames']

/**
 * Only for an object that says all of itself by its members: anything else is one argument. Reading `amount` instead of
 * `body.amount` lets people and rules see what a call is about.
 */
function readMembers(document: JsonObject, schema: unknown): ReadBody['members'] {
  const found = follow(document, schema)
  if (found.kind !== 'value') throw new Unusable(found.kind)
  const { value } = found
  const schemas = membersOf(memberOf(value, 'properties'))
  const isObject = asText(memberOf(value, 'type')) === 'object'
  if (schemas.length === 0 || schemas.length > mostMembers) return null
  const more = memberOf(value, 'additionalProperties')
  const isClosed = more === undefined || more === false
  if (!isObject || !isClosed || memberOf(value, 'nullable') === true) return null
  if (combining.some((keyword) => memberOf(value, keyword) !== undefined)) return null
  const sent = schemas.filter(([, each]) => !isReadOnly(document, each))
  const names = new Set(sent.map(([name]) => name))
  const required = asList(memberOf(value, 'required')).map(String)
  return { schemas: sent, required: required.filter((name) => names.has(name)) }
}

function isReadOnly(document: JsonObject, schema: unknown): boolean {
  const found = follow(document, schema)
  return found.kind === 'value' && memberOf(found.value, 'readOnly') === true
}

/** Which arguments the body is made of. `taken`: names of other arguments. */
export function placeBody(
  body: ReadBody,
  taken: ReadonlySet<string>,
): Pick<HttpBody, 'argument' | 'members'> {
  const { members } = body
  const isFree = members?.schemas.every(([name]) => !taken.has(name)) ?? false
  if (members !== null && isFree) {
    return { argument: null, members: members.schemas.map(([name]) => name) }
  }
  let argument = 'body'
  while (taken.has(argument)) argument = `${argument}_`
  return { argument, members: [] }
}
