// Turns one operation of a document into a tool, or says why it is not offered.
import type {
  HiddenReason,
  HttpMethod,
  HttpOperation,
  HttpParameter,
} from '../../../shared/model/http-operation.ts'
import type { Tool } from '../../../shared/model/connection.ts'
import { placeBody, readBody, type ReadBody } from './body.ts'
import { asText, memberOf } from './json-value.ts'
import { describe, readParameters, type ReadParameter } from './parameters.ts'
import { SchemaWriter, type SchemaBudget } from './schema.ts'
import { isOptional, readDemand, type SecurityFacts } from './security.ts'
import { isBelow, listServers } from './servers.ts'
import { Unusable } from './unusable.ts'

export interface OperationSource {
  readonly method: string
  readonly path: string
  readonly pathItem: unknown
  readonly operation: unknown
}

export interface OperationFacts extends SecurityFacts {
  readonly documentUrl: string
  readonly serverUrl: string
  readonly isOld: boolean
  readonly budget: SchemaBudget
  /** Nobody protects the API as far as we know: only what takes no credentials can be used. */
  readonly isOpen: boolean
}

export type ReadOperation =
  | {
      readonly kind: 'usable'
      readonly tool: Pick<Tool, 'title' | 'description' | 'inputSchema' | 'annotations'>
      readonly http: HttpOperation
    }
  | { readonly kind: 'hidden'; readonly reason: HiddenReason }

const methods: ReadonlyMap<string, HttpMethod> = new Map<string, HttpMethod>([
  ['get', 'GET'],
  ['head', 'HEAD'],
  ['options', 'OPTIONS'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['patch', 'PATCH'],
  ['delete', 'DELETE'],
])
const longestDescription = 2_000
const longestTitle = 200

/** Never throws: what cannot be read at all is hidden as unreadable. */
export function readOperation(source: OperationSource, facts: OperationFacts): ReadOperation {
  try {
    return buildOperation(source, facts)
  } catch (error) {
    return { kind: 'hidden', reason: error instanceof Unusable ? error.reason : 'unreadable' }
  }
}

function buildOperation(source: OperationSource, facts: OperationFacts): ReadOperation {
  const { document } = facts
  const { operation, pathItem, path } = source
  const method = methods.get(source.method)
  if (method === undefined) throw new Unusable('method')
  if (!isSoundPath(path)) throw new Unusable('path')
  const scopes = readScopes(facts, operation)
  const serverUrl = pickServer(facts, source)
  const parameters = readParameters(document, pathItem, operation)
  const placed = nameArguments(parameters)
  validateTemplate(path, placed)
  const body = readBody(document, operation, method)
  const taken = new Set(placed.map(({ argument }) => argument))
  const place = body === null ? null : placeBody(body, taken)
  const http: HttpOperation = {
    method,
    serverUrl,
    path,
    parameters: placed,
    body:
      body === null || place === null
        ? null
        : { contentType: body.contentType, required: body.required, ...place },
    scopes,
  }
  const inputSchema = buildSchema(facts, { parameters, placed, body, place })
  const annotations = readHints(method)
  return { kind: 'usable', tool: { ...readWords(operation, http), inputSchema, annotations }, http }
}

/** Null for an operation that takes no credentials. */
function readScopes(facts: OperationFacts, operation: unknown): string[] | null {
  const demand = readDemand(facts, operation)
  if (demand.kind === 'unusable') throw new Unusable(demand.reason)
  if (demand.kind === 'nothing') return null
  if (!facts.isOpen) return demand.scopes
  if (isOptional(facts, operation)) return null
  throw new Unusable('bearer')
}

/** An operation may name a server of its own; only one below the approved server is gone to. */
function pickServer(facts: OperationFacts, { operation, pathItem }: OperationSource): string {
  const own = memberOf(operation, 'servers') ?? memberOf(pathItem, 'servers')
  if (own === undefined) return facts.serverUrl
  const urls = listServers(own, facts.documentUrl)
  const url = urls.find((each) => isBelow(each, facts.serverUrl))
  if (url === undefined) throw new Unusable('server')
  return url
}

/** A path that is no plain path below its server would lead elsewhere. */
function isSoundPath(path: string): boolean {
  if (!path.startsWith('/') || path.startsWith('//') || path.length > 1_000) return false
  if (!/^[\w\-.~:@!$&'()*+,;=%/{}]+$/.test(path)) return false
  return path.split('/').every((part) => !/^(?:\.|%2e){1,2}$/i.test(part))
}

function validateTemplate(path: string, placed: readonly HttpParameter[]): void {
  const inPath = new Set(placed.filter((each) => each.in === 'path').map(({ name }) => name))
  const named = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '')
  const isFilled = named.every((name) => inPath.has(name)) && new Set(named).size === inPath.size
  const rest = path.replaceAll(/\{[^{}]*\}/g, '')
  if (!isFilled || /[{}]/.test(rest)) throw new Unusable('path')
}

/** The parameter's own name; where several places use one name, the later ones say where they go. */
function nameArguments(parameters: readonly ReadParameter[]): HttpParameter[] {
  const taken = new Set<string>()
  return parameters.map(({ parameter }) => {
    let argument = parameter.name
    if (argument === '__proto__') throw new Unusable('parameter')
    while (taken.has(argument)) argument = `${argument}_${parameter.in}`
    taken.add(argument)
    return { argument, ...parameter }
  })
}

interface Parts {
  readonly parameters: readonly ReadParameter[]
  readonly placed: readonly HttpParameter[]
  readonly body: ReadBody | null
  readonly place: ReturnType<typeof placeBody> | null
}

function buildSchema(facts: OperationFacts, parts: Parts): Record<string, unknown> {
  const schemas = new SchemaWriter(facts.document, facts)
  const { parameters, placed, body, place } = parts
  const properties: [string, unknown][] = []
  const required: string[] = []
  for (const [at, { schema, description, required: isRequired }] of parameters.entries()) {
    const argument = placed[at]?.argument ?? ''
    properties.push([argument, describe(schemas.write(schema ?? {}), description)])
    if (isRequired) required.push(argument)
  }
  if (body !== null && place !== null) {
    if (place.argument !== null) properties.push([place.argument, schemas.write(body.schema)])
    if (place.argument !== null && body.required) required.push(place.argument)
    if (place.argument === null) {
      for (const [name, schema] of body.members?.schemas ?? []) {
        if (name === '__proto__') throw new Unusable('parameter')
        properties.push([name, schemas.write(schema)])
      }
      if (body.required) required.push(...(body.members?.required ?? []))
    }
  }
  const definitions = schemas.listDefinitions()
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required: [...new Set(required)] }),
    additionalProperties: false,
    ...(Object.keys(definitions).length === 0 ? {} : { $defs: definitions }),
  }
}

