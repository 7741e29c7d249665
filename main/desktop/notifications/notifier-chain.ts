// One notifier out of several: the best that works, the next when it fails, and nothing lost in between.
import type { Log } from '../../../shared/model/ports.ts'
import type { NotificationRequest, Notifier, NotifierFacts } from '../notifier.ts'

export interface NotifierChain extends Notifier {
  /** A service went away with these on it: shows those that must stay by what still works. */
  onLost(keys: readonly string[]): void
  /** A service has come that knows nothing of what is open. */
  onReturned(): void
}

const nothingOutside: NotifierFacts = {
  way: 'in_app',
  service: null,
  capabilities: [],
  reports: false,
}

/** `members` from best to last; the last must never fail. `kind` is that of the best that did not fail last time. */
export function createNotifierChain(members: readonly Notifier[], log: Log): NotifierChain {
  const open = new Map<string, NotificationRequest>()
  const failing = new Set<Notifier>()
  const showOnce = (request: NotificationRequest): Promise<void> =>
    showByFirst(members, request, (member, error) => {
      failing.delete(member)
      if (error === null) return
      failing.add(member)
      log('warn', 'a notification could not be shown this way', { kind: member.kind, error })
    })
  const best = (): Notifier | undefined => members.find((member) => !failing.has(member))
  return {
    get kind() {
      return best()?.kind ?? 'in_app'
    },
    describe: async () => (await best()?.describe()) ?? nothingOutside,
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
    onClosed: (listener) =>
      members.forEach((member) =>
        member.onClosed((key) => {
          // The person has put it away: a service that comes back later does not bring it again.
          open.delete(key)
          listener(key)
        }),
      ),
    stop: async () => {
      await Promise.all(members.map((member) => member.stop().catch(() => undefined)))
    },
    onLost(keys) {
      const again = keys.flatMap((key) => open.get(key) ?? [])
      void Promise.all(again.map((request) => showOnce({ ...request, silent: false })))
    },
    onReturned() {
      void Promise.all([...open.values()].map((request) => showOnce({ ...request, silent: true })))
    },
  }
}

/** By the first that works; `onTried` hears of each that was tried, with its error or null. */
async function showByFirst(
  members: readonly Notifier[],
  request: NotificationRequest,
  onTried: (member: Notifier, error: unknown) => void,
): Promise<void> {
  for (const [index, member] of members.entries()) {
    try {
      // Silent because it replaces one that was heard: where that one cannot be seen, it must be noticed.
      await member.show(index === 0 ? request : { ...request, silent: false })
      onTried(member, null)
      return
    } catch (error) {
      onTried(member, error)
    }
  }
}
