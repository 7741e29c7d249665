// Builds the object a page sees as `window.countersign`: functions that take and give data, never Electron's own objects.
import { channelOf } from '../shared/bridge.ts'
import type { EventName, EventPayload } from '../shared/events.ts'
import type { Result } from '../shared/result.ts'
import { createCall } from './call.ts'

/** The part of Electron's `ipcRenderer` a bridge uses. */
export interface IpcRendererLike {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>
  on(channel: string, listener: (event: unknown, ...args: unknown[]) => void): unknown
}

/** `call` for these verbs. */
export function buildCall(
  ipc: IpcRendererLike,
  verbs: Readonly<Record<string, true>>,
): (verb: string, input: unknown) => Promise<Result<unknown>> {
  return createCall(verbs, (channel, input) => ipc.invoke(channel, input))
}

/** A subscription to one event that hands on the payload and nothing else. */
export function buildSubscription<E extends EventName>(
  ipc: IpcRendererLike,
  name: E,
): (listener: (payload: EventPayload<E>) => void) => void {
  return (listener) => {
    ipc.on(channelOf(name), (_event, payload) => {
      // Only main can send on this channel, and it parses the payload with the event's schema first.
      listener(payload as EventPayload<E>)
    })
  }
}
