// Takes from every page and every session what none of ours needs: navigation, windows, webviews, permissions.
import type { App, CommandLine, Session, WebContents } from 'electron'

/** Must run before the app is ready. Node's own sockets (undici) are not affected by any of it. */
export function hardenCommandLine(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  // Nothing in a page may look up a name: closes the DNS prefetch leak of the ceremony view too.
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
}

/** Hardens every web contents and session made from now on. Call before the first window. */
export function hardenApp(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents))
  app.on('session-created', (session) => hardenSession(session))
}

/** No navigation, no windows, no webviews. Loading by `loadURL` from main is not affected. */
export function hardenContents(contents: WebContents): void {
  const prevent = (event: { preventDefault(): void }): void => event.preventDefault()
  contents.on('will-navigate', prevent)
  contents.on('will-frame-navigate', prevent)
  contents.on('will-redirect', prevent)
  contents.on('will-attach-webview', prevent)
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
