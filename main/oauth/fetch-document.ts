// Fetches a metadata document: JSON without credentials, small, without redirects.
import { isCountersignError } from '../../shared/errors.ts'
import { readBodyText } from '../http/read-body.ts'
import type { OAuthContext } from './oauth-context.ts'
import { parseJsonObject, type JsonObject } from './json-object.ts'

export type DocumentContext = Pick<OAuthContext, 'fetch' | 'clock'>

export type DocumentAnswer =
  | { kind: 'document'; body: JsonObject }
  /** The server answered, but with no such document (other status, not JSON, a redirect). */
  | { kind: 'absent' }

/** Throws `http/unreachable`, `http/timeout`, `http/blocked_address` when there is no server to ask. */
export async function fetchDocument(
  context: DocumentContext,
  url: string,
): Promise<DocumentAnswer> {
  try {
    const response = await context.fetch(url, { headers: { accept: 'application/json' } })
    const { clock } = context
    const limits = { clock, maximumBytes: 1024 * 1024, timeoutMs: 15_000, host: new URL(url).host }
    const text = await readBodyText(response, limits)
    const body = response.status === 200 ? parseJsonObject(text) : null
    return body === null ? { kind: 'absent' } : { kind: 'document', body }
  } catch (error) {
    const answered = ['http/redirect_refused', 'http/too_large', 'http/not_json'] as const
    if (answered.some((code) => isCountersignError(error, code))) return { kind: 'absent' }
    throw error
  }
}
