// What every part of the desktop room is given by the composition root.
import type * as Electron from 'electron'
import type { Clock, Log } from '../../shared/model/ports.ts'

/** Electron's main-process module, passed in so that no file of the room loads it. */
export type ElectronMain = typeof Electron

export interface DesktopPaths {
  /** Holds `app.cjs`, `approval.cjs` and `ceremony.cjs`. */
  readonly preloadFolder: string
  /** Holds `app/` and `approval/` with their `index.html`. */
  readonly rendererFolder: string
}

export interface DesktopContext {
  readonly electron: ElectronMain
  readonly paths: DesktopPaths
  readonly clock: Clock
  readonly log: Log
}
