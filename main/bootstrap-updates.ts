// Joins the updates to electron-updater, where this package was made with a feed.
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Clock, Log } from '../shared/model/ports.ts'
import { createUpdates, type Updates } from './desktop/updates.ts'

/** `resources` is the packaged app's own folder: electron-builder writes the feed there, and nothing else names one. */
export function openUpdates(parts: {
  readonly isPackaged: boolean
  readonly resources: string
  readonly clock: Pick<Clock, 'nowMs'>
  readonly log: Log
}): Updates {
  const hasFeed = existsSync(path.join(parts.resources, 'app-update.yml'))
  const without = parts.isPackaged ? 'feed' : 'sources'
  return createUpdates({
    ...parts,
    off: parts.isPackaged && hasFeed ? null : without,
    loadUpdater: async () => {
      const { default: electronUpdater } = await import('electron-updater')
      return electronUpdater.autoUpdater
    },
  })
}
