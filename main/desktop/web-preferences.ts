// The one place where the preferences of a page are made; every window and view takes them from here.
import type { Session, WebPreferences } from 'electron'

export interface PagePreferences {
  /** Absolute path of the one CommonJS preload file. */
  readonly preload: string
  readonly packaged: boolean
  readonly session?: Session
}

/** Sandboxed, isolated, without Node; throttled in the background, which visibility tracking depends on. */
export function buildWebPreferences(page: PagePreferences): WebPreferences {
  return {
    preload: page.preload,
    ...(page.session === undefined ? {} : { session: page.session }),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    backgroundThrottling: true,
    devTools: !page.packaged,
  }
}
