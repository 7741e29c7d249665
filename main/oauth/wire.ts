// Posts to an authorization server and reads what came back as JSON, or says that nothing readable did.
import { isCountersignError } from '../../shared/errors.ts'
import { Secret } from '../../shared/model/secret.ts'
import { mayHaveBeenSent } from '../http/fetch-error.ts'
import { readBodyText } from '../http/read-body.ts'
import type { NoAnswer } from './answers.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { parseJsonObject, type JsonObject } from './json-object.ts'
import { usesDpop } from './server-metadata.ts'

export type WireAnswer =
  { kind: 'json'; status: number; body: JsonObject } | { kind: 'empty'; status: number } | NoAnswer

/** Members that are null or undefined are left out. */
export type WireForm = Readonly<Record<string, string | Secret | null | undefined>>

/** A form, or JSON for the intermediate requests of structured elicitations. */
export type WireBody = { readonly form: WireForm } | { readonly json: JsonObject }

const maximumBytes = 1024 * 1024
const bodyTimeoutMs = 15_000

/**
 * Sends one request with the client's authentication and a DPoP proof. Never throws for what a network or a server
 * does: redirects, 5xx, 429 and bodies that are not JSON are `no_answer` (they end nothing: protocols 1.7).
 */
export async function postToServer(
  context: OAuthContext,
  client: OAuthClient,
  request: { url: string | undefined; body: WireBody },
): Promise<WireAnswer> {
  const { url, body } = request
  if (url === undefined) return noAnswer('The server has no such endpoint.', false)
  try {
    const response = await context.proofs.sendWithProof(context.fetch, {
      url,
      method: 'POST',
      ...encodeBody(body, client),
      key: usesDpop(client.metadata) ? client.dpopKey : null,
    })
    return await readAnswer(context, response, new URL(url).host)
  } catch (error) {
    if (!isCountersignError(error) && !isAbort(error)) throw error
    context.log('warn', 'An authorization server gave no readable answer.', { url, error })
    return noAnswer(error.message, mayHaveBeenSent(error))
  }
}

async function readAnswer(
  context: OAuthContext,
  response: Response,
  host: string,
): Promise<WireAnswer> {
  const { status, headers } = response
  const { clock } = context
  const text = await readBodyText(response, { clock, maximumBytes, timeoutMs: bodyTimeoutMs, host })
  if (status >= 500 || status === 429)
    return noAnswer(`HTTP ${status}`, true, parseRetryAfter(headers, clock.nowMs()))
  if (text.trim() === '') return { kind: 'empty', status }
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? ''))
    return noAnswer(`HTTP ${status} without JSON`, true)
  const body = parseJsonObject(text)
  return body === null
    ? noAnswer(`HTTP ${status} with unreadable JSON`, true)
    : { kind: 'json', status, body }
}

function encodeBody(
  body: WireBody,
  client: OAuthClient,
): { headers: Record<string, string>; body: string } {
  const headers: Record<string, string> = { accept: 'application/json', ...buildBasic(client) }
  if ('json' in body) {
    headers['content-type'] = 'application/json'
    return { headers, body: JSON.stringify(body.json) }
  }
  headers['content-type'] = 'application/x-www-form-urlencoded;charset=UTF-8'
  const { authentication } = client
  const form = new URLSearchParams({ client_id: client.clientId })
  if (authentication?.method === 'client_secret_post')
    form.set('client_secret', authentication.secret.reveal())
  for (const [name, value] of Object.entries(body.form))
    if (value !== null && value !== undefined)
      form.set(name, value instanceof Secret ? value.reveal() : value)
  return { headers, body: form.toString() }
}

/** RFC 6749 section 2.3.1: both parts form-encoded first. */
function buildBasic({ clientId, authentication }: OAuthClient): Record<string, string> {
  if (authentication?.method !== 'client_secret_basic') return {}
  const pair = [clientId, authentication.secret.reveal()].map(formEncode).join(':')
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}

function formEncode(value: string): string {
  return new URLSearchParams({ v: value }).toString().slice(2)
}

function parseRetryAfter(headers: Headers, nowMs: number): number | null {
  const value = headers.get('retry-after')
  if (value === null) return null
  if (/^\d{1,9}$/.test(value)) return Number(value)
  const seconds = Math.ceil((Date.parse(value) - nowMs) / 1000)
  return seconds > 0 ? seconds : null
}

function noAnswer(
  reason: string,
  sent: boolean,
  retryAfterSeconds: number | null = null,
): NoAnswer {
  return { kind: 'no_answer', sent, reason, retryAfterSeconds }
}

function isAbort(error: unknown): error is Error {
  return error instanceof Error && error.name === 'AbortError'
}
