// Reads single members of a JSON answer strictly: what is not as the standard says is as if it were not there.
import { isAllowedUrl, parseUrl } from '../http/loopback.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { OAuthRefusal } from './answers.ts'
import type { JsonObject } from './json-object.ts'

const longestWords = 500
const longestValue = 64 * 1024
/** About 3,000 years: keeps milliseconds exact in a number. */
const longestSeconds = 1e11

/** A visible-ASCII value that may travel in a header or form (tokens, codes, `auth_session`), or null. */
export function readSecret(body: JsonObject, name: string): Secret | null {
  const value = body[name]
  const usable =
    typeof value === 'string' && value.length <= longestValue && /^[\x20-\x7e]+$/.test(value)
  return usable ? new Secret(value) : null
}

export function readString(body: JsonObject, name: string): string | null {
  const value = body[name]
  return typeof value === 'string' ? value : null
}

/** A positive finite number of seconds, also spelled as text; null for anything else. Clamped far beyond any use. */
export function readSeconds(body: JsonObject, name: string): number | null {
  const value = body[name]
  const isText = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value)
  const seconds = isText ? Number(value) : value
  if (typeof seconds !== 'number' || !(seconds > 0)) return null
  if (!isText && !Number.isFinite(seconds)) return null
  return Math.min(seconds, longestSeconds)
}

/** An `error` in the registered character set, or null. */
export function readError(body: JsonObject): string | null {
  const value = body['error']
  if (value === undefined) return null
  return typeof value === 'string' && /^[\x20-\x7e]{1,200}$/.test(value) ? value : 'bad_response'
}

/** The server's own words, cut to 500 characters. Untrusted text. */
export function readWords(body: JsonObject): string | null {
  const words = readString(body, 'error_description')?.trim() ?? ''
  return words === '' ? null : words.slice(0, longestWords)
}

/** Where the person may look at a request (DTR -01); judged like `readAddress`. */
export function readInteractionUri(body: JsonObject): string | null {
  return readAddress(body, 'interaction_uri')
}

/** An address to show to the person: https (http only on this computer), no fragment, no user info; else null. */
export function readAddress(body: JsonObject, name: string): string | null {
  const value = readString(body, name)
  const url = value === null || value.length > 2048 ? null : parseUrl(value)
  if (url === null || !isAllowedUrl(url) || (value ?? '').includes('#')) return null
  return url.username === '' && url.password === '' ? url.href : null
}

export function readRefusal(status: number, body: JsonObject): OAuthRefusal {
  return {
    error: readError(body) ?? 'bad_response',
    errorDescription: readWords(body),
    status,
    authSession: readSecret(body, 'auth_session'),
    interactionUri: readInteractionUri(body),
    acrValues: readString(body, 'acr_values')?.slice(0, longestWords) ?? null,
    maxAgeSeconds: readAge(body),
  }
}

/** Zero is a value here: sign in now. */
function readAge(body: JsonObject): number | null {
  const age = Number(body['max_age'] ?? Number.NaN)
  return Number.isSafeInteger(age) && age >= 0 ? age : null
}

/** Errors of ours, for answers that we refuse. */
export type OwnError =
  'bad_response' | 'not_bound' | 'wider_scope' | 'other_person' | 'weaker_proof'

/** The refusal for an answer that broke a rule; its own words are not repeated. */
export function buildRefusal(error: OwnError, status: number): OAuthRefusal {
  return { error, errorDescription: null, status, authSession: null }
}
