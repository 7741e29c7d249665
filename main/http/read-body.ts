// Reads a response's body to its end, within a size and a time of its own.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/model/ports.ts'
import { withDeadline } from './deadline.ts'
import { tooLarge } from './body-guard.ts'

export interface ReadLimits {
  readonly clock: Pick<Clock, 'after'>
  readonly maximumBytes: number
  /** For the whole body, however steadily it drips. */
  readonly timeoutMs: number
  /** For the words of the error. */
  readonly host: string
}

/** The body as text (strict UTF-8). Throws `http/too_large`, `http/timeout`, `http/not_json` for bytes that are no text. */
export async function readBodyText(response: Response, limits: ReadLimits): Promise<string> {
  if (response.body === null) return ''
  const reader = response.body.getReader()
  const { clock, timeoutMs, host } = limits
  const after: Clock['after'] = (delayMs, run) => clock.after(delayMs, run)
  try {
    const makeError = (): Error => tooSlow(host)
    const chunks = await withDeadline(readAll(reader, limits), { after, timeoutMs, makeError })
    return decode(chunks, host)
  } catch (error) {
    await reader.cancel(error).catch(() => undefined)
    throw error
  }
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limits: ReadLimits,
): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return chunks
    bytes += value.byteLength
    if (bytes > limits.maximumBytes) throw tooLarge(limits.host)
    chunks.push(value)
  }
}

function decode(chunks: readonly Uint8Array[], host: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch (cause) {
    throw new CountersignError('http/not_json', text('http.not_json', { host }), {
      cause,
      detail: { sent: true, host },
    })
  }
}

function tooSlow(host: string): CountersignError {
  return new CountersignError('http/timeout', text('http.timeout', { host }), {
    detail: { sent: true, host, cause: 'body' },
  })
}
