// The one fetch of the app: https only (http on this computer), no redirects, checked addresses, caps and timeouts.
import { rootCertificates } from 'node:tls'
import { Agent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici'
import { text, type TextKey } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import {
  buildGuardedLookup,
  resolveBySystem,
  validateLiteralAddress,
  type OwnHost,
  type ResolveHost,
} from './address-guard.ts'
import { toFetchError } from './fetch-error.ts'
import { guardResponse, type ResponseSettings } from './guard-response.ts'
import { isAllowedUrl, parseUrl } from './loopback.ts'

export interface GuardedFetchOptions extends Partial<ResponseSettings> {
  readonly clock: ResponseSettings['clock']
  readonly maximumHeaderBytes?: number
  readonly connectTimeoutMs?: number
  /** From the connection to the response's last header, whatever drips meanwhile. Default 70 s (protocols 12.5). */
  readonly headersTimeoutMs?: number
  /** Connections to one origin at a time; more requests wait their turn. Default 32. */
  readonly maximumConnections?: number
  /** How host names are looked up. Default: the system's resolver. */
  readonly resolve?: ResolveHost
  /** Danger: a host that the person entered by hand, and nothing that a server named. Default: none. */
  readonly ownHost?: OwnHost | null
  /** Certificate authorities (PEM). Default: those of Node itself; the environment cannot add any. */
  readonly trustedCertificates?: readonly string[]
}

/** Compatible with `typeof fetch` and with the MCP SDK's `FetchLike`; request bodies must be replayable values or streams. */
export type GuardedFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

const defaults = {
  maximumBodyBytes: 10 * 1024 * 1024,
  maximumHeaderBytes: 64 * 1024,
  maximumJsonDepth: 100,
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 70_000,
  bodyIdleMs: 60_000,
  bodyTotalMs: 5 * 60_000,
  streamIdleMs: 30 * 60_000,
  maximumConnections: 32,
  resolve: resolveBySystem,
  ownHost: null,
  trustedCertificates: rootCertificates,
}
type Settings = Required<GuardedFetchOptions>

/**
 * Builds the guarded fetch. It throws `http/blocked_address`, `http/unreachable`, `http/timeout`, `http/too_large`
 * or `http/redirect_refused`; `detail.sent` is false only when no byte can have reached the server.
 * An AbortError of the caller's signal passes through.
 */
export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const settings: Settings = { ...defaults, ...options }
  const dispatcher = createDispatcher(settings)
  return async (input, init = {}) => {
    const url = readUrl(input, settings.ownHost)
    const request = await readRequest(input, init)
    validateHeaders(request.headers, url.host)
    const response = await send(url, request, { ...settings, dispatcher })
    return guardResponse(response, url.host, settings)
  }
}

function createDispatcher(settings: Settings): Agent {
  return new Agent({
    connections: settings.maximumConnections,
    maxHeaderSize: settings.maximumHeaderBytes,
    headersTimeout: settings.headersTimeoutMs,
    bodyTimeout: 0,
    connect: {
      lookup: buildGuardedLookup(settings.resolve, settings.ownHost),
      timeout: settings.connectTimeoutMs,
      // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED, NODE_EXTRA_CA_CERTS and --tls-min-v1.0 change nothing.
      rejectUnauthorized: true,
      ca: [...settings.trustedCertificates],
      minVersion: 'TLSv1.2',
    },
  })
}

/** Throws `http/blocked_address` for what is no address, or none we go to. */
function readUrl(input: string | URL | Request, ownHost: OwnHost | null): URL {
  const address = input instanceof Request ? input.url : String(input)
  const url = parseUrl(address)
  if (url === null) throw refuseUrl('', 'http.url_unreadable')
  const isOwn = ownHost !== null && ownHost.plain && ownHost.hostname === url.hostname
  if (!isAllowedUrl(url) && !(isOwn && url.protocol === 'http:')) {
    throw refuseUrl(url.host, 'http.url_plain')
  }
  if (url.username !== '' || url.password !== '') throw refuseUrl(url.host, 'http.url_user_info')
  validateLiteralAddress(url, ownHost)
  return url
}

async function readRequest(input: string | URL | Request, init: RequestInit): Promise<RequestInit> {
  if (!(input instanceof Request)) return init
  const { method, headers, signal } = input
  const body = input.body === null ? null : await input.arrayBuffer()
  return { method, headers, signal, body, ...init }
}

/** A line break or a control character in a stored client identifier or token must not make a second header. */
function validateHeaders(headers: RequestInit['headers'], host: string): void {
  try {
    new Headers(headers)
  } catch (cause) {
    const detail = { sent: false, host, cause: 'header' }
    const message = text('http.unwritable_header', { host })
    throw new CountersignError('http/unreachable', message, { cause, detail })
  }
}

async function send(
  url: URL,
  request: RequestInit,
  { dispatcher, clock, connectTimeoutMs, headersTimeoutMs }: Settings & { dispatcher: Agent },
): Promise<Response> {
  const late = new AbortController()
  // undici starts its own count again with every interim response (1xx), so a server could drip those for ever.
  const stop = clock.after(connectTimeoutMs + headersTimeoutMs, () => late.abort(tooLate(url.host)))
  try {
    const signals = [late.signal, ...(request.signal ? [request.signal] : [])]
    const signal = AbortSignal.any(signals)
    const guarded = { ...request, dispatcher, signal, redirect: 'manual', cache: 'no-store' }
    // undici's own types differ from the globals only in name.
    return (await undiciFetch(url, guarded as unknown as UndiciInit)) as unknown as Response
  } catch (error) {
    throw toFetchError(error, url.host)
  } finally {
    stop()
  }
}

function refuseUrl(host: string, key: TextKey): CountersignError {
  return new CountersignError('http/blocked_address', text(key), {
    detail: { sent: false, host, cause: 'scheme' },
  })
}

function tooLate(host: string): CountersignError {
  return new CountersignError('http/timeout', text('http.timeout', { host }), {
    detail: { sent: true, host, cause: 'headers' },
  })
}
