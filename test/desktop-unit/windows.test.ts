// Proves how the app window closes and draws attention, and when the approval view counts as on screen.
import { describe, expect, test, vi } from 'vitest'
import { visibilityChannel } from '../../shared/bridge.ts'
import type { ShownGate } from '../../main/interaction/queue.ts'
import { createAppWindow } from '../../main/desktop/app-window.ts'
import { createApprovalView } from '../../main/desktop/approval-view.ts'
import { createLifetime } from '../../main/desktop/lifetime.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { FakeFrame, FakeWindow, fakeElectron } from './fake-electron.ts'
import type { FakeContents } from './fake-electron.ts'

const nowhere = { x: 0, y: 0, width: 0, height: 0 }

function openDesktop() {
  const electron = fakeElectron()
  const clock = createVirtualClock()
  const state = { quitting: false, canHide: true }
  const quit = vi.fn()
  const options = {
    electron,
    clock,
    log: () => undefined,
    paths: { preloadFolder: '/out/preload', rendererFolder: '/out/renderer' },
    lifetime: { isQuitting: () => state.quitting, quit },
  }
  const appWindow = createAppWindow({ ...options, canHide: () => state.canHide, startHidden: true })
  const approvalView = createApprovalView({ ...options, appWindow, trayBounds: () => nowhere })
  const window = FakeWindow.made[0]
  if (window === undefined) throw new Error('no window was made')
  const contents = approvalView.contents as unknown as FakeContents
  const report = (visibility: string, frame: unknown = contents.mainFrame): void =>
    void contents.ipc.emit(visibilityChannel, { senderFrame: frame }, visibility)
  const isShown = (): boolean => {
    try {
      approvalView.gate.requireShown('i', 'd')
      return true
    } catch {
      return false
    }
  }
  const loseProcess = (type: string): void =>
    void electron.app.emit('child-process-gone', {}, { type, reason: 'killed' })
  return {
    appWindow,
    approvalView,
    clock,
    contents,
    isShown,
    loseProcess,
    quit,
    report,
    state,
    window,
  }
}

/** In the pane of a visible app window, painted and visible for long enough. */
function openShown() {
  const desktop = openDesktop()
  desktop.appWindow.show()
  desktop.approvalView.openInPane()
  desktop.approvalView.place({ x: 700, y: 0, width: 500, height: 600 })
  desktop.report('visible')
  desktop.approvalView.gate.onContent({ interactionId: 'i', digest: 'd' })
  desktop.approvalView.gate.onShown('i', 'd')
  desktop.clock.advance(500)
  expect(desktop.isShown()).toBe(true)
  return desktop
}

describe('the app window', () => {
  test('[DSK-19] hides on close where it can be found again, else the app quits', () => {
    const { window, state, quit } = openDesktop()
    expect(window.pressClose()).toBe(false)
    expect([window.did, quit.mock.calls.length]).toEqual([['hide'], 0])
    state.canHide = false
    // Dies if: the window hides where there is no tray.
    expect(window.pressClose()).toBe(true)
    expect(quit).toHaveBeenCalledTimes(1)
  })

  test('[DSK-19] never holds up a quit', () => {
    const { window, state } = openDesktop()
    state.quitting = true
    // Dies if: close is prevented while quitting (the app would hang).
    expect(window.pressClose()).toBe(true)
    const listeners: (() => void)[] = []
    const app = {
      on: vi.fn((_name: string, run: () => void) => listeners.push(run)),
      quit: vi.fn(),
    }
    const lifetime = createLifetime(app as unknown as Parameters<typeof createLifetime>[0])
    expect(lifetime.isQuitting()).toBe(false)
    listeners.forEach((run) => run())
    expect(lifetime.isQuitting()).toBe(true)
  })

  test('[DSK-14] draws attention without the keyboard', () => {
    const { appWindow, window } = openDesktop()
    appWindow.raise()
    // Dies if: raise uses show() or focus().
    expect(window.did).toEqual(['showInactive', 'flash true'])
    window.focus()
    window.did.length = 0
    appWindow.raise()
    expect(window.did).toEqual([])
  })

  test('[DSK-08] is loaded again when its page dies, and cannot rename its window', () => {
    const { window, clock } = openDesktop()
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    clock.advance(0)
    expect(window.webContents.loaded).toEqual(['app://countersign/', 'app://countersign/'])
    const preventDefault = vi.fn()
    window.emit('page-title-updated', { preventDefault })
    expect(preventDefault).toHaveBeenCalled()
  })
})

