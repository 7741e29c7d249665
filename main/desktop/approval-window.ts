// The small window that carries the approval view when the app window is not on screen.
import type { BaseWindow, WebContentsView } from 'electron'
import { text } from '../../shared/catalogue/text.ts'
import { pageBackground } from './app-window.ts'
import type { ElectronMain } from './desktop-options.ts'
import type { Lifetime } from './lifetime.ts'

export interface ApprovalWindowOptions {
  readonly electron: ElectronMain
  readonly lifetime: Lifetime
  /** The person closed it: nothing was approved by that. */
  readonly onClosed: () => void
}

/** A hidden window of 460x720. Closing only hides it, unless the app quits. */
export function createApprovalWindow(options: ApprovalWindowOptions): BaseWindow {
  const window = new options.electron.BaseWindow({
    width: 460,
    height: 720,
    minWidth: 360,
    minHeight: 480,
    show: false,
    title: text('desktop.approval-window-title'),
    autoHideMenuBar: true,
    fullscreenable: false,
    backgroundColor: pageBackground(options.electron.nativeTheme.shouldUseDarkColors),
  })
  window.on('close', (event) => {
    if (options.lifetime.isQuitting()) return
    event.preventDefault()
    window.hide()
    options.onClosed()
  })
  return window
}

/** Lets the view fill the window. */
export function fillWindow(window: BaseWindow, view: WebContentsView): void {
  const { width, height } = window.getContentBounds()
  view.setBounds({ x: 0, y: 0, width, height })
}
