// Leaves a server alone that failed several times in a row, instead of making every caller wait for it once more.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { GuardedFetch } from './guarded-fetch.ts'
import { parseUrl } from './loopback.ts'

/** Failed exchanges in a row before an origin is left alone. */
const failuresBeforeRest = 5
/** The first rest; each further one is twice as long, up to the longest. Milliseconds. */
const firstRestMs = 2_000
const longestRestMs = 60_000
/** Origins with trouble that are remembered; the oldest is forgotten first. */
const mostOrigins = 1_000

/**
 * What it is for: an authorization server that hangs or is down holds up everything that asks it (each request waits
 * up to 80 s), and a server that comes back is met by all of them at once. After 5 failed exchanges in a row with
 * one origin, requests to it fail at once with `http/unreachable` (`detail.sent` false) for 2 s, then one request
 * may try; each failure doubles the rest, up to 60 s, and any answer ends it. Origins share nothing.
 *
 * What counts: refused connections, time-outs, broken connections, TLS failures, and 502, 503 and 504. What tells
 * nothing about the server does not: this computer being offline, a name that is not found, our own refusals. A
 * body that breaks after the headers is the caller's business.
 */
export interface Circuit {
  /** Refused while the origin is left alone. */
  guard(fetch: GuardedFetch): GuardedFetch
  /**
   * Never refused, for requests that keep to a schedule of their own: a poll that is held back could miss the last
   * moment in which a decision can be collected. What comes of it counts.
   */
  watch(fetch: GuardedFetch): GuardedFetch
}

interface Trouble {
  failures: number
  rests: number
  restsUntilMs: number
  /** One request is trying whether the server is back. */
  trying: boolean
}

export function createCircuit({ clock }: { clock: Pick<Clock, 'monotonicMs'> }): Circuit {
  const troubles = createTroubles(clock)
  return {
    guard: (fetch) => async (input, init) => {
      const host = hostOf(input)
      const trouble = troubles.find(originOf(input))
      if (trouble === null || trouble.failures < failuresBeforeRest) {
        return troubles.count(originOf(input), () => fetch(input, init))
      }
      if (trouble.trying) throw resting(host, firstRestMs)
      const leftMs = trouble.restsUntilMs - clock.monotonicMs()
      if (leftMs > 0) throw resting(host, leftMs)
      trouble.trying = true
      try {
        return await troubles.count(originOf(input), () => fetch(input, init))
      } finally {
        trouble.trying = false
      }
    },
    watch: (fetch) => (input, init) => troubles.count(originOf(input), () => fetch(input, init)),
  }
}

interface Troubles {
  find(origin: string): Trouble | null
  /** Runs one exchange and remembers what came of it. */
  count(origin: string, run: () => Promise<Response>): Promise<Response>
}

function createTroubles(clock: Pick<Clock, 'monotonicMs'>): Troubles {
  const byOrigin = new Map<string, Trouble>()
  const fail = (origin: string): void => {
    const known = byOrigin.get(origin)
    const trouble = known ?? { failures: 0, rests: 0, restsUntilMs: 0, trying: false }
    if (known === undefined) keepWithin(byOrigin)
    byOrigin.set(origin, trouble)
    trouble.failures += 1
    const nowMs = clock.monotonicMs()
    // Requests that were under way when the rest began say nothing new.
    if (trouble.failures < failuresBeforeRest || nowMs < trouble.restsUntilMs) return
    trouble.restsUntilMs = nowMs + Math.min(longestRestMs, firstRestMs * 2 ** trouble.rests)
    trouble.rests = Math.min(trouble.rests + 1, 10)
  }
  return {
    find: (origin) => byOrigin.get(origin) ?? null,
    async count(origin, run) {
      try {
        const response = await run()
        if (isAway(response.status)) fail(origin)
        else byOrigin.delete(origin)
        return response
      } catch (error) {
        const verdict = judge(error)
        if (verdict === 'failed') fail(origin)
        if (verdict === 'answered') byOrigin.delete(origin)
        throw error
      }
    },
  }
}

function keepWithin(byOrigin: Map<string, Trouble>): void {
  const [oldest] = byOrigin.keys()
  if (byOrigin.size >= mostOrigins && oldest !== undefined) byOrigin.delete(oldest)
}

function isAway(status: number): boolean {
  return status >= 502 && status <= 504
}

/** Causes that lie with this computer, its network or the request. */
const ownCauses = new Set<unknown>([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'header',
  'UND_ERR_INVALID_ARG',
  'ERR_INVALID_URL',
])

function judge(error: unknown): 'failed' | 'answered' | 'nothing' {
  if (!isCountersignError(error)) return 'nothing'
  if (error.code === 'http/redirect_refused' || error.code === 'http/too_large') return 'answered'
  if (error.code !== 'http/unreachable' && error.code !== 'http/timeout') return 'nothing'
  return ownCauses.has(causeOf(error.detail)) ? 'nothing' : 'failed'
}

function causeOf(detail: unknown): unknown {
  return typeof detail === 'object' && detail !== null && 'cause' in detail ? detail.cause : null
}

function originOf(input: string | URL | Request): string {
  return parseUrl(addressOf(input))?.origin ?? ''
}

function hostOf(input: string | URL | Request): string {
  return parseUrl(addressOf(input))?.host ?? ''
}

function addressOf(input: string | URL | Request): string {
  return input instanceof Request ? input.url : String(input)
}

function resting(host: string, leftMs: number): CountersignError {
  const seconds = Math.ceil(leftMs / 1000)
  return new CountersignError('http/unreachable', text('http.resting', { host, seconds }), {
    detail: { sent: false, host, cause: 'circuit' },
  })
}
