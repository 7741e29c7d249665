// Tells whether a tray icon can be seen here, so that the app never hides where nobody finds it again.
import { findOwner } from '../notifications/session-bus.ts'
import type { SessionBus } from '../notifications/session-bus.ts'

export interface TrayHost {
  /** False on Linux until the bus has answered. */
  isThere(): boolean
  /** Ends when the first look is done. Never rejects. */
  readonly settled: Promise<void>
  stop(): void
}

const watcher = 'org.kde.StatusNotifierWatcher'
const rule = `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${watcher}'`

/** macOS and Windows always have one; on Linux the desktop's watcher must be on the session bus, and may come and go. */
export function createTrayHost(
  platform: NodeJS.Platform,
  connectBus: () => SessionBus | null,
): TrayHost {
  const bus = platform === 'linux' ? connectBus() : null
  if (bus === null) {
    const isThere = (): boolean => platform !== 'linux'
    return { isThere, settled: Promise.resolve(), stop: () => undefined }
  }
  let there = false
  bus.onSignal((signal) => {
    if (signal.sender !== 'org.freedesktop.DBus' || signal.member !== 'NameOwnerChanged') return
    if (signal.body[0] === watcher) there = signal.body[2] !== ''
  })
  bus.onClosed(() => {
    there = false
  })
  const look = async (): Promise<void> => {
    await bus.listen(rule).catch(() => undefined)
    there = (await findOwner(bus, watcher)) !== null
  }
  return { isThere: () => there, settled: look(), stop: () => bus.close() }
}
