// Puts the desktop together: windows, approval view, tray, notifications, ceremonies, power; the composition root calls it.
import path from 'node:path'
import type { BaseWindow } from 'electron'
import type { Log, MakeId } from '../../shared/model/ports.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { registerAppScheme, serveAppPages } from './app-protocol.ts'
import { createAppWindow } from './app-window.ts'
import type { AppWindow } from './app-window.ts'
import { applyAppearance } from './appearance.ts'
import { createApprovalView } from './approval-view.ts'
import type { ApprovalView } from './approval-view.ts'
import { createPasskeyCeremony } from './ceremony/passkey-ceremony.ts'
import type { DesktopCeremony } from './ceremony/passkey-ceremony.ts'
import type { DesktopContext, DesktopPaths, ElectronMain } from './desktop-options.ts'
import { hardenApp, hardenCommandLine, hardenSession } from './hardening.ts'
import { createInteractionView } from './interaction-view/interaction-view.ts'
import type { InteractionView, StartPageEgress } from './interaction-view/interaction-view.ts'
import { applyLanguage } from './language.ts'
import { createLifetime } from './lifetime.ts'
import type { Lifetime } from './lifetime.ts'
import { openAppMenu } from './app-menu.ts'
import { findSessionBus } from './notifications/bus-address.ts'
import { chooseNotifier } from './notifications/choose-notifier.ts'
import { createLaterNotifier } from './notifications/later-notifier.ts'
import { loadPlainBackend } from './notifications/plain-notifier.ts'
import { connectSessionBus } from './notifications/session-bus.ts'
import type { SessionBus } from './notifications/session-bus.ts'
import type { Notifier } from './notifier.ts'
import { createOpenExternal } from './open-external.ts'
import type { OpenExternal } from './open-external.ts'
import { createScreenLock, type ScreenLock } from './screen-lock.ts'
import { createPower } from './power.ts'
import type { Power } from './power.ts'
import { createTrayHost, type TrayHost } from './tray/tray-host.ts'
import { createTray } from './tray/tray.ts'
import type { Tray } from './tray/tray.ts'
import type { DesktopControls } from './tray/tray-menu.ts'

export interface DesktopOptions extends DesktopContext {
  readonly makeId: MakeId
  readonly lifetime: Lifetime
  readonly remote: RemotePages
  readonly startEgress: StartPageEgress
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly appearance: Settings['appearance']
  readonly startHidden: boolean
  /** Origins of recorded issuers on this computer, which the system browser may be sent to over http. */
  readonly loopbackOrigins: () => readonly string[]
  /** What the person asked for in the tray or the menu. */
  readonly controls: DesktopControls
  /** The person picked a waiting interaction in the tray. */
  readonly onTrayOpen: (interactionId: string) => void
}

export interface Desktop {
  readonly appWindow: AppWindow
  readonly approvalView: ApprovalView
  readonly tray: Tray
  readonly notifier: Notifier
  readonly ceremony: DesktopCeremony
  readonly power: Power
  readonly openExternal: OpenExternal
  readonly interactionView: InteractionView
  applyAppearance(appearance: Settings['appearance']): void
  /** For everything said from now on; pages, tray and notifications follow with their next update. */
  applyLanguage(language: Settings['language']): void
  /** One of our windows has the keyboard; somebody else's page is none, and nothing may take it from the person there. */
  hasFocus(): boolean
  /** The menu offers to pause, or to go on. */
  showPaused(paused: boolean): void
  /** The tray host was looked for and a notifier chosen; before that `notifier` works, only later. Never rejects. */
  readonly settled: Promise<void>
  /** Withdraws notifications and the tray icon. */
  stop(): Promise<void>
}

/** What pages that are not ours have: the name that leads to their proxy, and their sessions. */
export interface RemotePages {
  readonly egressHost: string
  readonly sessions: WeakSet<Electron.Session>
}

/** What must happen before the app is ready. Call it first thing, once. */
export function prepareDesktop(
  electron: ElectronMain,
  makeId: MakeId,
): { lifetime: Lifetime; remote: RemotePages } {
  // Lower case and letters that a host name may have; the name exists nowhere else.
  const egressHost = `${makeId()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')}.invalid`
  const remote = { egressHost, sessions: new WeakSet<Electron.Session>() }
  registerAppScheme(electron.protocol)
  hardenCommandLine(electron.app.commandLine, egressHost)
  hardenApp(electron.app, remote.sessions)
  return { lifetime: createLifetime(electron.app), remote }
}

/** Where the bundles are: `outFolder` is `out/app`, the folder with main, preload and renderer. */
export function buildDesktopPaths(outFolder: string): DesktopPaths {
  return {
    preloadFolder: path.join(outFolder, 'preload'),
    rendererFolder: path.join(outFolder, 'renderer'),
  }
}

