// Reads a whole OpenAPI 3 document: its server, its operations as tools, what is hidden and why, and who may protect it.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Tool } from '../../../shared/model/connection.ts'
import type { HiddenReason, HttpApi } from '../../../shared/model/http-operation.ts'
import { findHiddenReason } from '../clean-tool.ts'
import { groupOperations, type Grouping } from './groups.ts'
import { badDocument } from './bad-document.ts'
import { asObject, asText, memberOf, membersOf, type JsonObject } from './json-value.ts'
import { nameOperation, readOperation, type OperationSource } from './operation.ts'
import { follow } from './references.ts'
import { listIssuerHints } from './security.ts'
import { chooseServer } from './servers.ts'
import { createToolNames } from './tool-names.ts'

export interface ApiRequest {
  readonly document: JsonObject
  readonly documentUrl: string
  readonly connectionId: string
  /** An origin beside the document's own that the person agreed to. */
  readonly agreedOrigin: string | null
  /** Groups that the person chose; absent: the first operations of the document. */
  readonly chosen?: readonly string[] | undefined
  /** The authorization server that protects it is known. */
  readonly isProtected: boolean
  /** There is none to be found: only what takes no credentials is offered. */
  readonly isOpen: boolean
}

export type ReadApi =
  | {
      readonly kind: 'read'
      readonly serverUrl: string
      /** The document's own name. Untrusted text. */
      readonly name: string | null
      readonly tools: Tool[]
      readonly facts: Pick<
        HttpApi,
        'operations' | 'hidden' | 'hiddenCount' | 'issuerHints' | 'groups'
      >
      /** Some operations take an access token, or would if it were known who gives it. */
      readonly wantsToken: boolean
      /** Scopes that its reading operations say they need. */
      readonly readScopes: string[]
    }
  /** Its only server is on an origin that nobody agreed to. */
  | { readonly kind: 'elsewhere'; readonly serverUrl: string; readonly name: string | null }

/** Offered at most; the rest is counted and said. */
export const mostTools = 2_000
const mostHiddenShown = 100
const lacksIssuer: ReadonlySet<HiddenReason> = new Set<HiddenReason>(['bearer', 'flow'])
/** Values of all argument schemas together. */
const mostSchemaValues = 300_000

/** Throws `resource/bad_document`, and nothing else. Pure. */
export function readApi(request: ApiRequest): ReadApi {
  const { document, documentUrl, agreedOrigin } = request
  const { host } = new URL(documentUrl)
  validateVersion(document, host)
  const name =
    asText(memberOf(memberOf(document, 'info'), 'title'))
      ?.trim()
      .slice(0, 200) ?? ''
  const server = chooseServer(memberOf(document, 'servers'), documentUrl, agreedOrigin)
  if (server.kind === 'none') throw badDocument('openapi.no-server', { host })
  const named = name === '' ? null : name
  if (server.kind === 'offered') return { kind: 'elsewhere', serverUrl: server.url, name: named }
  const sources = listOperations(document)
  if (sources.length === 0) throw badDocument('openapi.no-operations', { host })
  const grouping =
    request.chosen !== undefined || sources.length > mostTools ? groupOperations(sources) : null
  const read = readAll(request, { sources, grouping, serverUrl: server.url })
  const { tools, hidden } = read
  const facts = {
    operations: sources.length,
    hidden: hidden.slice(0, mostHiddenShown),
    hiddenCount: hidden.length,
    issuerHints: listIssuerHints(document, documentUrl),
    ...(grouping === null ? {} : { groups: grouping.groups }),
  }
  const withToken = tools.filter(({ http }) => (http?.scopes ?? null) !== null)
  const reading = withToken.filter(({ annotations }) => annotations.readOnlyHint === true)
  return {
    kind: 'read',
    serverUrl: server.url,
    name: named,
    tools,
    facts,
    wantsToken: withToken.length > 0 || hidden.some(({ reason }) => lacksIssuer.has(reason)),
    readScopes: [...new Set(reading.flatMap(({ http }) => http?.scopes ?? []))],
  }
}

