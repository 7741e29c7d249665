// Hears that servers changed their tools, and has them read again; a server that says so all day is read now and then.
import type { Clock } from '../../shared/model/ports.ts'

export interface ListNews {
  /** The tools of this connection are not what was read; as often as a server likes. */
  onChanged(connectionId: string): void
  /** How a connection's tools are read again; set once, where connections are wired. */
  readBy(read: (connectionId: string) => void): void
}

/** What comes together is read once, a moment after the first; and then not again for a while. Milliseconds. */
const firstMs = 500
const gapMs = 30_000

export function createListNews(clock: Pick<Clock, 'after'>): ListNews {
  let read = (_connectionId: string): void => undefined
  /** True: something was heard since, and is read when the gap is over. */
  const waiting = new Map<string, boolean>()
  const readSoon = (connectionId: string, afterMs: number): void => {
    waiting.set(connectionId, false)
    clock.after(afterMs, () => {
      read(connectionId)
      clock.after(gapMs, () => {
        const again = waiting.get(connectionId) === true
        waiting.delete(connectionId)
        if (again) readSoon(connectionId, 0)
      })
    })
  }
  return {
    readBy: (reader) => void (read = reader),
    onChanged: (connectionId) => {
      if (waiting.has(connectionId)) return void waiting.set(connectionId, true)
      readSoon(connectionId, firstMs)
    },
  }
}
