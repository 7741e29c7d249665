// Sends whole snapshots to the pages, stripped to what their schema names.
import { channelOf } from '../../shared/bridge.ts'
import { events } from '../../shared/events.ts'
import type { EventName, EventPayload } from '../../shared/events.ts'
import type { Log } from '../../shared/model/ports.ts'
import type { Surfaces } from './sender.ts'

/** Pushes an event to its own surface only; does nothing while that page is not there. Never throws. */
export type PushEvent = <E extends EventName>(name: E, payload: EventPayload<E>) => void

export function createPush(options: { surfaces: Surfaces; log: Log }): PushEvent {
  return (name, payload) => {
    const contents = options.surfaces[events[name].surface]()
    if (contents === null || contents.isDestroyed()) return
    const parsed = events[name].payload.safeParse(payload)
    if (!parsed.success) {
      options.log('error', 'event payload does not fit its schema', { name, error: parsed.error })
      return
    }
    try {
      contents.send(channelOf(name), parsed.data)
    } catch (error) {
      // The renderer can die between the check and the send.
      options.log('warn', 'event not delivered', { name, error })
    }
  }
}
