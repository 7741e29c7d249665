// A stream of server-sent events that carries JSON-RPC messages to one client.
import type { Clock } from '../../shared/model/ports.ts'

export interface EventStream {
  readonly response: Response
  /** `message` is the text of one JSON-RPC message. Does nothing once the stream has ended. */
  send(message: string): void
  end(): void
}

/** Proxies and clients give up a silent stream earlier than this rarely. */
const keepAliveMs = 15_000
/** What a client that does not read may have waiting before its stream is ended. */
const mostWaitingBytes = 4 * 1024 * 1024

const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }

export function openEventStream(
  clock: Clock,
  { signal, headers: more = {} }: { signal: AbortSignal; headers?: Record<string, string> },
): EventStream {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  let stopKeepAlive = (): void => undefined
  const end = (): void => {
    stopKeepAlive()
    signal.removeEventListener('abort', end)
    const open = controller
    controller = null
    try {
      open?.close()
    } catch {
      // Its reader has cancelled it: there is nothing left to end.
    }
  }
  const write = (frame: string): void => {
    if (controller === null) return
    controller.enqueue(encoder.encode(frame))
    if ((controller.desiredSize ?? 0) < -mostWaitingBytes) end()
  }
  const keepAlive = (): void => {
    stopKeepAlive = clock.after(keepAliveMs, () => {
      write(': still here\n\n')
      if (controller !== null) keepAlive()
    })
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start: (opened) => {
        controller = opened
      },
      cancel: () => {
        controller = null
        end()
      },
    },
    { highWaterMark: 0, size: (chunk) => chunk.byteLength },
  )
  keepAlive()
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  return {
    response: new Response(body, { headers: { ...headers, ...more } }),
    send: (message) => write(`event: message\ndata: ${message}\n\n`),
    end,
  }
}
