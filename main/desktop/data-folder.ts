// Shows the data folder in the file manager: the one place of the app that opens a path, and only this fixed one.
import type { Shell } from 'electron'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'

export interface DataFolderOptions {
  readonly shell: Pick<Shell, 'openPath'>
  /** Absolute, known since the start; nothing that a page sends reaches it. */
  readonly folder: string
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
}

const longestMs = 10_000

/** Throws `settings/refused` with words and the path when no file manager opened it. */
export function createDataFolder({
  shell,
  folder,
  clock,
  log,
}: DataFolderOptions): () => Promise<void> {
  return async () => {
    // Without the desktop's tools it may never answer at all.
    const late = new Promise<string>((resolve) => {
      clock.after(longestMs, () => resolve('no answer'))
    })
    const opened = shell.openPath(folder).catch((error: unknown) => String(error))
    const problem = await Promise.race([opened, late])
    if (problem === '') return
    log('warn', 'the data folder could not be shown', { problem })
    throw new CountersignError('settings/refused', text('settings.folder_not_shown', { folder }))
  }
}
