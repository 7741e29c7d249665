// The last resort: the app itself becomes visible, without taking the keyboard.
import type { Notifier } from '../notifier.ts'

/** `raise` shows and flashes the app window; the inbox there says what is waiting. */
export function createInAppNotifier(raise: () => void): Notifier {
  return {
    kind: 'in_app',
    describe: async () => ({ way: 'in_app', service: null, capabilities: [], reports: false }),
    show: async (request) => {
      // A low message is in the inbox anyway, and a silent one must not come to the front.
      if (request.urgency !== 'low' && request.silent !== true) raise()
    },
    withdraw: async () => undefined,
    onAction: () => undefined,
    onClosed: () => undefined,
    stop: async () => undefined,
  }
}