/** True for what says that it is such a document, of whatever version. */
export function isOpenApi(document: JsonObject): boolean {
  return ['openapi', 'swagger'].some((name) => Object.hasOwn(document, name))
}

function validateVersion(document: JsonObject, host: string): void {
  if (memberOf(document, 'swagger') !== undefined) throw badDocument('openapi.swagger', { host })
  const version = memberOf(document, 'openapi')
  if (version === undefined) throw badDocument('openapi.not-openapi', { host })
  const named = typeof version === 'string' ? version : '?'
  if (!/^3\.[012]\.\d+/.test(named)) {
    throw badDocument('openapi.version', { host, version: named.slice(0, 20) })
  }
}

const noOperations = new Set(['parameters', 'servers', 'summary', 'description', '$ref'])

/** In the document's order. A path item may be a reference of its own. */
function listOperations(document: JsonObject): OperationSource[] {
  return membersOf(memberOf(document, 'paths')).flatMap(([path, given]) => {
    if (!path.startsWith('/')) return []
    const found = follow(document, given)
    if (found.kind !== 'value') return []
    return membersOf(found.value)
      .filter(([name, operation]) => isOperation(name, operation))
      .map(([method, operation]) => ({ method, path, pathItem: found.value, operation }))
  })
}

function isOperation(name: string, operation: unknown): boolean {
  return !noOperations.has(name) && !name.startsWith('x-') && asObject(operation) !== null
}

type Hidden = HttpApi['hidden'][number]

interface Sorted {
  readonly sources: readonly OperationSource[]
  /** Null where there is nothing to choose. */
  readonly grouping: Grouping | null
  readonly serverUrl: string
}

function readAll(
  { connectionId, chosen, ...request }: ApiRequest,
  { sources, grouping, serverUrl }: Sorted,
): { tools: Tool[]; hidden: Hidden[] } {
  const isOld = asText(memberOf(request.document, 'openapi'))?.startsWith('3.0') ?? false
  const facts = { ...request, serverUrl, isOld, budget: { left: mostSchemaValues } }
  const names = createToolNames()
  const tools: Tool[] = []
  const hidden: Hidden[] = []
  const hide = (source: OperationSource, reason: HiddenReason): void => {
    hidden.push({ operation: nameOperation(source), reason })
  }
  const wanted = chosen === undefined || grouping === null ? null : new Set(chosen)
  for (const source of sources) {
    // Also for what is not offered: another choice does not give a tool another name.
    const operationId = asText(memberOf(source.operation, 'operationId'))
    const name = names.pick(operationId, source.method, source.path)
    const isWanted = wanted === null || grouping === null || wanted.has(grouping.nameOf(source))
    // Counted without being looked into: a document may name any number of them.
    if (!isWanted || tools.length >= mostTools) {
      hide(source, isWanted ? 'too_many' : 'not_chosen')
      continue
    }
    const read = readOperation(source, facts)
    const tool = read.kind === 'hidden' ? read.reason : buildTool(connectionId, name, read)
    if (typeof tool === 'string') hide(source, tool)
    else tools.push(tool)
  }
  return { tools, hidden }
}

/** The reason for what JSON cannot hold (a number of YAML without an end, half a character), or no agent is given. */
function buildTool(
  connectionId: string,
  name: string,
  { tool, http }: Extract<ReturnType<typeof readOperation>, { kind: 'usable' }>,
): Tool | HiddenReason {
  const { description, inputSchema, annotations } = tool
  try {
    const json = canonicalize({ name, description, inputSchema, annotations, http }) ?? ''
    const definitionHash = createHash('sha256').update(json).digest('hex')
    const reason = findHiddenReason({ name, inputSchema })
    if (reason !== null) return reason === 'large' ? 'large' : 'invisible'
    return { connectionId, name, ...tool, http, definitionHash }
  } catch {
    return 'unreadable'
  }
}
