// Notifications by Electron where they carry buttons: macOS and Windows.
import type { Notification } from 'electron'
import type { Clock } from '../../../shared/model/ports.ts'
import type { ElectronMain } from '../desktop-options.ts'
import type { NotificationRequest, Notifier } from '../notifier.ts'
import { pressableAfterMs } from './live-notifications.ts'
import { buildBody, buildTitle } from './notification-text.ts'

export interface ElectronNotifierOptions {
  readonly electron: Pick<ElectronMain, 'Notification'>
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly isLocked: () => boolean
}

interface Live {
  readonly notification: Notification
  readonly shownAtMs: number
}

/** The system tells the app directly which button was pressed; time and lock are checked here all the same. */
export function createElectronNotifier(options: ElectronNotifierOptions): Notifier {
  const live = new Map<string, Live>()
  const listeners: Parameters<Notifier['onAction']>[0][] = []
  const closedListeners: Parameters<Notifier['onClosed']>[0][] = []
  const tell = (key: string, action: 'approve' | 'deny' | 'open'): void =>
    listeners.forEach((listener) => listener(key, action))
  const onButton = (request: NotificationRequest, index: number): void => {
    const shown = live.get(request.key)
    const action = request.actions[index]?.id ?? 'open'
    if (shown === undefined) return
    const ripe = options.clock.monotonicMs() - shown.shownAtMs >= pressableAfterMs
    if (action === 'approve' && (!ripe || options.isLocked())) return tell(request.key, 'open')
    // Spent: a second press of the same notification finds nothing.
    if (action !== 'open') live.delete(request.key)
    tell(request.key, action)
  }
  const withdraw = (key: string): void => {
    const notification = live.get(key)?.notification
    // First, so that its closing is not taken for the person's.
    live.delete(key)
    notification?.close()
  }
  return {
    kind: 'actions',
    describe: async () => ({
      way: 'actions',
      service: 'Electron',
      capabilities: ['actions', 'body'],
      reports: true,
    }),
    async show(request) {
      withdraw(request.key)
      const notification = new options.electron.Notification(buildOptions(request))
      // Electron 45 gives the index in the event, earlier ones as the second argument.
      notification.on('action', (event, index) =>
        onButton(request, 'actionIndex' in event ? event.actionIndex : index),
      )
      notification.on('click', () => tell(request.key, 'open'))
      notification.on('close', () => {
        if (live.get(request.key)?.notification !== notification) return
        live.delete(request.key)
        closedListeners.forEach((listener) => listener(request.key))
      })
      live.set(request.key, { notification, shownAtMs: options.clock.monotonicMs() })
      await showIt(notification)
    },
    withdraw: async (key) => withdraw(key),
    onAction: (listener) => void listeners.push(listener),
    onClosed: (listener) => void closedListeners.push(listener),
    stop: async () => [...live.keys()].forEach(withdraw),
  }
}

function buildOptions(request: NotificationRequest): Electron.NotificationConstructorOptions {
  return {
    title: buildTitle(request.title),
    body: buildBody(request.body),
    silent: request.silent === true || request.urgency === 'low',
    urgency: request.urgency,
    timeoutType: request.resident ? 'never' : 'default',
    actions: request.actions.map((action) => ({ type: 'button', text: buildTitle(action.label) })),
  }
}

/** Windows reports a failure as an event; elsewhere the call is all there is. */
function showIt(notification: Notification): Promise<void> {
  return new Promise((resolve, reject) => {
    notification.once('show', () => resolve())
    notification.once('failed', (_event, error) => reject(new Error(error)))
    notification.show()
  })
}
