// The one place where the preferences of a page are made; every window and view takes them from here.
import type { Session, WebPreferences } from 'electron'

export interface PagePreferences {
  /** Absolute path of the one CommonJS preload file; null for a page that is not ours. */
  readonly preload: string | null
  readonly packaged: boolean
  readonly session?: Session
}

/** Sandboxed, isolated, without Node; throttled in the background, which visibility tracking depends on. */
export function buildWebPreferences(page: PagePreferences): WebPreferences {
  return {
    ...(page.preload === null ? {} : { preload: page.preload }),
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
    // A message box of the system's own look would speak in our name.
    disableDialogs: true,
    devTools: !page.packaged,
  }
}
