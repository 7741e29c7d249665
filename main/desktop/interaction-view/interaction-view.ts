// The interaction view: a page of a first-party authorization server inside the app, under a bar that says whose it is.
import type { BaseWindow, WebContentsView } from 'electron'
import type { MakeId } from '../../../shared/model/ports.ts'
import type { BarAction } from '../../../shared/interaction-bar.ts'
import type { DesktopContext } from '../desktop-options.ts'
import type { OpenExternal } from '../open-external.ts'
import { openBar, type Bar } from './bar.ts'
import { buildBarState } from './bar-state.ts'
import { openInteractionWindow, type InteractionWindow } from './interaction-window.ts'
import { mayShow } from './navigation-policy.ts'
import { reducePage, startPage, type PageEvent, type PageState } from './page-state.ts'
import { createRemotePage } from './remote-page.ts'
import { prepareRemoteSession } from './remote-session.ts'

/** The way out for one page; `main/http` keeps it to public addresses. */
export interface PageEgress {
  readonly port: number
  stop(): void
}
export type StartPageEgress = (options: {
  readonly credentials: { readonly username: string; readonly password: string }
  readonly loopbackOrigin: string | null
}) => Promise<PageEgress>

export interface InteractionViewOptions extends DesktopContext {
  readonly makeId: MakeId
  readonly startEgress: StartPageEgress
  /** The name that leads to this computer; see `hardenCommandLine`. */
  readonly egressHost: string
  /** Sessions of pages that are not ours are added here before their page is made. */
  readonly remoteSessions: Pick<WeakSet<Electron.Session>, 'add'>
  readonly openExternal: OpenExternal
  readonly zoomFactor: () => number
  /** The view is gone: whoever had the keyboard before may have it again. */
  readonly onClosed: () => void
}

export interface PageRequest {
  /** What the person saw in full and pressed open for. */
  readonly address: string
  /** Identifier of the wait or call it is opened for: it closes with it. */
  readonly subjectId: string
  readonly issuerHost: string
  /** The issuer's origin when it is on this computer and in clear, else null. */
  readonly loopbackOrigin: string | null
  /** True for an address of the issuer's registrable domain. */
  readonly isOwn: (address: string) => boolean
}

export interface InteractionView {
  /**
   * In place of the one before. False when it did not open: nothing was fetched then. True also for one that the person
   * opened another in place of, while it was still coming up: nobody waits for it. Never rejects.
   */
  open(request: PageRequest): Promise<boolean>
  /** What it was opened for has ended: it says so, and closes a moment later. */
  end(subjectId: string): void
  zoomTo(factor: number): void
  /** True for its own window. */
  owns(window: BaseWindow): boolean
  close(): void
}

/** Long enough to read that it is over. */
const closingAfterMs = 3_000

export function createInteractionView(options: InteractionViewOptions): InteractionView {
  let current: OpenPage | null = null
  return {
    async open(request) {
      current?.close()
      if (!mayShow(request.address, request.loopbackOrigin)) return false
      const page = new OpenPage(options, request)
      current = page
      try {
        await page.open()
        return true
      } catch (error) {
        page.close()
        if (current !== page) return true
        options.log('error', 'the interaction view did not open', { error })
        return false
      }
    },
    end: (subjectId) => current?.end(subjectId),
    zoomTo: (factor) => current?.zoomTo(factor),
    owns: (window) => current?.owns(window) === true,
    close: () => {
      current?.close()
      current = null
    },
  }
}

class OpenPage {
  readonly #options: InteractionViewOptions
  readonly #request: PageRequest
  #state: PageState
  #egress: PageEgress | null = null
  #bar: Bar | null = null
  #page: WebContentsView | null = null
  #window: InteractionWindow | null = null
  #barHeight = 0
  #closed = false

  constructor(options: InteractionViewOptions, request: PageRequest) {
    this.#options = options
    this.#request = request
    this.#state = startPage(request.address)
  }

