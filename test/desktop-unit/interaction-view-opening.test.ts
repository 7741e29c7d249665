// Proves that of the views that a person opens one after another only the last is there, and nothing is left of the others.
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import type { ElectronMain } from '../../main/desktop/desktop-options.ts'
import { createInteractionView } from '../../main/desktop/interaction-view/interaction-view.ts'
import type { PageRequest } from '../../main/desktop/interaction-view/interaction-view.ts'
import { createVirtualClock, settle } from '../fakes/virtual-clock.ts'
import { fakeElectron, FakeContents, FakeView, FakeWindow } from './fake-electron.ts'

const nothing = (): void => undefined

class Contents extends FakeContents {
  static alive = new Set<Contents>()
  readonly session = buildSession()
  readonly navigationHistory = { canGoBack: () => false, goBack: nothing }
  constructor() {
    super()
    Contents.alive.add(this)
  }
  focus = nothing
  send = nothing
  setWindowOpenHandler = nothing
  getURL = (): string => ''
  close(): void {
    Contents.alive.delete(this)
  }
}

class View extends FakeView {
  override readonly webContents = new Contents()
}

class Window extends FakeWindow {
  destroyed = false
  override isDestroyed(): boolean {
    return this.destroyed
  }
  destroy(): void {
    this.destroyed = true
    this.emit('closed')
  }
}

function buildSession() {
  return Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: nothing,
    setPermissionCheckHandler: nothing,
    setDevicePermissionHandler: nothing,
    setDisplayMediaRequestHandler: nothing,
    setSpellCheckerEnabled: nothing,
    setSpellCheckerLanguages: nothing,
    setCertificateVerifyProc: nothing,
    protocol: { handle: nothing },
    webRequest: { onBeforeRequest: nothing },
    setProxy: async () => undefined,
    clearStorageData: async () => undefined,
  })
}

/** The way out starts when the test says so. */
function openViews() {
  Contents.alive = new Set()
  const running = new Set<number>()
  const start: (() => void)[] = []
  const electron = {
    ...fakeElectron(),
    WebContentsView: View,
    BaseWindow: Window,
    session: { fromPartition: buildSession },
  } as unknown as ElectronMain
  let ids = 0
  const view = createInteractionView({
    electron,
    paths: { preloadFolder: '/p', rendererFolder: '/r' },
    clock: createVirtualClock(),
    log: nothing,
    makeId: () => `id${String((ids += 1))}`,
    egressHost: 'x.invalid',
    remoteSessions: new WeakSet(),
    openExternal: async () => true,
    zoomFactor: () => 1,
    onClosed: nothing,
    startEgress: async () => {
      const port = start.length + 1
      await new Promise<void>((resolve) => start.push(resolve))
      running.add(port)
      return { port, stop: () => void running.delete(port) }
    },
  })
  const windows = (): number =>
    FakeWindow.made.filter((window) => !(window as Window).destroyed).length
  return { running, start, view, windows }
}

const request: PageRequest = {
  address: 'https://id.harbor.example/confirm/1',
  subjectId: 's',
  issuerHost: 'id.harbor.example',
  loopbackOrigin: null,
  isOwn: () => true,
}

test('[VIEW-25] pressed twice, it opens once: the first leaves no way out and no page, and no browser comes for it', async () => {
  const { running, start, view, windows } = openViews()
  const first = view.open(request)
  await settle()
  const second = view.open(request)
  await settle()
  for (const go of start) go()
  // Dies if: the first counts as not opened; its press would open the browser as well.
  expect(await Promise.all([first, second])).toEqual([true, true])
  // Dies if: what comes up after the close is never closed.
  expect([[...running], Contents.alive.size, windows()]).toEqual([[2], 2, 1])
  view.close()
  expect([[...running], Contents.alive.size, windows()]).toEqual([[], 0, 0])
})

test('[VIEW-25] closed with the app while it comes up, it leaves nothing behind', async () => {
  const { running, start, view, windows } = openViews()
  const opened = view.open(request)
  await settle()
  view.close()
  for (const go of start) go()
  expect(await opened).toBe(true)
  expect([[...running], Contents.alive.size, windows()]).toEqual([[], 0, 0])
})
