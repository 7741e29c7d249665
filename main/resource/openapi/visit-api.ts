// Visits an HTTP API: reads its document, and finds out whether it lets us in as we are. No operation is ever called.
import type { Connection } from '../../../shared/model/connection.ts'
import type { Grant } from '../../../shared/model/grant.ts'
import type { HttpApi } from '../../../shared/model/http-operation.ts'
import type { Challenge } from '../../../shared/model/tool-call.ts'
import { isCountersignError } from '../../../shared/errors.ts'
import type { GuardedFetch } from '../../http/guarded-fetch.ts'
import type { DpopKeyRing } from '../../oauth/dpop.ts'
import { loadAccess } from '../access.ts'
import { readChallenge } from '../send-outcome.ts'
import type { ToolList } from '../tool-catalogue.ts'
import { badDocument } from './bad-document.ts'
import type { JsonObject } from './json-value.ts'
import { readApi, type ReadApi } from './read-api.ts'
import { requestDocument, type Credentials, type DocumentParts } from './request-document.ts'

export interface ApiVisitParts extends Omit<DocumentParts, 'fetch'> {
  readonly fetch: GuardedFetch
  /** For documents, which may be larger than answers. Default: `fetch`. */
  readonly documents?: GuardedFetch
  readonly keys: Pick<DpopKeyRing, 'load'>
}

/** `connection`: with what the document says, still to be saved. */
export type ApiVisit =
  | {
      readonly kind: 'open'
      readonly list: ToolList
      readonly name: string | null
      readonly connection: Connection
    }
  | {
      readonly kind: 'refused'
      readonly challenge: Challenge
      readonly connection: Connection
      /** What can be used where nobody says which authorization server protects it. */
      readonly openPart?: Extract<ApiVisit, { kind: 'open' }>
    }
  /** Its server is at another address, to which nobody has agreed; `connection.api.offeredServer` names it. */
  | { readonly kind: 'elsewhere'; readonly connection: Connection }

/** Throws `resource/bad_document` and `http/` errors. */
export async function visitApi(
  parts: ApiVisitParts,
  connection: Connection,
  grant: Grant | null,
): Promise<ApiVisit> {
  const documentUrl = connection.api?.documentUrl ?? connection.url
  const answer = await readOwnDocument(parts, connection, { documentUrl, grant })
  if (answer.kind === 'refused') return { ...answer, connection }
  return visitByDocument(parts, connection, { ...answer, documentUrl, grant })
}

interface FoundDocument {
  readonly documentUrl: string
  readonly document: JsonObject
  readonly grant: Grant | null
}

/** As `visitApi`, for a document that was read already. */
export async function visitByDocument(
  parts: ApiVisitParts,
  before: Connection,
  { documentUrl, document, grant }: FoundDocument,
): Promise<ApiVisit> {
  const isProtected = before.issuer !== null
  const agreedOrigin = before.api?.agreedOrigin ?? null
  const chosen = before.api?.chosen
  const request = { document, documentUrl, connectionId: before.id, agreedOrigin, chosen }
  const read = readApi({ ...request, isProtected, isOpen: false })
  if (read.kind === 'elsewhere')
    return { kind: 'elsewhere', connection: offer(before, documentUrl, read.serverUrl) }
  const connection = fillIn(before, documentUrl, read)
  if (!read.wantsToken || grant !== null) {
    return { kind: 'open', ...buildOpen(read), connection }
  }
  const openRead = readApi({ ...request, isProtected: false, isOpen: true })
  const openPart = buildOpenPart(before, documentUrl, openRead)
  const challenge = await requestChallenge(parts, read)
  return { kind: 'refused', challenge, connection, ...(openPart === null ? {} : { openPart }) }
}

function offer(before: Connection, documentUrl: string, offeredServer: string): Connection {
  const facts = before.api ?? emptyApi(documentUrl, before.url)
  return { ...before, kind: 'http', api: { ...facts, documentUrl, offeredServer } }
}

type Read = Extract<ReadApi, { kind: 'read' }>

function buildOpen({ tools, name }: Read): { list: ToolList; name: string | null } {
  return { list: { tools, complete: true }, name }
}

function buildOpenPart(
  before: Connection,
  documentUrl: string,
  read: ReadApi,
): Extract<ApiVisit, { kind: 'open' }> | null {
  if (read.kind !== 'read' || read.tools.length === 0) return null
  return { kind: 'open', ...buildOpen(read), connection: fillIn(before, documentUrl, read) }
}

function fillIn(before: Connection, documentUrl: string, read: Read): Connection {
  const { api, ...rest } = before
  const {
    offeredServer: _offered,
    groups: _before,
    ...known
  } = api ?? emptyApi(documentUrl, before.url)
  const { host } = new URL(read.serverUrl)
  // Named after its address until it names itself, also where its server is at another one.
  const name = before.name === new URL(before.url).host ? host : before.name
  const facts: HttpApi = { ...known, documentUrl, ...read.facts }
  return { ...rest, kind: 'http', name, url: read.serverUrl, api: facts }
}

/** Of an API whose document has not been read yet. */
export function emptyApi(documentUrl: string, typedUrl: string): HttpApi {
  const counts = { operations: 0, hiddenCount: 0, hidden: [], issuerHints: [] }
  return { documentUrl, typedUrl, ...counts }
}

/** A token goes along only where the document refuses to be read without, and only to the server it is for. */
async function readOwnDocument(
  parts: ApiVisitParts,
  { url }: Connection,
  { documentUrl, grant }: Pick<FoundDocument, 'documentUrl' | 'grant'>,
): Promise<
  | { readonly kind: 'document'; readonly document: JsonObject }
  | { readonly kind: 'refused'; readonly challenge: Challenge }
> {
  const documents = { ...parts, fetch: parts.documents ?? parts.fetch }
  const first = await requestDocument(documents, documentUrl)
  const isOwn = new URL(documentUrl).origin === new URL(url).origin
  const credentials = first.kind === 'refused' && isOwn ? await present(parts, grant) : null
  const answer =
    credentials === null ? first : await requestDocument(documents, documentUrl, credentials)
  if (answer.kind !== 'absent') return answer
  const { host } = new URL(documentUrl)
  throw badDocument('openapi.not-openapi', { host })
}

async function present(
  { keys }: Pick<ApiVisitParts, 'keys'>,
  grant: Grant | null,
): Promise<Credentials | null> {
  const access = await loadAccess(grant, keys)
  return access === null || grant === null ? null : { access, tokenType: grant.tokenType }
}

/**
 * What the server itself says when its root is read without a token (RFC 9728 section 5.1); where it says nothing, the
 * scopes that the document wants for reading.
 */
async function requestChallenge(parts: ApiVisitParts, read: Read): Promise<Challenge> {
  const scope = read.readScopes.length === 0 ? null : read.readScopes.join(' ')
  const none = { ...readChallenge({ status: 401, headers: new Headers() }, null), scope }
  try {
    const response = await parts.fetch(read.serverUrl, { headers: { accept: 'application/json' } })
    await response.body?.cancel().catch(() => undefined)
    const { status, headers } = response
    if (status !== 401 && status !== 403) return none
    const said = readChallenge({ status, headers }, null)
    return { ...said, scope: said.scope ?? scope }
  } catch (error) {
    if (isCountersignError(error, 'http/redirect_refused')) return none
    throw error
  }
}
