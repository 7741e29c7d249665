// Messages without buttons through node-notifier, for desktops that offer nothing better.
import type { Clock } from '../../../shared/model/ports.ts'
import type { NotificationRequest, Notifier } from '../notifier.ts'
import { buildBody, buildTitle, forCommandLine } from './notification-text.ts'

/** The part of node-notifier that is used. */
export interface PlainBackend {
  notify(
    message: { title: string; message: string; wait: boolean },
    done: (error: Error | null, response: string) => void,
  ): unknown
}

const plainTimeoutMs = 1_000

/**
 * macOS and Windows report a press (`wait`), and say nothing until then; Linux reports only that its program
 * ended, so there a success proves that messages are shown at all. Nothing can be withdrawn.
 */
export function createPlainNotifier(
  backend: PlainBackend,
  { clock, platform }: { clock: Pick<Clock, 'after'>; platform: NodeJS.Platform },
): Notifier {
  const listeners: Parameters<Notifier['onAction']>[0][] = []
  const live = new Set<string>()
  const waits = platform !== 'linux'
  let proven = waits
  const send = (request: NotificationRequest, done: (error: unknown) => void): void => {
    const message = {
      title: forCommandLine(buildTitle(request.title)),
      message: forCommandLine(buildBody(request.body)),
      wait: waits,
    }
    backend.notify(message, (error, response) => {
      done(error)
      const pressed = response === 'activate' && live.has(request.key)
      if (pressed) listeners.forEach((listener) => listener(request.key, 'open'))
    })
  }
  return {
    get kind() {
      return proven ? 'plain' : 'in_app'
    },
    describe: async () => ({
      way: proven ? 'plain' : 'in_app',
      service: 'node-notifier',
      capabilities: ['body'],
      reports: waits,
    }),
    show: (request) =>
      new Promise((resolve, reject) => {
        live.add(request.key)
        const cancel = clock.after(plainTimeoutMs, () =>
          waits ? resolve() : reject(new Error('the notification program did not end')),
        )
        send(request, (error) => {
          cancel()
          // The library passes what the program wrote to its error output as well, which may be a mere warning.
          proven = !(error instanceof Error)
          if (error instanceof Error) reject(error)
          else resolve()
        })
      }),
    withdraw: async (key) => void live.delete(key),
    onAction: (listener) => void listeners.push(listener),
    onClosed: () => undefined,
    stop: async () => live.clear(),
  }
}

/** Loaded only when needed: it looks for programs on the machine. */
export async function loadPlainBackend(): Promise<PlainBackend> {
  const module = await import('node-notifier')
  return module.default
}
