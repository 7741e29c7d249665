// The last resort: the app itself becomes visible, without taking the keyboard.
import type { Notifier } from '../notifier.ts'

/** `raise` shows and flashes the app window; the inbox there says what is waiting. */
export function createInAppNotifier(raise: () => void): Notifier {
  return {
    kind: 'in_app',
    show: async (request) => {
      // A low message is in the inbox anyway.
      if (request.urgency !== 'low') raise()
    },
    withdraw: async () => undefined,
    onAction: () => undefined,
    stop: async () => undefined,
  }
}
