// Picks what really notifies on this machine: buttons if possible, plain messages else, the app itself at the very least.
import type { Clock, Log, MakeId } from '../../../shared/model/ports.ts'
import type { ElectronMain } from '../desktop-options.ts'
import type { Notifier } from '../notifier.ts'
import { startDbusNotifier } from './dbus-notifier.ts'
import { createElectronNotifier } from './electron-notifier.ts'
import { createInAppNotifier } from './in-app-notifier.ts'
import { createNotifierChain } from './notifier-chain.ts'
import type { NotifierChain } from './notifier-chain.ts'
import { createPlainNotifier } from './plain-notifier.ts'
import type { PlainBackend } from './plain-notifier.ts'
import type { SessionBus } from './session-bus.ts'

export interface ChooseNotifierOptions {
  readonly platform: NodeJS.Platform
  readonly electron: Pick<ElectronMain, 'Notification'>
  readonly clock: Clock
  readonly makeId: MakeId
  readonly log: Log
  readonly isLocked: () => boolean
  /** Makes the app visible without taking focus. */
  readonly raise: () => void
  /** A connection of its own to the session bus, or null where there is none. */
  readonly connectBus: () => SessionBus | null
  readonly loadPlain: () => Promise<PlainBackend>
}

/** Takes at most a few seconds; never rejects. */
export async function chooseNotifier(options: ChooseNotifierOptions): Promise<Notifier> {
  let chain: NotifierChain | null = null
  const onLost = (keys: readonly string[]): void => chain?.onLost(keys)
  const members =
    options.platform === 'linux'
      ? await chooseOnLinux(options, { onLost, onReturned: () => chain?.onReturned() })
      : [...systemNotifier(options), ...(await plainNotifier(options))]
  chain = createNotifierChain([...members, createInAppNotifier(options.raise)], options.log)
  return chain
}

/**
 * The bus service, there or not yet; node-notifier only without a bus, since its program talks to the same
 * service and would only lose time before the app itself becomes visible.
 */
async function chooseOnLinux(
  options: ChooseNotifierOptions,
  heard: Pick<NotifierChain, 'onLost' | 'onReturned'>,
): Promise<Notifier[]> {
  const bus = options.connectBus()
  return bus === null
    ? plainNotifier(options)
    : [await startDbusNotifier({ ...options, ...heard, bus })]
}

function systemNotifier(options: ChooseNotifierOptions): Notifier[] {
  return options.electron.Notification.isSupported() ? [createElectronNotifier(options)] : []
}

async function plainNotifier(options: ChooseNotifierOptions): Promise<Notifier[]> {
  try {
    return [createPlainNotifier(await options.loadPlain(), options)]
  } catch (error) {
    options.log('info', 'node-notifier is not there', { error })
    return []
  }
}
