// Somebody else's page in the interaction view: where it may go, what it wants, and what becomes of it.
import type { WebContents, WebContentsView } from 'electron'
import type { ElectronMain } from '../desktop-options.ts'
import { buildWebPreferences } from '../web-preferences.ts'
import { mayFrame, mayShow } from './navigation-policy.ts'
import type { PageEvent } from './page-state.ts'

export interface RemotePageOptions {
  readonly electron: ElectronMain
  readonly session: Electron.Session
  /** Asked for by the proxy of this session alone. */
  readonly proxy: { readonly host: string; readonly port: number }
  readonly credentials: { readonly username: string; readonly password: string }
  readonly loopbackOrigin: string | null
  readonly onEvent: (event: PageEvent) => void
  /** The person wants the keyboard in the bar. */
  readonly onToBar: () => void
}

/** Loads nothing yet. No preload, nothing of ours is in it. */
export function createRemotePage(options: RemotePageOptions): WebContentsView {
  const { electron, session } = options
  const view = new electron.WebContentsView({
    webPreferences: buildWebPreferences({
      preload: null,
      packaged: electron.app.isPackaged,
      session,
    }),
  })
  const contents = view.webContents
  boundNavigation(contents, options)
  boundWishes(contents, options)
  answerProxy(contents, options)
  followPage(contents, options)
  contents.on('before-input-event', (event, { type, key }) => {
    if (type !== 'keyDown' || key !== 'F6') return
    event.preventDefault()
    options.onToBar()
  })
  return view
}

function boundNavigation(
  contents: WebContents,
  { loopbackOrigin, onEvent }: RemotePageOptions,
): void {
  contents.on('will-frame-navigate', (event) => {
    const allowed = event.isMainFrame
      ? mayShow(event.url, loopbackOrigin)
      : mayFrame(event.url, loopbackOrigin)
    if (allowed) return
    event.preventDefault()
    if (event.isMainFrame) wish('blocked', event.url)
  })
  contents.on('will-redirect', (event) => {
    if (mayShow(event.url, loopbackOrigin)) return
    event.preventDefault()
    if (event.isMainFrame) wish('blocked', event.url)
  })
  function wish(kind: 'blocked', address: string): void {
    onEvent({ type: 'wished', wish: { kind, address } })
  }
}

/** Windows and files are offered to the person, never opened. */
function boundWishes(contents: WebContents, { session, onEvent }: RemotePageOptions): void {
  contents.setWindowOpenHandler(({ url }) => {
    const kind = mayShow(url, null) ? 'window' : 'blocked'
    onEvent({ type: 'wished', wish: { kind, address: url } })
    return { action: 'deny' }
  })
  session.on('will-download', (_event, item) => {
    const address = item.getURL()
    const kind = mayShow(address, null) ? 'download' : 'blocked'
    onEvent({ type: 'wished', wish: { kind, address } })
  })
}

/** Only our own proxy is told who we are; a page that asks for a name and a password gets none. */
function answerProxy(contents: WebContents, { proxy, credentials }: RemotePageOptions): void {
  contents.on('login', (event, _details, ...[{ isProxy, host, port }, callback]) => {
    event.preventDefault()
    if (isProxy && host === proxy.host && port === proxy.port) {
      callback(credentials.username, credentials.password)
    } else callback()
  })
}

/** Chromium's number for a navigation that another one took the place of. */
const aborted = -3
const isCertificateError = (code: number): boolean => code <= -200 && code >= -219

function followPage(contents: WebContents, { onEvent }: RemotePageOptions): void {
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) onEvent({ type: 'started' })
  })
  const onShown = (): void => onEvent({ type: 'shown', address: contents.getURL() })
  contents.on('did-navigate', onShown)
  contents.on('did-stop-loading', () =>
    onEvent({ type: 'settled', canGoBack: contents.navigationHistory.canGoBack() }),
  )
  contents.on('did-navigate-in-page', (_event, _url, isMainFrame) => {
    if (isMainFrame) onShown()
  })
  contents.on('did-fail-load', (_event, code, ...[description, address, isMainFrame]) => {
    if (!isMainFrame || code === aborted) return
    const kind = isCertificateError(code) ? 'certificate' : 'unreachable'
    const host = URL.canParse(address) ? new URL(address).host : ''
    onEvent({ type: 'failed', problem: { kind, host, error: description }, address })
  })
  contents.on('render-process-gone', () =>
    onEvent({ type: 'failed', problem: { kind: 'crashed' }, address: null }),
  )
  // The person's press on Back, Reload or Close counts; a page must not hold them.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
}
