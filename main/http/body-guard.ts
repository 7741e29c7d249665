// Caps what a server may send: size, size of one event, nesting of JSON, silence, and time for a whole body.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/model/ports.ts'
import { withDeadline } from './deadline.ts'
import { toFetchError } from './fetch-error.ts'
import { createStreamPace } from './stream-pace.ts'
import { createEventDepth, createJsonDepth, type CountDepth } from './json-depth.ts'

export interface BodyLimits {
  /** Whole body, decompressed; for `text/event-stream`, one event. */
  readonly maximumBytes: number
  /** Deepest nesting of JSON, in a body or in one event. */
  readonly maximumDepth: number
  /** Longest silence between two pieces, milliseconds. */
  readonly idleMs: number
  /** For the whole body, however steadily it drips, milliseconds. Infinity for event streams. */
  readonly totalMs: number
  readonly format: 'json' | 'event_stream' | 'other'
}

interface GuardContext {
  readonly host: string
  readonly clock: Pick<Clock, 'after' | 'monotonicMs'>
  readonly limits: BodyLimits
}

/** The same body with the limits enforced; breaking one errors the stream with `http/too_large` or `http/timeout`. */
export function guardBody(
  body: ReadableStream<Uint8Array>,
  context: GuardContext,
): ReadableStream<Uint8Array> {
  const { host, clock, limits } = context
  const reader = body.getReader()
  const validate = createValidator(context)
  const endsAtMs = clock.monotonicMs() + limits.totalMs
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const timeoutMs = Math.min(limits.idleMs, endsAtMs - clock.monotonicMs())
        if (timeoutMs <= 0) throw tooSlow(host)
        const { done, value } = await readWithin(reader, context, timeoutMs)
        if (done) return controller.close()
        validate(value)
        controller.enqueue(value)
      } catch (error) {
        const failure = toFetchError(error, host)
        controller.error(failure)
        await reader.cancel(failure).catch(() => undefined)
      }
    },
    async cancel(reason) {
      await reader.cancel(reason)
    },
  })
}

function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { host, clock }: GuardContext,
  timeoutMs: number,
): ReturnType<typeof reader.read> {
  const after: Clock['after'] = (delayMs, run) => clock.after(delayMs, run)
  return withDeadline(reader.read(), { after, timeoutMs, makeError: () => tooSlow(host) })
}

/** Throws `http/too_large` for the piece that breaks a limit. */
function createValidator({ limits, host, clock }: GuardContext): (chunk: Uint8Array) => void {
  const isStream = limits.format === 'event_stream'
  const isFlood = isStream ? createStreamPace(clock) : () => false
  const count = createCounter(isStream)
  const depthOf = createDepth(limits.format)
  return (chunk) => {
    const { peak, events } = count(chunk)
    if (peak > limits.maximumBytes || isFlood(events, chunk.byteLength)) throw tooLarge(host)
    if (depthOf(chunk) > limits.maximumDepth) throw tooLarge(host, 'depth')
  }
}

/** A stream that is opened for events is read as one, whatever its server calls it. */
function createDepth(format: BodyLimits['format']): CountDepth {
  return format === 'json' ? createJsonDepth() : createEventDepth()
}

/** Counts bytes; in an event stream the count starts again after each blank line (the end of an event). */
function createCounter(
  eventStream: boolean,
): (chunk: Uint8Array) => { readonly peak: number; readonly events: number } {
  let bytes = 0
  let newlines = 0
  return (chunk) => {
    if (!eventStream) return { peak: (bytes += chunk.byteLength), events: 0 }
    let peak = 0
    let events = 0
    for (const byte of chunk) {
      bytes += 1
      if (bytes > peak) peak = bytes
      if (byte === 0x0a) newlines += 1
      else if (byte !== 0x0d) newlines = 0
      if (newlines < 2) continue
      bytes = newlines = 0
      events += 1
    }
    return { peak, events }
  }
}

/** The error for a body or header block over its limit. */
export function tooLarge(host: string, cause: 'size' | 'depth' = 'size'): CountersignError {
  return new CountersignError('http/too_large', text('http.too_large', { host }), {
    detail: { sent: true, host, cause },
  })
}

function tooSlow(host: string): CountersignError {
  return new CountersignError('http/timeout', text('http.timeout', { host }), {
    detail: { sent: true, host, cause: 'body' },
  })
}
