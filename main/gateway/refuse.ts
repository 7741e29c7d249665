// Answers what is refused and closes its connection, gently enough that a client still sending can read why.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../../shared/model/ports.ts'
import { buildRefusal, type RefusalReason } from './refusal.ts'

/** One request and its answer. */
export interface Turn {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

export interface Refused {
  readonly reason: RefusalReason
  readonly retryAfterSeconds?: number
}

/** Read and thrown away after a refusal: a reset would take the answer from a client that is still sending. */
const lingerBytes = 64 * 1024
const lingerMs = 500

/** Takes nothing more from this connection (threat 123). */
export function refuse(
  clock: Pick<Clock, 'after'>,
  { request, response }: Turn,
  { reason, retryAfterSeconds }: Refused,
): void {
  const { status, headers, body } = buildRefusal(reason, retryAfterSeconds)
  response.writeHead(status, headers)
  response.write(body)
  let bytes = 0
  const end = (): void => void response.end()
  if (request.complete) return end()
  response.once('close', clock.after(lingerMs, end))
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength
    if (bytes > lingerBytes) end()
  })
  request.once('end', end)
  request.once('error', end)
  request.resume()
}
