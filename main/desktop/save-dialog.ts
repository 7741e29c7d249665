// Asks the person where to save a file, with the system's own dialog.
import type { BaseWindow, Dialog } from 'electron'

export interface SaveQuestion {
  readonly title: string
  /** Offered name, without a folder. */
  readonly name: string
  readonly kind: string
  readonly extension: string
}

/** Resolves the chosen path, or null when the person closed the dialog. `window` is asked for at the moment of asking. */
export function createSaveDialog(
  dialog: Pick<Dialog, 'showSaveDialog'>,
  window: () => BaseWindow,
): (asked: SaveQuestion) => Promise<string | null> {
  return async ({ title, name, kind, extension }) => {
    const options: Electron.SaveDialogOptions = {
      title,
      defaultPath: name,
      filters: [{ name: kind, extensions: [extension] }],
      properties: ['showOverwriteConfirmation', 'createDirectory', 'dontAddToRecent'],
    }
    const parent = window()
    const { canceled, filePath } = parent.isDestroyed()
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(parent, options)
    return canceled || filePath === '' ? null : filePath
  }
}
