// Bounds how fast an event stream may go on: a burst, and then what a busy one has; a flood is broken off.
import type { Clock } from '../../shared/model/ports.ts'

/** True when this many more events and bytes are more than any stream that means something. */
export type CountPace = (events: number, bytes: number) => boolean

/** More at once than any answer has, and more per second than the fastest model writes. */
const burst = { events: 50_000, bytes: 64 * 1024 * 1024 }
const perSecond = { events: 2_000, bytes: 2 * 1024 * 1024 }

/** A pace of its own for one stream. */
export function createStreamPace(clock: Pick<Clock, 'monotonicMs'>): CountPace {
  const startedMs = clock.monotonicMs()
  let events = 0
  let bytes = 0
  return (moreEvents, moreBytes) => {
    events += moreEvents
    bytes += moreBytes
    const seconds = (clock.monotonicMs() - startedMs) / 1_000
    return (
      events > burst.events + seconds * perSecond.events ||
      bytes > burst.bytes + seconds * perSecond.bytes
    )
  }
}
