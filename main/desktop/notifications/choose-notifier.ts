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
  const inApp = createInAppNotifier(options.raise)
  let chain: NotifierChain | null = null
  const onLost = (keys: readonly string[]): void => chain?.onLost(keys)
  const best =
    options.platform === 'linux'
      ? await tryDbus(options, onLost)
      : createElectronNotifierIfSupported(options)
  const plain = await tryPlain(options, best)
  chain = createNotifierChain(
    [best, plain, inApp].filter((one) => one !== null),
    options.log,
  )
  return chain
}

async function tryDbus(
  options: ChooseNotifierOptions,
  onLost: (keys: readonly string[]) => void,
): Promise<Notifier | null> {
  const bus = options.connectBus()
  if (bus === null) return null
  try {
    return await startDbusNotifier({ ...options, bus, onLost })
  } catch (error) {
    options.log('info', 'no notification service on the session bus', { error })
    bus.close()
    return null
  }
}

function createElectronNotifierIfSupported(options: ChooseNotifierOptions): Notifier | null {
  return options.electron.Notification.isSupported() ? createElectronNotifier(options) : null
}

/**
 * On Linux without a service, its program would find none either and report nothing: left out there,
 * so that the app itself becomes visible at once.
 */
async function tryPlain(
  options: ChooseNotifierOptions,
  best: Notifier | null,
): Promise<Notifier | null> {
  if (best === null && options.platform === 'linux') return null
  try {
    return createPlainNotifier(await options.loadPlain(), options.clock)
  } catch (error) {
    options.log('info', 'node-notifier is not there', { error })
    return null
  }
}
