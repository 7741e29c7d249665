// Posts to an authorization server and reads what came back as JSON, or says that nothing readable did.
import { isCountersignError } from '../../shared/errors.ts'
import { Secret } from '../../shared/model/secret.ts'
import { mayHaveBeenSent } from '../http/fetch-error.ts'
import { readBodyText } from '../http/read-body.ts'
import type { NoAnswer } from './answers.ts'
import { isClientKey } from './client-assertion.ts'
import { buildClientProof } from './client-authentication.ts'
import { isPendingError } from './deferred-answer.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { parseJsonObject, type JsonObject } from './json-object.ts'
import { usesDpop } from './server-metadata.ts'

export type WireAnswer =
  | { kind: 'json'; status: number; body: JsonObject; retryAfterSeconds?: number | null }
  | { kind: 'empty'; status: number }
  | NoAnswer

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
  if (!(await canAuthenticate(client)))
    return noAnswer('The key of this client cannot be used.', false)
  try {
    const response = await context.proofs.sendWithProof(context.fetch, {
      url,
      method: 'POST',
      headers: {},
      body: null,
      encode: () => encodeRequest(context, client, body),
      key: usesDpop(client.metadata) ? client.dpopKey : null,
    })
    return await readAnswer(context, response, new URL(url).host)
  } catch (error) {
    if (!isCountersignError(error) && !isAbort(error)) throw error
    context.log('warn', 'An authorization server gave no readable answer.', { url, error })
    return noAnswer(error.message, mayHaveBeenSent(error))
  }
}

async function canAuthenticate({ authentication }: OAuthClient): Promise<boolean> {
  return authentication?.method !== 'private_key_jwt' || isClientKey(authentication.secret)
}

async function readAnswer(
  context: OAuthContext,
  response: Response,
  host: string,
): Promise<WireAnswer> {
  const { status, headers } = response
  const { clock } = context
  const text = await readBodyText(response, { clock, maximumBytes, timeoutMs: bodyTimeoutMs, host })
  const retryAfterSeconds = parseRetryAfter(headers, clock.nowMs())
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '')
  const body = isJson ? parseJsonObject(text) : null
  if (status >= 500 || (status === 429 && !asksToWait(body)))
    return noAnswer(`HTTP ${status}`, true, retryAfterSeconds)
  if (text.trim() === '') return { kind: 'empty', status }
  if (!isJson) return noAnswer(`HTTP ${status} without JSON`, true)
  return body === null
    ? noAnswer(`HTTP ${status} with unreadable JSON`, true)
    : { kind: 'json', status, body, retryAfterSeconds }
}

/** A pending answer stays one, whatever its status (protocols 14.3). */
function asksToWait(body: JsonObject | null): boolean {
  const error = body?.['error']
  return typeof error === 'string' && (error === 'slow_down' || isPendingError(error))
}

/** Called for every attempt, so that each has client authentication of its own. */
async function encodeRequest(
  context: OAuthContext,
  client: OAuthClient,
  body: WireBody,
): Promise<{ headers: Record<string, string>; body: string }> {
  const proof = await buildClientProof(context, client)
  const headers: Record<string, string> = { accept: 'application/json', ...proof.headers }
  if ('json' in body) {
    headers['content-type'] = 'application/json'
    // A public client is named by its session alone, as the draft shows it.
    const members = client.authentication === undefined ? {} : proof.members
    return { headers, body: JSON.stringify({ ...members, ...body.json }) }
  }
  headers['content-type'] = 'application/x-www-form-urlencoded;charset=UTF-8'
  const form = new URLSearchParams(proof.members)
  for (const [name, value] of Object.entries(body.form))
    if (value !== null && value !== undefined)
      form.set(name, value instanceof Secret ? value.reveal() : value)
  return { headers, body: form.toString() }
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
