// The app window: one browser window on app://countersign/, which hides to the tray instead of closing.
import path from 'node:path'
import type { BrowserWindow } from 'electron'
import { surfaceOrigins } from '../../shared/surface-origins.ts'
import type { DesktopContext } from './desktop-options.ts'
import type { Lifetime } from './lifetime.ts'
import { recoverPage } from './page-recovery.ts'
import { buildWebPreferences } from './web-preferences.ts'
import { stepZoom } from './zoom.ts'

export interface AppWindowOptions extends DesktopContext {
  readonly lifetime: Lifetime
  /** True while a hidden app can be found again: a tray is really there, or the system has a dock. */
  readonly canHide: () => boolean
  /** Starts without showing itself. */
  readonly startHidden: boolean
}

export interface AppWindow {
  readonly window: BrowserWindow
  /** By the person's own act: shows and takes focus. */
  show(): void
  /** For attention: becomes visible and flashes, never takes the keyboard from anything. */
  raise(): void
  /** Up and not minimised. Covered by another window still counts. */
  isShowing(): boolean
  zoom(direction: 'in' | 'out' | 'reset'): void
  zoomFactor(): number
}

export function createAppWindow(options: AppWindowOptions): AppWindow {
  const window = makeWindow(options)
  const load = (): void => {
    window.loadURL(`${surfaceOrigins.app}/`).catch((error: unknown) => {
      options.log('error', 'the app page did not load', { error })
    })
  }
  if (!options.startHidden) window.once('ready-to-show', () => window.show())
  hideInsteadOfClosing(window, options)
  window.on('focus', () => window.flashFrame(false))
  const { clock, log } = options
  recoverPage({ contents: window.webContents, origin: surfaceOrigins.app, clock, log, load })
  load()
  return {
    window,
    show: () => bringToFront(window),
    raise: () => raiseQuietly(window, options),
    isShowing: () => !window.isDestroyed() && window.isVisible() && !window.isMinimized(),
    zoom: (direction) => {
      if (window.isDestroyed()) return
      window.webContents.setZoomFactor(stepZoom(window.webContents.getZoomFactor(), direction))
    },
    zoomFactor: () => window.webContents.getZoomFactor(),
  }
}

function makeWindow({ electron, paths }: AppWindowOptions): BrowserWindow {
  const window = new electron.BrowserWindow({
    width: 1280,
    height: 820,
    minWidth: 360,
    minHeight: 480,
    show: false,
    title: 'Countersign',
    autoHideMenuBar: true,
    backgroundColor: pageBackground(electron.nativeTheme.shouldUseDarkColors),
    webPreferences: buildWebPreferences({
      preload: path.join(paths.preloadFolder, 'app.cjs'),
      packaged: electron.app.isPackaged,
    }),
  })
  // A page must not put words into the title bar.
  window.on('page-title-updated', (event) => event.preventDefault())
  return window
}

/** The pages' own background, so that nothing flashes white before the first paint. */
export function pageBackground(dark: boolean): string {
  return dark ? '#161614' : '#f6f5f2'
}

function hideInsteadOfClosing(window: BrowserWindow, options: AppWindowOptions): void {
  window.on('close', (event) => {
    if (options.lifetime.isQuitting()) return
    if (options.canHide()) {
      event.preventDefault()
      window.hide()
      return
    }
    // Nothing would be left to find the app by.
    options.lifetime.quit()
  })
}

function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function raiseQuietly(window: BrowserWindow, { electron }: AppWindowOptions): void {
  if (window.isDestroyed() || window.isFocused()) return
  if (!window.isVisible() && !window.isMinimized()) window.showInactive()
  window.flashFrame(true)
  if (process.platform === 'darwin') electron.app.dock?.bounce('informational')
}