/** By the method alone; a hint may raise the risk of a call, never lower it. */
function readHints(method: HttpMethod): Tool['annotations'] {
  switch (method) {
    case 'GET':
    case 'HEAD':
    case 'OPTIONS':
      return { readOnlyHint: true }
    case 'DELETE':
      return { readOnlyHint: false, destructiveHint: true, idempotentHint: true }
    case 'PUT':
      return { readOnlyHint: false, idempotentHint: true }
    default:
      return { readOnlyHint: false }
  }
}

/** The document's words, then the request line: whoever decides about a tool sees where its calls go. */
function readWords(
  operation: unknown,
  { method, serverUrl, path }: HttpOperation,
): Pick<Tool, 'title' | 'description'> {
  const summary = asText(memberOf(operation, 'summary'))?.trim() ?? ''
  const long = asText(memberOf(operation, 'description'))?.trim() ?? ''
  const words = long === '' || long === summary ? summary : `${summary}\n${long}`.trim()
  const line = `${method} ${serverUrl}${path}`
  return {
    title: summary === '' ? null : summary.slice(0, longestTitle),
    description: [words.slice(0, longestDescription), line]
      .filter((each) => each !== '')
      .join('\n\n'),
  }
}

/** For the list of what is not offered: the document's own words, cut short. */
export function nameOperation({ method, path }: Pick<OperationSource, 'method' | 'path'>): string {
  return `${method.toUpperCase()} ${path}`.slice(0, 200)
}