/**
 * Opens the desktop; call once the app is ready, and register the IPC router in the same turn: the pages load
 * at once. What has to ask a bus (tray host, notification service) goes on behind; `settled` tells when it ended.
 */
export function createDesktop(options: DesktopOptions): Desktop {
  const { electron } = options
  preparePages(options)
  const { connectBus, screenLock, power, trayHost } = openBusParts(options)
  const appWindow = createAppWindow({ ...options, canHide: () => trayHost.isThere() })
  const approvalView = createApprovalView({
    ...options,
    appWindow,
    trayBounds: () => tray.bounds(),
  })
  const chosen = chooseNotifier({
    ...options,
    connectBus,
    isLocked: () => power.isLocked(),
    raise: () => appWindow.raise(),
    loadPlain: loadPlainBackend,
  })
  const notifier = createLaterNotifier(chosen)
  const tray = openTray(options, appWindow)
  const openExternal = createOpenExternal({ ...options, shell: electron.shell })
  const interactionView = openInteractionView(options, appWindow, openExternal)
  const menu = openAppMenu(options, [appWindow, approvalView, interactionView])
  electron.app.on('activate', () => appWindow.show())
  return {
    appWindow,
    approvalView,
    tray,
    notifier,
    power,
    ceremony: createPasskeyCeremony(options),
    settled: settle([chosen], trayHost, () => showIfHidden(options, appWindow)),
    openExternal,
    interactionView,
    applyAppearance: (appearance) =>
      applyAppearance(electron.nativeTheme, appearance, electron.BaseWindow.getAllWindows()),
    applyLanguage: (language) => {
      applyLanguage(electron.app, language)
      menu.install()
    },
    showPaused: (paused) => menu.showPaused(paused),
    hasFocus: () => electron.BaseWindow.getAllWindows().some(isOursFocused(interactionView)),
    stop: async () => {
      interactionView.close()
      tray.stop()
      screenLock.stop()
      trayHost.stop()
      await notifier.stop()
    },
  }
}

interface BusParts {
  readonly connectBus: () => SessionBus | null
  readonly screenLock: ScreenLock
  readonly power: Power
  readonly trayHost: TrayHost
}

/** What is learnt from the session bus on Linux, and from Electron everywhere. */
function openBusParts(options: DesktopOptions): BusParts {
  const { electron, platform, clock } = options
  const connectBus = busConnector(options)
  const screenLock = createScreenLock(platform === 'linux' ? connectBus() : null)
  const power = createPower(electron.powerMonitor, clock, screenLock)
  return { connectBus, screenLock, power, trayHost: createTrayHost(platform, connectBus) }
}

function openTray(
  { electron, lifetime, controls, ...options }: DesktopOptions,
  app: AppWindow,
): Tray {
  return createTray(electron, {
    pauseAgents: () => controls.pauseAgents('tray'),
    askResume: () => controls.askResume('tray'),
    doNotDisturb: (until) => controls.doNotDisturb(until),
    openInteraction: options.onTrayOpen,
    openApp: () => app.show(),
    quit: () => lifetime.quit(),
  })
}

/** Nobody would find a hidden window without a tray: then `show` brings it up. */
async function settle(
  looks: readonly Promise<unknown>[],
  trayHost: TrayHost,
  show: () => void,
): Promise<void> {
  await Promise.all([trayHost.settled, ...looks])
  if (!trayHost.isThere()) show()
}

function showIfHidden({ startHidden }: DesktopOptions, appWindow: AppWindow): void {
  if (startHidden) appWindow.show()
}

function preparePages({ electron, appearance, paths }: DesktopOptions): void {
  electron.nativeTheme.themeSource = appearance
  hardenSession(electron.session.defaultSession)
  serveAppPages(electron.protocol, paths.rendererFolder)
}

function openInteractionView(
  options: DesktopOptions,
  appWindow: AppWindow,
  openExternal: OpenExternal,
): InteractionView {
  return createInteractionView({
    ...options,
    egressHost: options.remote.egressHost,
    remoteSessions: options.remote.sessions,
    openExternal,
    zoomFactor: () => appWindow.zoomFactor(),
    onClosed: () => {
      if (appWindow.isShowing()) appWindow.window.focus()
    },
  })
}

function isOursFocused(interactionView: InteractionView): (window: BaseWindow) => boolean {
  return (window) => !window.isDestroyed() && window.isFocused() && !interactionView.owns(window)
}

function busConnector({ env, clock, log }: DesktopOptions): () => SessionBus | null {
  return () => {
    const socketPath = findSessionBus(env)
    return socketPath === null ? null : connectSafely(socketPath, clock, log)
  }
}

function connectSafely(
  socketPath: string,
  clock: DesktopOptions['clock'],
  log: Log,
): SessionBus | null {
  try {
    return connectSessionBus(socketPath, clock)
  } catch (error) {
    log('info', 'the session bus cannot be used', { error })
    return null
  }
}
