// The stream on which an MCP 2025-11-25 server may ask something while it works on a call; one for each call.
import type { Clock } from '../../shared/model/ports.ts'

export interface StandaloneStream {
  /** Opens it once; refused (405) where the server has none, and every further time. */
  open(request: () => Promise<Response>): Promise<Response>
  /** Resolves when it is open or refused, and after a short while in any case: a server may be slow to say. */
  ready(): Promise<void>
  /** True for the last event of this stream: what is asked for by it is not the rest of the call's answer. */
  owns(eventId: string): boolean
}

/** Longest that a call waits for it, milliseconds. */
const patienceMs = 150

export const refuseStream = (): Response => new Response(null, { status: 405 })

export function createStandaloneStream(clock: Pick<Clock, 'after'>): StandaloneStream {
  let opening: Promise<Response> | null = null
  let lastEventId: string | null = null
  const onEventId = (eventId: string): void => void (lastEventId = eventId)
  return {
    open: (request) => {
      if (opening !== null) return Promise.resolve(refuseStream())
      opening = request().then(
        (response) => (response.ok ? watchEventIds(response, onEventId) : refuseStream()),
        () => refuseStream(),
      )
      return opening
    },
    ready: async () => {
      if (opening === null) return
      let stop = (): void => undefined
      const late = new Promise<void>((resolve) => (stop = clock.after(patienceMs, resolve)))
      await Promise.race([opening, late])
      stop()
    },
    owns: (eventId) => eventId === lastEventId,
  }
}

/** Same body; tells the id of every event in it. */
function watchEventIds(response: Response, onEventId: (eventId: string) => void): Response {
  const decoder = new TextDecoder()
  let line = ''
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      const lines = (line + decoder.decode(chunk, { stream: true })).split(/\r\n|\r|\n/)
      line = lines.pop() ?? ''
      for (const each of lines) {
        if (each.startsWith('id:')) onEventId(each.slice('id:'.length).replace(/^ /, ''))
      }
      controller.enqueue(chunk)
    },
  })
  const { status, statusText, headers } = response
  return new Response(response.body?.pipeThrough(watch) ?? null, { status, statusText, headers })
}
