// Puts the approval view into the app window, into its own small window, or nowhere, and knows if it is on screen.
import type { BaseWindow, WebContentsView } from 'electron'
import type { AppWindow } from './app-window.ts'
import { createApprovalWindow, fillWindow } from './approval-window.ts'
import type { ElectronMain } from './desktop-options.ts'
import type { Lifetime } from './lifetime.ts'
import { followDisplays, placeBeside } from './near-anchor.ts'
import { isReadable, isSameRectangle, placeInWindow } from './pane-bounds.ts'
import type { Rectangle } from './pane-bounds.ts'

export type ApprovalPlace = 'nowhere' | 'pane' | 'window'

export interface ApprovalHostOptions {
  readonly electron: ElectronMain
  readonly lifetime: Lifetime
  readonly appWindow: AppWindow
  readonly view: WebContentsView
  /** The view moved, or the window it is in came up, moved or took focus. */
  readonly onDisturbed: () => void
  /** Where the tray icon is; empty where the desktop does not tell. */
  readonly trayBounds: () => Rectangle
  /** The person closed the small window. */
  readonly onClosed: () => void
}

/** Starts nowhere: hidden, but in the app window's tree, without which its page may not load. */
export class ApprovalHost {
  readonly #options: ApprovalHostOptions
  #place: ApprovalPlace = 'nowhere'
  #css: Rectangle = { x: 0, y: 0, width: 0, height: 0 }
  #visible = false
  #own: BaseWindow | null = null
  #holder: BaseWindow | null = null

  constructor(options: ApprovalHostOptions) {
    this.#options = options
    const appWindow = options.appWindow.window
    this.#putInto(appWindow)
    watchWindow(appWindow, () => this.#place === 'pane', options.onDisturbed)
  }

  where(): ApprovalPlace {
    return this.#place
  }

  moveTo(place: ApprovalPlace): void {
    this.#place = place
    if (place !== 'window' && this.#own?.isDestroyed() === false) this.#own.hide()
    if (place === 'nowhere') this.#setVisible(false)
    if (place === 'window') this.#showInOwn()
    if (place === 'pane') {
      this.#putInto(this.#options.appWindow.window)
      this.#layOutPane()
    }
  }

  /** In CSS pixels of the app page; remembered while the view is elsewhere. */
  place(css: Rectangle): void {
    this.#css = css
    if (this.#place === 'pane') this.#layOutPane()
  }

  isPlaced(): boolean {
    return this.#visible
  }

  /**
   * Shown, big enough to be read, in a window that is up and has the keyboard: nobody answers in a window they have not
   * entered. Covering is what the page itself reports.
   */
  isOnScreen(): boolean {
    const holder = this.#holder
    if (!this.#visible || holder === null || holder.isDestroyed()) return false
    if (!holder.isVisible() || holder.isMinimized() || !holder.isFocused()) return false
    return isReadable(this.#options.view.getBounds())
  }

  #setVisible(visible: boolean): void {
    if (visible !== this.#visible) this.#options.onDisturbed()
    this.#visible = visible
    this.#options.view.setVisible(visible)
  }

  #putInto(window: BaseWindow): void {
    if (this.#holder === window) return
    if (this.#holder?.isDestroyed() === false) {
      this.#holder.contentView.removeChildView(this.#options.view)
    }
    window.contentView.addChildView(this.#options.view)
    this.#holder = window
    this.#options.onDisturbed()
  }

  #layOutPane(): void {
    const { appWindow, view, onDisturbed } = this.#options
    if (appWindow.window.isDestroyed()) return
    const { width, height } = appWindow.window.getContentBounds()
    const bounds = placeInWindow(this.#css, appWindow.zoomFactor(), { width, height })
    if (!isSameRectangle(bounds, view.getBounds())) onDisturbed()
    view.setBounds(bounds)
    this.#setVisible(bounds.width > 0 && bounds.height > 0)
  }

  #showInOwn(): void {
    this.#own ??= this.#openOwn()
    this.#putInto(this.#own)
    fillWindow(this.#own, this.#options.view)
    this.#setVisible(true)
    if (this.#own.isMinimized()) this.#own.restore()
    // One that is up already stays where the person has it.
    const { electron, trayBounds } = this.#options
    if (!this.#own.isVisible()) placeBeside(this.#own, electron.screen, trayBounds())
    this.#own.show()
    this.#own.focus()
  }

  #openOwn(): BaseWindow {
    const { view, onDisturbed, onClosed } = this.#options
    const window = createApprovalWindow({
      ...this.#options,
      onClosed: () => {
        this.moveTo('nowhere')
        onClosed()
      },
    })
    watchWindow(window, () => this.#place === 'window', onDisturbed)
    followDisplays(window, this.#options.electron.screen)
    window.on('resize', () => {
      if (this.#place === 'window') fillWindow(window, view)
    })
    return window
  }
}

/** Whatever moves what is under the pointer, or brings it up, starts the time anew. */
function watchWindow(window: BaseWindow, isHost: () => boolean, disturbed: () => void): void {
  const onChange = (): void => {
    if (isHost()) disturbed()
  }
  window.on('show', onChange)
  window.on('restore', onChange)
  window.on('focus', onChange)
  window.on('move', onChange)
  window.on('resize', onChange)
}
