// One notifier out of several: the best that works, the next when it fails, and nothing lost in between.
import type { Log } from '../../../shared/model/ports.ts'
import type { NotificationRequest, Notifier } from '../notifier.ts'

export interface NotifierChain extends Notifier {
  /** A service went away with these on it: shows those that must stay by what still works. */
  onLost(keys: readonly string[]): void
}

/** `members` from best to last; the last must never fail. `kind` is that of the best that did not fail last time. */
export function createNotifierChain(members: readonly Notifier[], log: Log): NotifierChain {
  const open = new Map<string, NotificationRequest>()
  const failing = new Set<Notifier>()
  const showOnce = async (request: NotificationRequest): Promise<void> => {
    for (const member of members) {
      try {
        await member.show(request)
        failing.delete(member)
        return
      } catch (error) {
        failing.add(member)
        log('warn', 'a notification could not be shown this way', { kind: member.kind, error })
      }
    }
  }
  return {
    get kind() {
      return members.find((member) => !failing.has(member))?.kind ?? 'in_app'
    },
    async show(request) {
      if (request.resident) open.set(request.key, request)
      await showOnce(request)
    },
    async withdraw(key) {
      open.delete(key)
      await Promise.all(members.map((member) => member.withdraw(key).catch(() => undefined)))
    },
    onAction: (listener) =>
      members.forEach((member) =>
        member.onAction((key, action) => {
          // Withdrawn or answered meanwhile: an approval must not come out of the past.
          if (action === 'open' || open.has(key)) listener(key, action)
        }),
      ),
    stop: async () => {
      await Promise.all(members.map((member) => member.stop().catch(() => undefined)))
    },
    onLost(keys) {
      const again = keys.flatMap((key) => open.get(key) ?? [])
      void Promise.all(again.map(showOnce))
    },
  }
}
