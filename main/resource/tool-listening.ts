// Hears of changed tools between calls: one `subscriptions/listen` stream per MCP 2026-07-28 server that offers it.
import type { Connection } from '../../shared/model/connection.ts'
import { hearTools, type HearParts } from './hear-tools.ts'

export interface ListeningParts extends HearParts {
  readonly store: HearParts['store'] & { readonly connections: { list(): Connection[] } }
  /** The tools of this connection are not what was read, or may not be; as often as a server likes. */
  readonly onToolsChanged: (connectionId: string) => void
}

export interface ToolListening {
  /** From now on it listens at every connection that is ready. */
  start(): void
  /** Connections may have come, gone, or become ready. Cheap: called whenever one changes. */
  refresh(): void
  /** The computer slept: no stream is worth anything any more. */
  onWake(): void
  stop(): void
}

/** Streams at once; more connections than that hear of changes by calls alone, as all did before. */
const mostStreams = 50
/** How long after a stream broke it is opened again: at first, and at most after many in a row. Milliseconds. */
const firstWaitMs = 5_000
const longestWaitMs = 10 * 60_000
/** A stream that held so long counts as none of those in a row. */
const calmMs = 60_000

interface Stream {
  readonly url: string
  readonly ending: AbortController
}

/** See `ToolListening`. Nothing it does is ever waited for, and nothing that goes wrong here is the person's business. */
export function createToolListening(parts: ListeningParts): ToolListening {
  const streams = new Map<string, Stream>()
  let isStarted = false
  const closeAll = (): void => {
    for (const { ending } of streams.values()) ending.abort()
    streams.clear()
  }
  const openAll = (wasDeaf: boolean): void => {
    if (!isStarted) return
    const wanted = new Map(
      parts.store.connections
        .list()
        .filter(isWorthListening)
        .slice(0, mostStreams)
        .map((connection) => [connection.id, connection.url]),
    )
    for (const [id, { url, ending }] of streams) {
      if (wanted.get(id) === url) continue
      ending.abort()
      streams.delete(id)
    }
    for (const [id, url] of wanted) {
      if (streams.has(id)) continue
      const ending = new AbortController()
      streams.set(id, { url, ending })
      void listen(parts, id, { signal: ending.signal, wasDeaf })
    }
  }
  return {
    refresh: () => openAll(false),
    start: () => {
      isStarted = true
      openAll(false)
    },
    onWake: () => {
      closeAll()
      openAll(true)
    },
    stop: () => {
      isStarted = false
      closeAll()
    },
  }
}

const isWorthListening = ({ kind = 'mcp', status }: Connection): boolean =>
  kind === 'mcp' && status === 'ready'

interface Ear {
  readonly signal: AbortSignal
  /** Nobody listened until now, and nobody read the tools since. */
  readonly wasDeaf: boolean
}

/** Ends where the server offers no such stream; its changes are then heard while calls are under way, as before. */
async function listen(parts: ListeningParts, id: string, { signal, ...ear }: Ear): Promise<void> {
  const { clock } = parts
  let waitMs = firstWaitMs
  let { wasDeaf } = ear
  while (!signal.aborted) {
    const startedAtMs = clock.monotonicMs()
    const onNews = (): void => parts.onToolsChanged(id)
    const isLate = wasDeaf
    // What changed while nobody listened was not said.
    const onOpen = (): void => (isLate ? onNews() : undefined)
    const end = await hearTools(parts, id, { signal, onOpen, onNews })
    if (end === 'not_offered') return
    wasDeaf = true
    if (clock.monotonicMs() - startedAtMs >= calmMs) waitMs = firstWaitMs
    await pause(parts, waitMs, signal)
    waitMs = Math.min(waitMs * 2, longestWaitMs)
  }
}

function pause({ clock }: ListeningParts, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    // One signal ends any number of pauses, so none may stay with it.
    const end = (): void => {
      stop()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const stop = clock.after(ms, end)
    signal.addEventListener('abort', end, { once: true })
  })
}