describe('the approval view', () => {
  type Desktop = ReturnType<typeof openDesktop>
  const closings: readonly (readonly [string, (desktop: Desktop) => void])[] = [
    [
      'the pane is placed away',
      ({ approvalView }) => approvalView.place({ x: 0, y: 0, width: 0, height: 0 }),
    ],
    [
      'the pane is too small',
      ({ approvalView }) => approvalView.place({ x: 0, y: 0, width: 200, height: 200 }),
    ],
    [
      'the pane is outside the window',
      ({ approvalView }) => approvalView.place({ x: 9_000, y: 0, width: 500, height: 600 }),
    ],
    ['the view is closed', ({ approvalView }) => approvalView.close()],
    ['the window is hidden', ({ window }) => window.hide()],
    ['the window is minimised', ({ window }) => void (window.minimized = true)],
    ['another window has the keyboard', ({ window }) => void (window.focused = false)],
    ['the page says it is covered', ({ report }) => report('hidden')],
    [
      'the page died',
      ({ contents }) => contents.emit('render-process-gone', {}, { reason: 'crashed' }),
    ],
    [
      'the page navigates',
      ({ contents }) =>
        contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false }),
    ],
  ]
  test.each(closings)('[DSK-08] does not count as shown once %s', (_name, close) => {
    const desktop = openShown()
    close(desktop)
    desktop.clock.advance(60_000)
    // Dies if: this is not part of being shown.
    expect(desktop.isShown()).toBe(false)
  })

  const disturbances: readonly (readonly [string, (desktop: Desktop) => void])[] = [
    ['moved', ({ approvalView }) => approvalView.place({ x: 600, y: 0, width: 500, height: 600 })],
    ['put into its own window', ({ approvalView }) => approvalView.openInWindow()],
    ['brought up with its window', ({ window }) => window.emit('focus')],
    ['carried along with its window', ({ window }) => window.emit('move')],
    ['zoomed', ({ approvalView }) => approvalView.zoomTo(1.5)],
  ]
  test.each(disturbances)('[DSK-08] counts anew when %s', (_name, disturb) => {
    const desktop = openShown()
    disturb(desktop)
    desktop.clock.advance(499)
    expect(desktop.isShown()).toBe(false)
    desktop.clock.advance(1)
    expect(desktop.isShown()).toBe(true)
  })

  test('[LATE-04] counts anew when the process that draws is gone, and no other', () => {
    const desktop = openShown()
    desktop.loseProcess('Utility')
    expect(desktop.isShown()).toBe(true)
    desktop.loseProcess('GPU')
    // Dies if: what was drawn by a process that is gone still counts as on screen.
    expect(desktop.isShown()).toBe(false)
    desktop.clock.advance(500)
    expect(desktop.isShown()).toBe(true)
  })

  test('[DSK-08] visibility is believed from its own main frame only', () => {
    const desktop = openShown()
    desktop.report('hidden')
    const strangers = [null, new FakeFrame('app://approval'), { ...desktop.contents.mainFrame }]
    for (const frame of strangers) desktop.report('visible', frame)
    desktop.clock.advance(60_000)
    // Dies if: the frame of the report is not compared.
    expect(desktop.isShown()).toBe(false)
  })

  test('opens where the person is, and its own window closes without an answer', () => {
    const { approvalView, appWindow, window } = openDesktop()
    approvalView.open()
    expect(approvalView.isStandalone()).toBe(true)
    const own = FakeWindow.made[1]
    expect([own?.children.length, window.children.length]).toEqual([1, 0])
    const closed = vi.fn()
    approvalView.onClosed(closed)
    expect(own?.pressClose()).toBe(false)
    expect([closed.mock.calls.length, approvalView.isStandalone(), own?.visible]).toEqual([
      1,
      false,
      false,
    ])
    appWindow.show()
    approvalView.open()
    expect([approvalView.isStandalone(), window.children.length]).toEqual([false, 1])
  })
})

/** Compiles only while the view's gate is what the interaction queue asks for. */
export const isTheGate = (view: ReturnType<typeof createApprovalView>): ShownGate => view.gate