  /** The bar stands before the page is asked for. Rejects when any part of it does not come up. */
  async open(): Promise<void> {
    const { electron, makeId, zoomFactor } = this.#options
    // Without `persist:` both sessions live in memory; fresh names share nothing with another page.
    const partition = makeId()
    this.#bar = await openBar({
      ...this.#options,
      partition: `bar-${partition}`,
      onAction: (action) => this.#act(action),
      onHeight: (height) => {
        this.#barHeight = height
        this.#window?.setBarHeight(height)
      },
      onGone: () => this.close(),
    })
    if (this.#closed) throw new Error('closed while opening')
    const session = electron.session.fromPartition(`page-${partition}`)
    this.#page = await this.#preparePage(session)
    if (this.#closed) throw new Error('closed while opening')
    const views = { bar: this.#bar.view, page: this.#page }
    this.#window = openInteractionWindow(electron, this.#request.issuerHost, views)
    this.#window.window.once('closed', () => this.close())
    this.#window.setBarHeight(this.#barHeight)
    this.#window.zoomTo(zoomFactor())
    this.#tell()
    this.#load()
    this.#page.webContents.focus()
  }

  async #preparePage(session: Electron.Session): Promise<WebContentsView> {
    const { electron, makeId, startEgress, egressHost, remoteSessions } = this.#options
    const { loopbackOrigin } = this.#request
    const credentials = { username: makeId(), password: makeId() }
    const egress = await startEgress({ credentials, loopbackOrigin })
    this.#egress = egress
    // Before the page is made: everything made later in it belongs to it too.
    remoteSessions.add(session)
    await prepareRemoteSession(session, {
      egressHost,
      port: egress.port,
      onCertificate: (host, facts) => this.#on({ type: 'certificate', host, facts }),
    })
    return createRemotePage({
      electron,
      session,
      proxy: { host: egressHost, port: egress.port },
      credentials,
      loopbackOrigin,
      onEvent: (event) => this.#on(event),
      onToBar: () => this.#bar?.view.webContents.focus(),
    })
  }

  #load(): void {
    // Why it failed is told by the page's own events.
    this.#page?.webContents.loadURL(this.#request.address).catch(() => undefined)
  }

  #on(event: PageEvent): void {
    this.#state = reducePage(this.#state, event)
    this.#tell()
  }

  #tell(): void {
    if (this.#closed || this.#window === null) return
    const { issuerHost, isOwn } = this.#request
    this.#bar?.show(buildBarState({ page: this.#state, issuerHost, isOwn }))
  }

  #act(action: BarAction): void {
    const contents = this.#page?.webContents
    if (contents === undefined || this.#closed) return
    switch (action) {
      case 'back':
        return contents.navigationHistory.goBack()
      case 'reload':
        // A first answer that never came leaves nothing to reload.
        return this.#state.shown === null ? this.#load() : contents.reload()
      case 'browser':
        return this.#openOutside(this.#state.shown ?? this.#request.address)
      case 'open-offer':
        if (this.#state.wish !== null) this.#openOutside(this.#state.wish.address)
        return this.#on({ type: 'wish-dismissed' })
      case 'dismiss-offer':
        return this.#on({ type: 'wish-dismissed' })
      case 'to-page':
        return contents.focus()
      case 'close':
        return this.close()
    }
  }

  #openOutside(address: string): void {
    void this.#options.openExternal(address)
  }

  end(subjectId: string): void {
    if (subjectId !== this.#request.subjectId || this.#closed) return
    this.#on({ type: 'over' })
    this.#options.clock.after(closingAfterMs, () => this.close())
  }

  zoomTo(factor: number): void {
    if (!this.#closed) this.#window?.zoomTo(factor)
  }

  owns(window: BaseWindow): boolean {
    return this.#window?.window === window
  }

  /** Closed while it was opening, it is closed again when that has failed: what came up in between goes too. */
  close(): void {
    this.#closed = true
    this.#egress?.stop()
    this.#egress = null
    const session = this.#page?.webContents.session
    for (const view of [this.#page, this.#bar?.view]) view?.webContents.close()
    this.#page = null
    this.#bar = null
    session?.clearStorageData().catch(() => undefined)
    const window = this.#window
    this.#window = null
    if (window === null) return
    if (!window.window.isDestroyed()) window.window.destroy()
    this.#options.onClosed()
  }
}
