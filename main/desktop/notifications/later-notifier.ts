// Stands for a notifier that is still being chosen, so that the app need not wait for a slow bus.
import type { Notifier } from '../notifier.ts'

/** Calls wait for `chosen`, which must not reject; until then `kind` is `in_app`. */
export function createLaterNotifier(chosen: Promise<Notifier>): Notifier {
  let notifier: Notifier | null = null
  void chosen.then((one) => {
    notifier = one
  })
  return {
    get kind() {
      return notifier?.kind ?? 'in_app'
    },
    describe: async () => (await chosen).describe(),
    show: async (request) => (await chosen).show(request),
    withdraw: async (key) => (await chosen).withdraw(key),
    onAction: (listener) => void chosen.then((one) => one.onAction(listener)),
    onClosed: (listener) => void chosen.then((one) => one.onClosed(listener)),
    stop: async () => (await chosen).stop(),
  }
}
