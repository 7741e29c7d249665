// Tells how far servers say they are with the calls that are under way; nothing of it is kept once a call has ended.
import type { Clock } from '../../shared/model/ports.ts'
import { cleanWords } from './clean-tool.ts'

/** As a server reported it, unread. */
export interface ReportedProgress {
  readonly progress?: number | undefined
  readonly total?: number | undefined
  readonly message?: string | undefined
}

/** What may be shown and passed on: finite numbers, one short line. The words are the server's. */
export interface CallProgress {
  readonly progress: number | null
  readonly total: number | null
  readonly message: string | null
}

export type ProgressListener = (callId: string, progress: CallProgress) => void

export interface CallProgressBoard {
  /** Takes what a server said; more often than four times a second only the newest is told, a moment later. */
  report(callId: string, said: ReportedProgress): void
  /** The newest of a call that is under way; null where its server said nothing. */
  latest(callId: string): CallProgress | null
  onProgress(listener: ProgressListener): void
  /** The call has ended: nothing more is told of it. */
  drop(callId: string): void
}

const shortestGapMs = 250
const longestMessage = 200
/** Calls of which something is remembered at once. */
const mostCalls = 1_000

interface Entry {
  said: CallProgress
  stop: (() => void) | null
}

export function createCallProgress(clock: Pick<Clock, 'after'>): CallProgressBoard {
  const entries = new Map<string, Entry>()
  const listeners: ProgressListener[] = []
  const tell = (callId: string, entry: Entry): void => {
    const told = entry.said
    for (const listener of listeners) listener(callId, told)
    entry.stop = clock.after(shortestGapMs, () => {
      entry.stop = null
      if (entry.said !== told) tell(callId, entry)
    })
  }
  return {
    report: (callId, said) => {
      const known = entries.get(callId)
      if (known === undefined && entries.size >= mostCalls) return
      const entry = known ?? { said: nothing, stop: null }
      entry.said = readProgress(said, entry.said)
      entries.set(callId, entry)
      if (entry.stop === null) tell(callId, entry)
    },
    latest: (callId) => entries.get(callId)?.said ?? null,
    onProgress: (listener) => void listeners.push(listener),
    drop: (callId) => {
      entries.get(callId)?.stop?.()
      entries.delete(callId)
    },
  }
}

const nothing: CallProgress = { progress: null, total: null, message: null }

/** What is not said again stays as it was. */
function readProgress(said: ReportedProgress, before: CallProgress): CallProgress {
  const { progress, total, message } = said
  return {
    progress: isAmount(progress) ? progress : before.progress,
    total: isAmount(total) ? total : before.total,
    message: message === undefined ? before.message : line(message),
  }
}

const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0

function line(message: string): string | null {
  const words = cleanWords(message.slice(0, longestMessage * 4), longestMessage)
  const plain = words.replaceAll(/\s+/g, ' ').trim()
  return plain === '' ? null : plain
}
