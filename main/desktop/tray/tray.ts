// The tray: how many questions wait, which ones, and the way back into a hidden app.
import type { Tray as ElectronTray, NativeImage } from 'electron'
import { currentLanguage } from '../../../shared/catalogue/text.ts'
import type { ElectronMain } from '../desktop-options.ts'
import { drawTrayIcon } from './tray-icon.ts'
import type { TrayState } from './tray-icon.ts'
import { buildTooltip, buildTrayMenu } from './tray-menu.ts'
import type { TrayActions, TrayEntry } from './tray-menu.ts'

export interface Tray {
  /** Shows these as waiting, newest as given. Cheap when nothing changed. */
  update(entries: readonly TrayEntry[]): void
  stop(): void
}

/** Succeeds without a tray host too: then simply nothing is seen (see `createTrayHost`). */
export function createTray(electron: ElectronMain, actions: TrayActions): Tray {
  const icons = { idle: buildIcon(electron, 'idle'), waiting: buildIcon(electron, 'waiting') }
  const tray = new electron.Tray(icons.idle)
  tray.on('click', () => actions.openApp())
  let last: string | null = null
  const update = (entries: readonly TrayEntry[]): void => {
    const now = JSON.stringify([currentLanguage(), entries])
    if (now === last || tray.isDestroyed()) return
    last = now
    paint({ electron, tray, icons }, entries, actions)
  }
  update([])
  return {
    update,
    stop: () => {
      if (!tray.isDestroyed()) tray.destroy()
    },
  }
}

interface TrayParts {
  readonly electron: ElectronMain
  readonly tray: ElectronTray
  readonly icons: Readonly<Record<TrayState, NativeImage>>
}

function paint(parts: TrayParts, entries: readonly TrayEntry[], actions: TrayActions): void {
  const { electron, tray, icons } = parts
  tray.setImage(entries.length === 0 ? icons.idle : icons.waiting)
  tray.setToolTip(buildTooltip(entries.length))
  // Only macOS has room for a title.
  tray.setTitle(entries.length === 0 ? '' : String(entries.length))
  tray.setContextMenu(electron.Menu.buildFromTemplate(buildTrayMenu(entries, actions)))
}

function buildIcon(electron: ElectronMain, state: TrayState): NativeImage {
  const base = 22
  const image = electron.nativeImage.createEmpty()
  for (const scaleFactor of [1, 2]) {
    const size = base * scaleFactor
    const bitmap = electron.nativeImage.createFromBitmap(Buffer.from(drawTrayIcon(state, size)), {
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
