// The approval view: one isolated page, shown as a pane of the app window or in a small window of its own.
import path from 'node:path'
import type { WebContents, WebContentsView } from 'electron'
import { visibilityChannel } from '../../shared/bridge.ts'
import { surfaceOrigins } from '../../shared/surface-origins.ts'
import type { AppWindow } from './app-window.ts'
import { ApprovalHost } from './approval-host.ts'
import type { DesktopContext } from './desktop-options.ts'
import type { Lifetime } from './lifetime.ts'
import { recoverPage } from './page-recovery.ts'
import type { Rectangle } from './pane-bounds.ts'
import { createShownGate } from './shown-gate.ts'
import type { ShownTracker } from './shown-gate.ts'
import { buildWebPreferences } from './web-preferences.ts'

export interface ApprovalViewOptions extends DesktopContext {
  readonly lifetime: Lifetime
  readonly appWindow: AppWindow
  /** Where the tray icon is; empty where the desktop does not tell. */
  readonly trayBounds: () => Rectangle
}

export interface ApprovalView {
  readonly contents: WebContents
  /** What main knows about what is on screen; give it to the interaction queue, and `approval.shown` to `onShown`. */
  readonly gate: Pick<ShownTracker, 'requireShown' | 'onShown' | 'onContent'>
  /** Shows it where the person is: the pane while the app window is up, else the small window. By the person's act. */
  open(): void
  /** Shows it in the app window, where `place` says. */
  openInPane(): void
  /** Shows it in the small window, with focus: the person asked for it from tray or notification. */
  openInWindow(): void
  /** Where the app page leaves room, in its CSS pixels; zero width or height hides the pane. */
  place(css: Rectangle): void
  close(): void
  /** From 1 to 2; what is on screen starts to count anew. */
  zoomTo(factor: number): void
  /** Laid out and visible in one of the windows. */
  isPlaced(): boolean
  /** True in the small window. */
  isStandalone(): boolean
  /** The person closed the small window. */
  onClosed(listener: () => void): void
}

export function createApprovalView(options: ApprovalViewOptions): ApprovalView {
  const view = makeView(options)
  const closedListeners: (() => void)[] = []
  const gate = createShownGate({ clock: options.clock, isOnScreen: () => host.isOnScreen() })
  const host: ApprovalHost = new ApprovalHost({
    ...options,
    view,
    onDisturbed: () => gate.onDisturbed(),
    onClosed: () => closedListeners.forEach((listener) => listener()),
  })
  trackPage(view, gate, options)
  return {
    contents: view.webContents,
    gate,
    ...openers(host, options.appWindow),
    place: (css) => host.place(css),
    close: () => host.moveTo('nowhere'),
    zoomTo: (factor) => {
      view.webContents.setZoomFactor(Math.min(Math.max(factor, 1), 2))
      gate.onDisturbed()
    },
    isPlaced: () => host.isPlaced(),
    isStandalone: () => host.where() === 'window',
    onClosed: (listener) => void closedListeners.push(listener),
  }
}

function openers(
  host: ApprovalHost,
  appWindow: AppWindow,
): Pick<ApprovalView, 'open' | 'openInPane' | 'openInWindow'> {
  const openInPane = (): void => host.moveTo('pane')
  const openInWindow = (): void => host.moveTo('window')
  return {
    openInPane,
    openInWindow,
    open: () => (appWindow.isShowing() ? openInPane() : openInWindow()),
  }
}

function makeView({ electron, paths }: ApprovalViewOptions): WebContentsView {
  const view = new electron.WebContentsView({
    webPreferences: buildWebPreferences({
      preload: path.join(paths.preloadFolder, 'approval.cjs'),
      packaged: electron.app.isPackaged,
    }),
  })
  view.setVisible(false)
  return view
}

/** Resets what counts as shown whenever the page changes under it, and loads the page. */
function trackPage(view: WebContentsView, gate: ShownTracker, options: ApprovalViewOptions): void {
  const contents = view.webContents
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) gate.onGone()
  })
  // Scoped to this page by `contents.ipc`; the frame is checked all the same.
  contents.ipc.on(visibilityChannel, (event, state: unknown) => {
    const frame = event.senderFrame
    if (frame === null || frame !== contents.mainFrame) return
    if (frame.origin === surfaceOrigins.approval) gate.onVisibility(state)
  })
  const load = (): void => {
    contents.loadURL(`${surfaceOrigins.approval}/`).catch((error: unknown) => {
      options.log('error', 'the approval page did not load', { error })
    })
  }
  const onGone = (): void => gate.onGone()
  const { clock, log, electron } = options
  electron.app.on('child-process-gone', (_event, { type, reason }) => {
    log('error', 'a process of the window system died', { type, reason })
    // What was on screen is drawn anew by the next one: it counts from then on.
    if (type === 'GPU') gate.onDisturbed()
  })
  recoverPage({ contents, origin: surfaceOrigins.approval, clock, log, load, onGone })
  contents.once('did-finish-load', () => {
    // Pinching could push what is asked out of sight.
    contents.setVisualZoomLevelLimits(1, 1).catch(() => undefined)
  })
  load()
}
