// Proves that every page and session loses what none of ours needs, and that no page is made elsewhere.
import { EventEmitter } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { App, Session, WebContents } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import { hardenApp, hardenCommandLine, hardenSession } from '../../main/desktop/hardening.ts'
import { buildMenuTemplate } from '../../main/desktop/menu.ts'
import { buildWebPreferences } from '../../main/desktop/web-preferences.ts'
import { stepZoom } from '../../main/desktop/zoom.ts'

class FakeContents extends EventEmitter {
  openHandler: ((details: unknown) => unknown) | null = null
  webRtcPolicy = ''
  setWindowOpenHandler(handler: (details: unknown) => unknown): void {
    this.openHandler = handler
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy
  }
}

function fakeSession() {
  const handlers: Record<string, (...args: never[]) => unknown> = {}
  const set = (name: string) => (handler: (...args: never[]) => unknown) =>
    void (handlers[name] = handler)
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: set('request'),
    setPermissionCheckHandler: set('check'),
    setDevicePermissionHandler: set('device'),
    setDisplayMediaRequestHandler: set('display'),
    setSpellCheckerEnabled: vi.fn(),
    setSpellCheckerLanguages: vi.fn(),
  })
  return { session: session as unknown as Session, emitter: session, handlers }
}

describe('hardening', () => {
  test('[DSK-04] every new page loses navigation, windows and webviews', () => {
    const app = new EventEmitter()
    hardenApp(app as unknown as Pick<App, 'on'>, new WeakSet())
    const contents = new FakeContents()
    app.emit('web-contents-created', {}, contents as unknown as WebContents)
    for (const name of [
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
    ]) {
      const preventDefault = vi.fn()
      contents.emit(name, { preventDefault, url: 'app://countersign/' })
      // Dies if: one of the four guards is dropped, or an address is excepted.
      expect([name, preventDefault.mock.calls.length]).toEqual([name, 1])
    }
    expect(contents.openHandler?.({ url: 'app://countersign/' })).toEqual({ action: 'deny' })
    expect(contents.webRtcPolicy).toBe('disable_non_proxied_udp')
  })

  test('[DSK-05] every permission is denied on every new session, also one nobody knows', () => {
    const app = new EventEmitter()
    hardenApp(app as unknown as Pick<App, 'on'>, new WeakSet())
    const { session, emitter, handlers } = fakeSession()
    app.emit('session-created', session)
    const permissions = [
      'clipboard-read',
      'media',
      'notifications',
      'openExternal',
      'hid',
      'usb',
      'fileSystem',
      'made-up',
    ]
    for (const permission of permissions) {
      const answered = vi.fn()
      handlers['request']?.(...([{}, permission, answered] as never[]))
      // Dies if: an allow-list with an entry comes in.
      expect(answered).toHaveBeenCalledWith(false)
      expect(handlers['check']?.(...([{}, permission] as never[]))).toBe(false)
    }
    expect(handlers['device']?.()).toBe(false)
    const display = vi.fn()
    handlers['display']?.(...([{}, display] as never[]))
    expect(display).toHaveBeenCalledWith(null)
    const download = { preventDefault: vi.fn() }
    emitter.emit('will-download', download)
    expect(download.preventDefault).toHaveBeenCalled()
  })

  test('[VIEW-24] only a page of a remote session may go on to others; windows and webviews it gets none', () => {
    const app = new EventEmitter()
    const remote = new WeakSet<Session>()
    const { session } = fakeSession()
    remote.add(session)
    hardenApp(app as unknown as Pick<App, 'on'>, remote)
    const contents = Object.assign(new FakeContents(), { session })
    app.emit('web-contents-created', {}, contents)
    // Dies if: the exception is made for every session, or reaches further than navigation.
    expect(contents.listenerCount('will-navigate')).toBe(0)
    expect(contents.listenerCount('will-attach-webview')).toBe(1)
    expect(contents.openHandler?.({ url: 'https://bank.example/' })).toEqual({ action: 'deny' })
    expect(contents.webRtcPolicy).toBe('disable_non_proxied_udp')
  })

  test('[DSK-17] no page may look up a name but the one that leads to our proxy', () => {
    const appendSwitch = vi.fn()
    hardenCommandLine({ appendSwitch }, 'q7.invalid')
    expect(appendSwitch).toHaveBeenCalledWith(
      'host-resolver-rules',
      'MAP q7.invalid 127.0.0.1, MAP * ~NOTFOUND',
    )
  })

  test('[DSK-05] a session can be hardened twice without harm', () => {
    const { session } = fakeSession()
    hardenSession(session)
    expect(() => hardenSession(session)).not.toThrow()
  })
})

