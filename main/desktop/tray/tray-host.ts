// Tells whether a tray icon can be seen here, so that the app never hides where nobody finds it again.
import { findOwner } from '../notifications/session-bus.ts'
import type { SessionBus } from '../notifications/session-bus.ts'

export interface TrayHost {
  isThere(): boolean
  stop(): void
}

const watcher = 'org.kde.StatusNotifierWatcher'

/** macOS and Windows always have one; on Linux the desktop's watcher must be on the session bus, and may come and go. */
export async function findTrayHost(
  platform: NodeJS.Platform,
  connectBus: () => SessionBus | null,
): Promise<TrayHost> {
  if (platform !== 'linux') return { isThere: () => true, stop: () => undefined }
  const bus = connectBus()
  if (bus === null) return { isThere: () => false, stop: () => undefined }
  let there = false
  bus.onSignal((signal) => {
    if (signal.sender !== 'org.freedesktop.DBus' || signal.member !== 'NameOwnerChanged') return
    if (signal.body[0] === watcher) there = signal.body[2] !== ''
  })
  bus.onClosed(() => {
    there = false
  })
  await bus
    .listen(
      `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${watcher}'`,
    )
    .catch(() => undefined)
  there = (await findOwner(bus, watcher)) !== null
  return { isThere: () => there, stop: () => bus.close() }
}
