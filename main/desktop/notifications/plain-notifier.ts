// Messages without buttons through node-notifier, for desktops that offer nothing better.
import type { Clock } from '../../../shared/model/ports.ts'
import type { Notifier } from '../notifier.ts'
import { buildBody, buildTitle, forCommandLine } from './notification-text.ts'

/** The part of node-notifier that is used. */
export interface PlainBackend {
  notify(
    message: { title: string; message: string; wait: boolean },
    done: (error: Error | null, response: string) => void,
  ): unknown
}

/** It starts a program for each message; one that does not end in time is left alone. */
const plainTimeoutMs = 3_000

/** `wait` lets macOS and Windows report a press; Linux reports none and withdraws nothing. */
export function createPlainNotifier(backend: PlainBackend, clock: Pick<Clock, 'after'>): Notifier {
  const listeners: Parameters<Notifier['onAction']>[0][] = []
  const live = new Set<string>()
  return {
    kind: 'plain',
    show: (request) =>
      new Promise((resolve, reject) => {
        live.add(request.key)
        // With `wait` the answer comes only when the person acts: no news within the time is good news.
        const cancel = clock.after(plainTimeoutMs, resolve)
        const message = {
          title: forCommandLine(buildTitle(request.title)),
          message: forCommandLine(buildBody(request.body)),
          wait: process.platform !== 'linux',
        }
        backend.notify(message, (error, response) => {
          cancel()
          if (error) return reject(error)
          const pressed = response === 'activate' && live.has(request.key)
          if (pressed) listeners.forEach((listener) => listener(request.key, 'open'))
          resolve()
        })
      }),
    withdraw: async (key) => void live.delete(key),
    onAction: (listener) => void listeners.push(listener),
    stop: async () => live.clear(),
  }
}

/** Loaded only when needed: it looks for programs on the machine. */
export async function loadPlainBackend(): Promise<PlainBackend> {
  const module = await import('node-notifier')
  return module.default
}
