// Takes from every page and every session what none of ours needs: navigation, windows, webviews, permissions.
import type { App, CommandLine, Session, WebContents } from 'electron'

/** Sessions of pages that are not ours: they may go on to other pages, as far as the interaction view lets them. */
export type RemoteSessions = Pick<WeakSet<Session>, 'has'>

/**
 * Must run before the app is ready. Node's own sockets (undici) are not affected by any of it. `egressHost` is the one
 * name that leads anywhere, to this computer, where only a proxy of ours listens; no page can guess it.
 */
export function hardenCommandLine(
  commandLine: Pick<CommandLine, 'appendSwitch'>,
  egressHost: string,
): void {
  // Nothing in a page may look up a name: closes the DNS prefetch leak of the ceremony view too.
  commandLine.appendSwitch('host-resolver-rules', `MAP ${egressHost} 127.0.0.1, MAP * ~NOTFOUND`)
}

/** Hardens every web contents and session made from now on. Call before the first window. */
export function hardenApp(app: Pick<App, 'on'>, remote: RemoteSessions): void {
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents)
    if (!remote.has(contents.session)) refuseNavigation(contents)
  })
  app.on('session-created', (session) => hardenSession(session))
}

/** The page that main loaded is the only one. Loading by `loadURL` from main is not affected. */
function refuseNavigation(contents: WebContents): void {
  const prevent = (event: { preventDefault(): void }): void => event.preventDefault()
  contents.on('will-navigate', prevent)
  contents.on('will-frame-navigate', prevent)
  contents.on('will-redirect', prevent)
}

/** No windows, no webviews. */
function hardenContents(contents: WebContents): void {
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  // No WebRTC packet past a proxy that does not exist.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

/** Every permission, device, screen capture and download is denied, known or not. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null))
  session.setSpellCheckerEnabled(false)
  // Switching it off does not stop the download of a dictionary that Chromium begins with; having no language does.
  session.setSpellCheckerLanguages([])
  session.on('will-download', (event) => event.preventDefault())
}
