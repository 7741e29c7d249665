// The tray: how many questions wait, which ones, whether the agents are paused, and the way back into a hidden app.
import type { NativeImage } from 'electron'
import { currentLanguage } from '../../../shared/catalogue/text.ts'
import type { ElectronMain } from '../desktop-options.ts'
import { drawTrayIcon, mostDots } from './tray-icon.ts'
import type { TrayLook } from './tray-icon.ts'
import { buildTooltip, buildTrayMenu, mostEntries } from './tray-menu.ts'
import type { TrayActions, TrayView } from './tray-menu.ts'

export interface Tray {
  /** Cheap when nothing changed. */
  update(view: TrayView): void
  /** Where the icon is, in screen coordinates; empty where the desktop does not tell. */
  bounds(): { x: number; y: number; width: number; height: number }
  stop(): void
}

export const emptyTray: TrayView = {
  entries: [],
  paused: false,
  doNotDisturb: false,
  attention: null,
}

/** Succeeds without a tray host too: then simply nothing is seen (see `createTrayHost`). */
export function createTray(electron: ElectronMain, actions: TrayActions): Tray {
  const icons = new Map<string, NativeImage>()
  const iconOf = (look: TrayLook): NativeImage => {
    const key = JSON.stringify(look)
    const icon = icons.get(key) ?? buildIcon(electron, look)
    icons.set(key, icon)
    return icon
  }
  const tray = new electron.Tray(iconOf(lookOf(emptyTray)))
  tray.on('click', () => actions.openApp())
  let last: string | null = null
  const update = (view: TrayView): void => {
    if (tray.isDestroyed()) return
    const said = { tooltip: buildTooltip(view), menu: buildTrayMenu(view, actions) }
    const ids = view.entries.slice(0, mostEntries).map(({ interactionId }) => interactionId)
    const now = JSON.stringify([currentLanguage(), said, ids, lookOf(view)])
    if (now === last) return
    last = now
    tray.setImage(iconOf(lookOf(view)))
    tray.setToolTip(said.tooltip)
    // Only macOS has room for a title.
    tray.setTitle(view.entries.length === 0 ? '' : String(view.entries.length))
    tray.setContextMenu(electron.Menu.buildFromTemplate(said.menu))
  }
  update(emptyTray)
  return {
    update,
    bounds: () => (tray.isDestroyed() ? nowhere : tray.getBounds()),
    stop: () => {
      if (!tray.isDestroyed()) tray.destroy()
    },
  }
}

const nowhere = { x: 0, y: 0, width: 0, height: 0 }

function lookOf({ entries, paused, attention }: TrayView): TrayLook {
  return { dots: Math.min(entries.length, mostDots), paused, attention: attention !== null }
}

function buildIcon(electron: ElectronMain, look: TrayLook): NativeImage {
  const base = 22
  const image = electron.nativeImage.createEmpty()
  for (const scaleFactor of [1, 2]) {
    const size = base * scaleFactor
    const bitmap = electron.nativeImage.createFromBitmap(Buffer.from(drawTrayIcon(look, size)), {
      width: size,
      height: size,
      scaleFactor,
    })
    image.addRepresentation({
      scaleFactor,
      width: size,
      height: size,
      buffer: bitmap.toPNG({ scaleFactor }),
    })
  }
  return image
}