describe('web preferences', () => {
  test('[DSK-06] are sandboxed and isolated, with developer tools only from sources', () => {
    expect(buildWebPreferences({ preload: '/p.cjs', packaged: true })).toEqual({
      preload: '/p.cjs',
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
      disableDialogs: true,
      devTools: false,
    })
    // Dies if: a page that is not ours gets a preload.
    expect(buildWebPreferences({ preload: null, packaged: true })).not.toHaveProperty('preload')
    expect(buildWebPreferences({ preload: '/p.cjs', packaged: false }).devTools).toBe(true)
  })

  test('[DSK-06] come from the one factory, in files that are known to make pages', () => {
    const makers = mainFiles().filter((file) =>
      /new [\w.]*(BrowserWindow|WebContentsView|BrowserView)\(/.test(file.text),
    )
    expect(makers.map((file) => file.name).sort()).toEqual([
      'app-window.ts',
      'approval-view.ts',
      'bar.ts',
      'passkey-ceremony.ts',
      'remote-page.ts',
    ])
    for (const file of mainFiles()) {
      const uses = file.text.match(/webPreferences:\s*\w+/g) ?? []
      // Dies if: a window is made with preferences of its own.
      expect([file.name, uses.filter((use) => !use.endsWith('buildWebPreferences'))]).toEqual([
        file.name,
        [],
      ])
      expect([file.name, /showItemInFolder|\.sendSync/.test(file.text)]).toEqual([file.name, false])
      // Dies if: a path is opened anywhere else than by the one file for the one fixed folder.
      const opensPaths = file.name !== 'data-folder.ts' && /openPath/.test(file.text)
      expect([file.name, opensPaths]).toEqual([file.name, false])
    }
  })
})

function mainFiles(): { name: string; text: string }[] {
  const folder = path.join(import.meta.dirname, '..', '..', 'main')
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => ({
      name: entry.name,
      text: readFileSync(path.join(entry.parentPath, entry.name), 'utf8'),
    }))
}

describe('the menu', () => {
  test.each(['linux', 'darwin', 'win32'] as const)(
    '[DSK-07] on %s has no reload, no developer tools',
    (platform) => {
      const template = buildMenuTemplate(platform, {
        zoom: vi.fn(),
        paused: false,
        pauseAgents: vi.fn(),
        askResume: vi.fn(),
        quit: vi.fn(),
      })
      const roles = JSON.stringify(template)
      // Dies if: a standard view menu is used.
      expect(roles).not.toMatch(/reload|toggleDevTools|viewMenu|fileMenu/i)
      expect(roles).toMatch(/"copy"/)
    },
  )

  test('[DSK-07] zoom goes in steps and stays between 100 and 200 percent', () => {
    const up = [1, 1.1, 1.25, 1.5, 1.75, 2].map((factor) => stepZoom(factor, 'in'))
    expect(up).toEqual([1.1, 1.25, 1.5, 1.75, 2, 2])
    expect([2, 1.1, 1].map((factor) => stepZoom(factor, 'out'))).toEqual([1.75, 1, 1])
    expect(stepZoom(1.100000023841858, 'in')).toBe(1.25)
    expect(stepZoom(1.75, 'reset')).toBe(1)
  })
})
