// The bar above somebody else's page: a page of ours in a session of its own, which reaches no network.
import path from 'node:path'
import type { IpcMainEvent, WebContentsView } from 'electron'
import {
  barActionChannel,
  barActions,
  barHeightChannel,
  barStateChannel,
} from '../../../shared/interaction-bar.ts'
import type { BarAction, BarState } from '../../../shared/interaction-bar.ts'
import type { DesktopContext } from '../desktop-options.ts'
import { hardenSession } from '../hardening.ts'
import { buildWebPreferences } from '../web-preferences.ts'
import { answerBarRequest, barOrigin } from './bar-page.ts'

export interface BarOptions extends DesktopContext {
  readonly partition: string
  readonly onAction: (action: BarAction) => void
  /** CSS pixels. */
  readonly onHeight: (height: number) => void
  /** Its page is gone: without it nobody could tell whose page is below. */
  readonly onGone: () => void
}

export interface Bar {
  readonly view: WebContentsView
  show(state: BarState): void
}

/** Loads at once. Rejects when it does not come up. */
export async function openBar(options: BarOptions): Promise<Bar> {
  const { electron, paths, partition } = options
  const session = electron.session.fromPartition(partition)
  await sealBarSession(session)
  const view = new electron.WebContentsView({
    webPreferences: buildWebPreferences({
      preload: path.join(paths.preloadFolder, 'interaction-bar.cjs'),
      packaged: electron.app.isPackaged,
      session,
    }),
  })
  listen(view, options)
  try {
    await view.webContents.loadURL(`${barOrigin}/`)
  } catch (error) {
    view.webContents.close()
    throw error
  }
  return { view, show: (state) => view.webContents.send(barStateChannel, state) }
}

async function sealBarSession(session: Electron.Session): Promise<void> {
  hardenSession(session)
  session.protocol.handle('app', answerBarRequest)
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !details.url.startsWith(`${barOrigin}/`) })
  })
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://127.0.0.1:1',
    proxyBypassRules: '<-loopback>',
  })
}

/** Scoped to this page by `contents.ipc`; the frame is checked all the same. */
function listen(view: WebContentsView, { onAction, onHeight, onGone }: BarOptions): void {
  const contents = view.webContents
  const isBar = ({ senderFrame }: IpcMainEvent): boolean =>
    senderFrame !== null && senderFrame === contents.mainFrame && senderFrame.origin === barOrigin
  contents.ipc.on(barActionChannel, (event, value: unknown) => {
    const action = barActions.find((one) => one === value)
    if (isBar(event) && action !== undefined) onAction(action)
  })
  contents.ipc.on(barHeightChannel, (event, value: unknown) => {
    if (isBar(event) && typeof value === 'number' && Number.isFinite(value)) onHeight(value)
  })
  contents.on('render-process-gone', onGone)
  contents.on('did-navigate', (_event, url) => {
    if (!url.startsWith(`${barOrigin}/`)) onGone()
  })
}
