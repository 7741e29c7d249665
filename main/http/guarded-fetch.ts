// The one fetch of the app: https only (http on this computer), no redirects, checked addresses, caps and timeouts.
import { rootCertificates } from 'node:tls'
import { Agent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/model/ports.ts'
import {
  buildGuardedLookup,
  resolveBySystem,
  validateLiteralAddress,
  type ResolveHost,
} from './address-guard.ts'
import { guardBody, tooLarge } from './body-guard.ts'
import { toFetchError } from './fetch-error.ts'
import { isAllowedUrl } from './loopback.ts'

export interface GuardedFetchOptions {
  readonly clock: Pick<Clock, 'after'>
  /** Whole body, or one event of an event stream. Default 10 MB. */
  readonly maximumBodyBytes?: number
  readonly maximumHeaderBytes?: number
  readonly connectTimeoutMs?: number
  /** From the end of the request to the response's headers. Default 70 s (protocols 12.5). */
  readonly headersTimeoutMs?: number
  readonly bodyIdleMs?: number
  /** An event stream may be silent for longer. Default 30 minutes. */
  readonly streamIdleMs?: number
  /** How host names are looked up. Default: the system's resolver. */
  readonly resolve?: ResolveHost
  /** Certificate authorities (PEM). Default: those of Node itself; the environment cannot add any. */
  readonly trustedCertificates?: readonly string[]
}

/** Compatible with `typeof fetch` and with the MCP SDK's `FetchLike`; request bodies must be replayable values or streams. */
export type GuardedFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

const defaults = {
  maximumBodyBytes: 10 * 1024 * 1024,
  maximumHeaderBytes: 64 * 1024,
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 70_000,
  bodyIdleMs: 60_000,
  streamIdleMs: 30 * 60_000,
  resolve: resolveBySystem,
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
    const { url, request } = await readRequest(input, init)
    validateUrl(url)
    const response = await send(url, request, dispatcher)
    return guardResponse(response, url, settings)
  }
}

function createDispatcher(settings: Settings): Agent {
  return new Agent({
    maxHeaderSize: settings.maximumHeaderBytes,
    headersTimeout: settings.headersTimeoutMs,
    bodyTimeout: 0,
    connect: {
      lookup: buildGuardedLookup(settings.resolve),
      timeout: settings.connectTimeoutMs,
      // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED and NODE_EXTRA_CA_CERTS change nothing.
      rejectUnauthorized: true,
      ca: [...settings.trustedCertificates],
      minVersion: 'TLSv1.2',
    },
  })
}

async function readRequest(
  input: string | URL | Request,
  init: RequestInit,
): Promise<{ url: URL; request: RequestInit }> {
  if (typeof input === 'string' || input instanceof URL)
    return { url: new URL(input), request: init }
  const { method, headers, signal } = input
  const body = input.body === null ? null : await input.arrayBuffer()
  return { url: new URL(input.url), request: { method, headers, signal, body, ...init } }
}

function validateUrl(url: URL): void {
  if (!isAllowedUrl(url)) throw refuseUrl(url.host)
  validateLiteralAddress(url)
}

async function send(url: URL, request: RequestInit, dispatcher: Agent): Promise<Response> {
  try {
    // undici's own types differ from the globals only in name.
    const init = {
      ...request,
      dispatcher,
      redirect: 'manual',
      cache: 'no-store',
    } as unknown as UndiciInit
    return (await undiciFetch(url, init)) as unknown as Response
  } catch (error) {
    throw toFetchError(error, url.host)
  }
}

async function guardResponse(response: Response, url: URL, settings: Settings): Promise<Response> {
  if (isRedirect(response)) {
    await discard(response)
    throw refuseRedirect(url.host, response.status)
  }
  if (Number(response.headers.get('content-length') ?? 0) > settings.maximumBodyBytes) {
    await discard(response)
    throw tooLarge(url.host)
  }
  const { status, statusText, headers } = response
  return new Response(buildBody(response, url, settings), {
    status,
    statusText,
    headers: [...headers],
  })
}

function buildBody(
  response: Response,
  url: URL,
  settings: Settings,
): ReadableStream<Uint8Array> | null {
  if (response.body === null || [204, 205, 304].includes(response.status)) return null
  const eventStream = /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '')
  return guardBody(response.body, {
    host: url.host,
    after: (delayMs, run) => settings.clock.after(delayMs, run),
    limits: {
      maximumBytes: settings.maximumBodyBytes,
      idleMs: eventStream ? settings.streamIdleMs : settings.bodyIdleMs,
      eventStream,
    },
  })
}

function isRedirect(response: Response): boolean {
  return response.status >= 300 && response.status < 400 && response.status !== 304
}

async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => undefined)
}

function refuseRedirect(host: string, status: number): CountersignError {
  return new CountersignError('http/redirect_refused', text('http.redirect_refused', { host }), {
    detail: { sent: true, host, cause: String(status) },
  })
}

function refuseUrl(host: string): CountersignError {
  return new CountersignError('http/blocked_address', text('http.url_plain'), {
    detail: { sent: false, host, cause: 'scheme' },
  })
}
