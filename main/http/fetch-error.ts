// Turns what undici throws into our one error class, saying whether the request may have reached the server.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError, type ErrorCode } from '../../shared/errors.ts'

/** What every error of the guarded fetch carries in `detail`. */
export interface FetchErrorDetail {
  /** False only when no byte of the request can have reached the server. */
  readonly sent: boolean
  readonly host: string
  /** Machine code of the cause (ECONNREFUSED, UND_ERR_...), or null. */
  readonly cause: string | null
}

const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_INVALID_URL',
])
const timeouts = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])
const tooLarge = new Set(['UND_ERR_HEADERS_OVERFLOW', 'HPE_HEADER_OVERFLOW'])

/** Keeps an AbortError of the caller as it is; makes a CountersignError of everything else. */
export function toFetchError(error: unknown, host: string): unknown {
  const chain = listCauses(error)
  const ours = chain.find((cause) => isCountersignError(cause))
  if (ours !== undefined) return ours
  const [outer] = chain
  if (outer instanceof Error && outer.name === 'AbortError') return error
  const cause = chain.map(readCode).find((code) => code !== null) ?? null
  const code = pickErrorCode(cause)
  const sent = !(cause !== null && beforeSending.has(cause)) && !chain.some(isConnectFailure)
  const detail: FetchErrorDetail = { sent, host, cause }
  return new CountersignError(code, text(pickText(code), { host }), { cause: error, detail })
}

/** True unless the error proves that nothing was sent. */
export function mayHaveBeenSent(error: unknown): boolean {
  if (!isCountersignError(error)) return true
  const { detail } = error
  return !(
    typeof detail === 'object' &&
    detail !== null &&
    'sent' in detail &&
    detail.sent === false
  )
}

function pickErrorCode(cause: string | null): ErrorCode {
  if (cause !== null && timeouts.has(cause)) return 'http/timeout'
  if (cause !== null && tooLarge.has(cause)) return 'http/too_large'
  return 'http/unreachable'
}

function pickText(code: ErrorCode): 'http.timeout' | 'http.too_large' | 'http.unreachable' {
  if (code === 'http/timeout') return 'http.timeout'
  return code === 'http/too_large' ? 'http.too_large' : 'http.unreachable'
}

function listCauses(error: unknown): unknown[] {
  const chain: unknown[] = []
  for (let next = error; next !== undefined && next !== null && chain.length < 8;) {
    chain.push(next)
    if (next instanceof AggregateError) chain.push(...next.errors)
    next = next instanceof Error ? next.cause : undefined
  }
  return chain
}

function readCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null
}

function isConnectFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // The fetch standard forbids some ports; undici then gives words and no code.
  if (error.message === 'bad port') return true
  if (!('syscall' in error)) return false
  return error.syscall === 'connect' || error.syscall === 'getaddrinfo'
}
