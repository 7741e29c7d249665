// Meets a server for what it is: an MCP server, or an HTTP API whose OpenAPI document is found.
import type { Connection, Tool } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Challenge } from '../../shared/model/tool-call.ts'
import type { DocumentParts } from './openapi/request-document.ts'
import { findDocument, isDocumentAddress, requestDocument } from './openapi/request-document.ts'
import {
  emptyApi,
  visitApi,
  visitByDocument,
  type ApiVisit,
  type ApiVisitParts,
} from './openapi/visit-api.ts'
import { visitServer, type Visit, type VisitParts } from './visit.ts'

export interface MeetingParts extends VisitParts, ApiVisitParts {
  readonly store: { readonly connections: { listAllTools(connectionId: string): Tool[] } }
  readonly onLooking?: () => void
}

/** `connection`: with what was learned, still to be saved. */
export type Meeting =
  | (Extract<Visit, { kind: 'open' }> & { readonly connection: Connection })
  | {
      readonly kind: 'refused'
      readonly challenge: Challenge
      readonly connection: Connection
      readonly openPart?: Extract<ApiVisit, { kind: 'open' }>
    }
  | Extract<ApiVisit, { kind: 'elsewhere' }>
  | Extract<Visit, { kind: 'not_mcp' }>

/**
 * Throws as `visitServer`, and `resource/bad_document` for a document that cannot be used. A server that was met as
 * one kind never becomes the other.
 */
export async function meetServer(
  parts: MeetingParts,
  connection: Connection,
  grant: Grant | null,
): Promise<Meeting> {
  if (connection.kind === 'http') return visitApi(parts, connection, grant)
  if (!mayBeApi(parts, connection)) {
    return withConnection(await visitServer(parts, connection, grant), connection)
  }
  const named = isDocumentAddress(connection.url) ? await meetByDocument(parts, connection) : null
  if (named !== null) return named
  const visit = await visitServer(parts, connection, grant)
  if (!mayLookFurther(visit, connection)) return withConnection(visit, connection)
  parts.onLooking?.()
  const found = await findDocument(documentParts(parts), connection.url)
  return found === null
    ? withConnection(visit, connection)
    : visitByDocument(parts, connection, { ...found, grant })
}

function withConnection(visit: Visit, connection: Connection): Meeting {
  return visit.kind === 'not_mcp' ? visit : { ...visit, connection }
}

function documentParts(parts: MeetingParts): DocumentParts {
  return { ...parts, fetch: parts.documents ?? parts.fetch }
}

/** Nothing was ever read of it. */
function mayBeApi({ store }: MeetingParts, { id, kind, toolsIssuer }: Connection): boolean {
  const isNew = kind === undefined && toolsIssuer === undefined
  return isNew && store.connections.listAllTools(id).length === 0
}

/** Null where nothing is at that address: it may be something else. */
async function meetByDocument(
  parts: MeetingParts,
  connection: Connection,
): Promise<Meeting | null> {
  const { url } = connection
  const answer = await requestDocument(documentParts(parts), url)
  if (answer.kind === 'absent') return null
  if (answer.kind === 'refused') {
    const api = emptyApi(url, url)
    return { ...answer, connection: { ...connection, kind: 'http', api } }
  }
  const { document } = answer
  return visitByDocument(parts, connection, { document, documentUrl: url, grant: null })
}

/**
 * A server that refuses everybody at its root may be an API with an open document, unless it says who protects it. Where
 * the person named an MCP endpoint, nothing else is meant.
 */
function mayLookFurther(visit: Visit, { url }: Connection): boolean {
  const { pathname } = new URL(url)
  if (visit.kind === 'not_mcp') return !/\/(?:mcp|sse)\/?$/i.test(pathname)
  if (visit.kind !== 'refused' || pathname !== '/') return false
  return visit.challenge.resourceMetadataUrl === null
}
