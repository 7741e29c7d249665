// Builds the HTTP request of one call from exactly its frozen arguments; nothing else can come into it. Pure.
import canonicalize from 'canonicalize'
import type { HttpBody, HttpOperation } from '../../../shared/model/http-operation.ts'
import { parseUrl } from '../../http/loopback.ts'
import { formType } from './body.ts'
import { asObject, type JsonObject } from './json-value.ts'
import { isBelow } from './servers.ts'
import { writeHeader, writePath, writeQuery } from './write-value.ts'

export interface HttpRequest {
  readonly method: HttpOperation['method']
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export type BuiltRequest =
  | { readonly kind: 'request'; readonly request: HttpRequest }
  /** `argument`: what cannot be sent as it was shown; null where something is missing or the whole does not fit. */
  | { readonly kind: 'unfit'; readonly argument: string | null }

type Arguments = ReadonlyMap<string, unknown>

/** `argumentsJson` is the call's frozen canonical JSON. Every argument goes somewhere, or nothing goes at all. */
export function buildHttpRequest(operation: HttpOperation, argumentsJson: string): BuiltRequest {
  const parsed = asObject(JSON.parse(argumentsJson) as unknown)
  if (parsed === null) return unfit(null)
  const args: Arguments = new Map(Object.entries(parsed))
  const stranger = [...args.keys()].find((name) => !isKnown(operation, name))
  if (stranger !== undefined) return unfit(stranger)
  const path = fillPath(operation, args)
  if (typeof path !== 'string') return path
  const query = writePart(operation, args, 'query')
  if ('kind' in query) return query
  const twin = findTwin(query)
  if (twin !== null) return unfit(twin)
  const headers = writePart(operation, args, 'header')
  if ('kind' in headers) return headers
  const body = operation.body === null ? null : writeBody(operation.body, args)
  if (body !== null && typeof body !== 'string' && 'kind' in body) return body
  const search = query.values.filter((each) => each !== '').join('&')
  const url = operation.serverUrl + path + (search === '' ? '' : `?${search}`)
  if (!leadsWhereItSays(operation, url, path)) return unfit(null)
  const type: Record<string, string> =
    body === null ? {} : { 'content-type': operation.body?.contentType ?? '' }
  const own = headers.names.map((name, at) => [name.toLowerCase(), headers.values[at] ?? ''])
  return {
    kind: 'request',
    request: {
      method: operation.method,
      url,
      headers: { ...Object.fromEntries(own), accept: 'application/json, */*;q=0.1', ...type },
      body,
    },
  }
}

function unfit(argument: string | null): Extract<BuiltRequest, { kind: 'unfit' }> {
  return { kind: 'unfit', argument }
}

function isKnown({ parameters, body }: HttpOperation, name: string): boolean {
  if (parameters.some(({ argument }) => argument === name)) return true
  return body !== null && (body.argument === name || body.members.includes(name))
}

function fillPath(operation: HttpOperation, args: Arguments): string | ReturnType<typeof unfit> {
  const values = new Map<string, string>()
  for (const parameter of operation.parameters.filter((each) => each.in === 'path')) {
    const written = writePath(parameter, args.get(parameter.argument))
    if (written === null) return unfit(parameter.argument)
    values.set(parameter.name, written)
  }
  return operation.path.replaceAll(
    /\{([^{}]*)\}/g,
    (_whole, name: string) => values.get(name) ?? '',
  )
}

/** An argument that is not there or null is left out. */
function writePart(
  { parameters }: HttpOperation,
  args: Arguments,
  place: 'query' | 'header',
): { names: string[]; values: string[] } | ReturnType<typeof unfit> {
  const names: string[] = []
  const values: string[] = []
  for (const parameter of parameters.filter((each) => each.in === place)) {
    const value = args.get(parameter.argument) ?? null
    if (value === null) continue
    const written = (place === 'query' ? writeQuery : writeHeader)(parameter, value)
    if (written === null) return unfit(parameter.argument)
    names.push(parameter.name)
    values.push(written)
  }
  return { names, values }
}

/**
 * A parameter one of whose names in the query is another's too, in whichever case: the members of an object become
 * names, and a server would read one of the two values, not both as they were shown. Null for none.
 */
function findTwin({ names, values }: { names: string[]; values: string[] }): string | null {
  const owners = new Map<string, number>()
  for (const [at, value] of values.entries()) {
    for (const pair of value.split('&')) {
      const key = (pair.split('=')[0] ?? '').toLowerCase()
      const owner = owners.get(key) ?? at
      if (key !== '' && owner !== at) return names[at] ?? null
      owners.set(key, owner)
    }
  }
  return null
}

/** JSON bodies are canonical (RFC 8785): the bytes that were shown, without what went elsewhere. */
function writeBody(body: HttpBody, args: Arguments): string | null | ReturnType<typeof unfit> {
  const value = pickBody(body, args)
  if (value === undefined) return body.required ? unfit(body.argument) : null
  if (body.contentType === formType) return writeForm(body, value)
  return canonicalize(value) ?? unfit(body.argument)
}

function pickBody({ argument, members, required }: HttpBody, args: Arguments): unknown {
  if (argument !== null) return args.get(argument)
  const given = members.filter((name) => args.has(name))
  if (given.length === 0 && !required) return undefined
  return Object.fromEntries(given.map((name) => [name, args.get(name)]))
}

function writeForm(body: HttpBody, value: unknown): string | ReturnType<typeof unfit> {
  const object: JsonObject | null = asObject(value)
  if (object === null) return unfit(body.argument)
  const pairs: string[] = []
  for (const [name, each] of Object.entries(object)) {
    if (each === null) continue
    const style = { argument: name, name, in: 'query', style: 'form', explode: true } as const
    // A list repeats its name; an object has no form that every reader reads alike.
    const written = asObject(each) === null ? writeQuery(style, each) : null
    if (written === null) return unfit(body.argument ?? name)
    pairs.push(written)
  }
  return pairs.filter((pair) => pair !== '').join('&')
}

/** Last of all, by the parser that the network uses: not one character of the path may mean another place. */
function leadsWhereItSays({ serverUrl }: HttpOperation, url: string, path: string): boolean {
  const parsed = parseUrl(url)
  const base = parseUrl(serverUrl)
  if (parsed === null || base === null || parsed.hash !== '') return false
  const root = base.pathname.replace(/(?<!\/)\/+$/, '')
  return isBelow(url, serverUrl) && parsed.pathname === root + path && parsed.username === ''
}
