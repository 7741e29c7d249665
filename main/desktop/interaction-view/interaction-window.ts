// The window of the interaction view: our bar at the top, somebody else's page below, never one over the other.
import type { BaseWindow, WebContentsView } from 'electron'
import { text } from '../../../shared/catalogue/text.ts'
import { pageBackground } from '../app-window.ts'
import type { ElectronMain } from '../desktop-options.ts'

/** Of the window's height at most, whatever the bar has to say: it scrolls then. */
const mostOfHeight = 0.5
const leastBarHeight = 48

export interface InteractionWindow {
  readonly window: BaseWindow
  /** Height of the bar's content in CSS pixels. */
  setBarHeight(height: number): void
  zoomTo(factor: number): void
}

/** Shown at once: the person has just pressed for it. */
export function openInteractionWindow(
  electron: ElectronMain,
  host: string,
  { bar, page }: { bar: WebContentsView; page: WebContentsView },
): InteractionWindow {
  const window = new electron.BaseWindow({
    width: 760,
    height: 820,
    minWidth: 360,
    minHeight: 480,
    show: false,
    title: text('interaction-view.title', { host }),
    autoHideMenuBar: true,
    fullscreenable: false,
    backgroundColor: pageBackground(electron.nativeTheme.shouldUseDarkColors),
  })
  let barHeight = leastBarHeight
  let zoom = 1
  const layOut = (): void => {
    if (window.isDestroyed()) return
    const { width, height } = window.getContentBounds()
    const wanted = Math.ceil(Math.max(barHeight, leastBarHeight) * zoom)
    const top = Math.min(wanted, Math.floor(height * mostOfHeight))
    bar.setBounds({ x: 0, y: 0, width, height: top })
    page.setBounds({ x: 0, y: top, width, height: height - top })
  }
  window.contentView.addChildView(page)
  window.contentView.addChildView(bar)
  window.on('resize', layOut)
  layOut()
  window.show()
  return {
    window,
    setBarHeight: (height) => {
      barHeight = height
      layOut()
    },
    zoomTo: (factor) => {
      zoom = factor
      bar.webContents.setZoomFactor(factor)
      page.webContents.setZoomFactor(factor)
      layOut()
    },
  }
}
