// Caps what a server may send: total size, size of one event of a stream, and how long it may stay silent.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/model/ports.ts'
import { withDeadline } from './deadline.ts'
import { toFetchError } from './fetch-error.ts'

export interface BodyLimits {
  /** Whole body, decompressed; for `text/event-stream`, one event. */
  readonly maximumBytes: number
  /** Longest silence between two pieces, milliseconds. */
  readonly idleMs: number
  readonly eventStream: boolean
}

interface GuardContext {
  readonly host: string
  readonly after: Clock['after']
  readonly limits: BodyLimits
}

/** The same body with the limits enforced; breaking one errors the stream with `http/too_large` or `http/timeout`. */
export function guardBody(
  body: ReadableStream<Uint8Array>,
  context: GuardContext,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const count = createCounter(context.limits)
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await readBeforeIdle(reader, context)
        if (done) return controller.close()
        if (count(value) > context.limits.maximumBytes) throw tooLarge(context.host)
        controller.enqueue(value)
      } catch (error) {
        const failure = toFetchError(error, context.host)
        controller.error(failure)
        await reader.cancel(failure).catch(() => undefined)
      }
    },
    async cancel(reason) {
      await reader.cancel(reason)
    },
  })
}

function readBeforeIdle(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { host, after, limits }: GuardContext,
): ReturnType<typeof reader.read> {
  const makeError = (): Error => silent(host)
  return withDeadline(reader.read(), { after, timeoutMs: limits.idleMs, makeError })
}

/** Counts bytes; in an event stream the count starts again after each blank line (the end of an event). */
function createCounter(limits: BodyLimits): (chunk: Uint8Array) => number {
  let bytes = 0
  let newlines = 0
  return (chunk) => {
    if (!limits.eventStream) return (bytes += chunk.byteLength)
    let peak = 0
    for (const byte of chunk) {
      bytes += 1
      if (bytes > peak) peak = bytes
      if (byte === 0x0a) newlines += 1
      else if (byte !== 0x0d) newlines = 0
      if (newlines === 2) bytes = newlines = 0
    }
    return peak
  }
}

/** The error for a body or header block over its limit. */
export function tooLarge(host: string): CountersignError {
  return new CountersignError('http/too_large', text('http.too_large', { host }), {
    detail: { sent: true, host, cause: 'size' },
  })
}

function silent(host: string): CountersignError {
  return new CountersignError('http/timeout', text('http.timeout', { host }), {
    detail: { sent: true, host, cause: 'idle' },
  })
}
