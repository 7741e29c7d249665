// Reads what an HTTP API answered to a call, and writes it for the agent: its text, and an MCP result of the same content.
import canonicalize from 'canonicalize'
import { text } from '../../../shared/catalogue/text.ts'
import { isCountersignError } from '../../../shared/errors.ts'
import type { Clock } from '../../../shared/model/ports.ts'
import { readBodyText } from '../../http/read-body.ts'
import { stripSecrets } from '../strip-secrets.ts'
import { asObject, asText, memberOf, type JsonObject } from './json-value.ts'

export interface HttpAnswer {
  readonly status: number
  /** Lower case, without parameters; null where it named none. */
  readonly mediaType: string | null
  /** Its words; null for what is no text, or was too much to read. */
  readonly body: string | null
  /** Why there are none. */
  readonly left: 'empty' | 'binary' | 'large' | null
}

/** Largest answer that is read, in bytes, and longest time for it. */
const mostBytes = 5 * 1024 * 1024
const bodyTimeoutMs = 5 * 60_000
/** What an agent gets of it, in characters. */
const mostCharacters = 200_000
const longestWords = 500

/** Rejects as the body does when it breaks off, but for a refusal: that is one whatever comes after its status. */
export async function readHttpAnswer(
  response: Response,
  host: string,
  clock: Pick<Clock, 'after'>,
): Promise<HttpAnswer> {
  const { status, headers } = response
  const mediaType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() || null
  const found = { status, mediaType }
  if (response.body === null) return { ...found, body: null, left: 'empty' }
  if (status === 401 || status === 403) {
    await response.body.cancel().catch(() => undefined)
    return { ...found, body: null, left: 'empty' }
  }
  if (!isText(mediaType)) {
    await response.body.cancel().catch(() => undefined)
    return { ...found, body: null, left: 'binary' }
  }
  const limits = { clock, host, maximumBytes: mostBytes, timeoutMs: bodyTimeoutMs }
  try {
    const body = await readBodyText(response, limits)
    return body === '' ? { ...found, body: null, left: 'empty' } : { ...found, body, left: null }
  } catch (error) {
    if (isCountersignError(error, 'http/too_large')) return { ...found, body: null, left: 'large' }
    if (isCountersignError(error, 'http/not_json')) return { ...found, body: null, left: 'binary' }
    if (status >= 400 && status < 500) return { ...found, body: null, left: 'empty' }
    throw error
  }
}

function isText(mediaType: string | null): boolean {
  if (mediaType === null) return true
  return /^text\/|^application\/(?:[\w.-]+\+)?(?:json|xml|yaml)$|^application\/(?:x-ndjson|x-www-form-urlencoded)$/.test(
    mediaType,
  )
}

export interface WrittenAnswer {
  readonly resultText: string
  readonly resultJson: string
}

/** `secrets` are taken out of everything. */
export function writeAnswer(
  answer: HttpAnswer,
  isError: boolean,
  secrets: readonly string[],
): WrittenAnswer {
  const value = parseJson(answer)
  const json = value === undefined ? null : (canonicalize(value) ?? null)
  const words = stripSecrets(describe(answer, json, isError), secrets)
  const resultText = cut(words)
  const structured = json === null || json.length > mostCharacters ? null : asObject(value)
  const result = {
    content: [{ type: 'text', text: resultText }],
    ...(structured === null ? {} : { structuredContent: structured }),
    ...(isError ? { isError } : {}),
  }
  return { resultText, resultJson: stripSecrets(JSON.stringify(result), secrets) }
}

function parseJson({ mediaType, body }: HttpAnswer): unknown {
  if (body === null || mediaType === null || !/[/+]json$/.test(mediaType)) return undefined
  try {
    return longNumber.test(body) ? JSON.parse(body, keepDigits) : JSON.parse(body)
  } catch {
    return undefined
  }
}

const longNumber = /\d{16}/

/** An identity of more digits than a number holds would come out as another one: it stays as text. */
function keepDigits(_name: string, value: unknown, at?: { readonly source?: string }): unknown {
  const isRounded =
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  return isRounded && /^-?\d+$/.test(at?.source ?? '') ? at?.source : value
}

function describe(answer: HttpAnswer, json: string | null, isError: boolean): string {
  const { status, mediaType, left } = answer
  const content = json ?? answer.body ?? describeLeft(status, mediaType, left)
  if (!isError) return content
  const problem = readProblem(answer)
  const head = text('openapi.refused-status', { status })
  return [problem === null ? head : `${head} ${problem}`, content].join('\n')
}

function describeLeft(status: number, mediaType: string | null, left: HttpAnswer['left']): string {
  if (left === 'binary') return text('openapi.result-binary', { type: mediaType ?? '?' })
  return text(left === 'large' ? 'openapi.result-large' : 'openapi.result-empty', { status })
}

function cut(words: string): string {
  return words.length <= mostCharacters
    ? words
    : `${words.slice(0, mostCharacters)}\n${text('resource.result-cut', { count: words.length })}`
}

/** What a problem says of itself (RFC 9457), else what many APIs call `message`; null where there are no such words. */
export function readProblem(answer: HttpAnswer): string | null {
  const problem: JsonObject | null = asObject(parseJson(answer))
  const inner = asObject(memberOf(problem, 'error')) ?? problem
  const named = ['title', 'detail', 'message', 'error_description'].map((name) =>
    asText(memberOf(problem, name) ?? memberOf(inner, name)),
  )
  const words = [...new Set(named.filter((each) => each !== null && each !== ''))].join(': ')
  return words === '' ? null : words.slice(0, longestWords)
}
