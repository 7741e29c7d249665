// Writes what a handler answered to its client: no faster than it is read, and nothing that a handler should not say.
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Clock } from '../../shared/model/ports.ts'
import { plainHeaders } from './refusal.ts'

export interface SendParts {
  readonly clock: Pick<Clock, 'after'>
  /** Longest that an answer waits for its reader. */
  readonly idleMs: number
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal
}

/** Below the time after which clients and proxies take a silent stream for a dead one. */
const silenceMs = 25_000
const comment = ':\n\n'
const named = new Set(['content-type', 'allow', 'retry-after', 'cache-control'])

/** Only what MCP needs: a cookie or a challenge of a server behind us ends here (threat 119). */
function buildHeaders(answer: Response): Record<string, string> {
  const headers: Record<string, string> = { ...plainHeaders }
  for (const [name, value] of answer.headers) {
    if (named.has(name) || name.startsWith('mcp-')) headers[name] = value
  }
  return headers
}

/** Resolves when all of it was handed over, or the client is gone; the answer's stream is then at its end or cancelled. */
export async function sendAnswer(
  response: ServerResponse,
  answer: Response,
  parts: SendParts,
): Promise<void> {
  response.writeHead(answer.status, buildHeaders(answer))
  if (answer.body === null) return endInTime(response, parts)
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true
  // What is whole already leaves with its head in one piece.
  if (!isStream) return endInTime(response, parts, new Uint8Array(await answer.arrayBuffer()))
  response.flushHeaders()
  const reader = answer.body.getReader()
  const beat = startBeat(response, parts.clock)
  const giveUp = (): void => void reader.cancel().catch(() => undefined)
  parts.signal.addEventListener('abort', giveUp, { once: true })
  try {
    if (parts.signal.aborted) giveUp()
    else await pump(reader, response, { ...parts, onChunk: (chunk) => beat.onChunk(chunk) })
  } finally {
    beat.stop()
    parts.signal.removeEventListener('abort', giveUp)
    endInTime(response, parts)
  }
}

async function pump(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  response: ServerResponse,
  { onChunk, ...parts }: SendParts & { onChunk: (chunk: Uint8Array) => void },
): Promise<void> {
  for (;;) {
    const { done, value } = await reader.read()
    if (done || parts.signal.aborted) return
    onChunk(value)
    if (!response.write(value)) await waitForReader(response, parts)
  }
}

/** Until there is room again; a reader that takes nothing for `idleMs` is cut off (threat 156). */
async function waitForReader(
  response: ServerResponse,
  { clock, idleMs, signal }: SendParts,
): Promise<void> {
  const cancel = clock.after(idleMs, () => void response.destroy())
  // Aborted, when the client went away.
  await once(response, 'drain', { signal }).catch(() => undefined)
  cancel()
}

/** The last bytes have to be taken too. */
function endInTime(
  response: ServerResponse,
  { clock, idleMs }: SendParts,
  rest?: Uint8Array,
): void {
  response.end(rest)
  if (response.writableFinished || response.closed) return
  const cancel = clock.after(idleMs, () => void response.destroy())
  response.once('close', cancel)
}

interface Beat {
  onChunk(chunk: Uint8Array): void
  stop(): void
}

/** A comment in a silent event stream, only between two events, so that nobody takes it for dead. */
function startBeat(response: ServerResponse, clock: Pick<Clock, 'after'>): Beat {
  let tail = '\n\n'
  const run = (): void => {
    if (tail === '\n\n' && !response.writableNeedDrain) response.write(comment)
    cancel = clock.after(silenceMs, run)
  }
  let cancel = clock.after(silenceMs, run)
  return {
    onChunk(chunk) {
      tail = (tail + Buffer.from(chunk.subarray(-2)).toString('latin1')).slice(-2)
      cancel()
      cancel = clock.after(silenceMs, run)
    },
    stop: () => cancel(),
  }
}
