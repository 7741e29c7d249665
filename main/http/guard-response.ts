// Lets a response through to the rest of the app: no redirect, and a body that keeps to its limits.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/model/ports.ts'
import { guardBody, tooLarge, type BodyLimits } from './body-guard.ts'

export interface ResponseSettings {
  readonly clock: Pick<Clock, 'after' | 'monotonicMs'>
  readonly maximumBodyBytes: number
  readonly maximumJsonDepth: number
  readonly bodyIdleMs: number
  readonly bodyTotalMs: number
  readonly streamIdleMs: number
}

/** The same response, guarded. Throws `http/redirect_refused` and `http/too_large` before any of the body is read. */
export async function guardResponse(
  response: Response,
  host: string,
  settings: ResponseSettings,
): Promise<Response> {
  if (isRedirect(response)) {
    await discard(response)
    throw refuseRedirect(host, response.status)
  }
  if (Number(response.headers.get('content-length') ?? 0) > settings.maximumBodyBytes) {
    await discard(response)
    throw tooLarge(host)
  }
  const { status, statusText, headers } = response
  return new Response(buildBody(response, host, settings), {
    status,
    statusText,
    headers: [...headers],
  })
}

function buildBody(
  response: Response,
  host: string,
  settings: ResponseSettings,
): ReadableStream<Uint8Array> | null {
  if (response.body === null || [204, 205, 304].includes(response.status)) return null
  const limits = buildLimits(response.headers.get('content-type') ?? '', settings)
  return guardBody(response.body, { host, clock: settings.clock, limits })
}

function buildLimits(contentType: string, settings: ResponseSettings): BodyLimits {
  const caps = {
    maximumBytes: settings.maximumBodyBytes,
    maximumDepth: settings.maximumJsonDepth,
  }
  if (/^text\/event-stream\b/i.test(contentType))
    return { ...caps, idleMs: settings.streamIdleMs, totalMs: Infinity, format: 'event_stream' }
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(contentType)
  const times = { idleMs: settings.bodyIdleMs, totalMs: settings.bodyTotalMs }
  return { ...caps, ...times, format: isJson ? 'json' : 'other' }
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
