// Windows and views that remember what was done to them, in place of Electron's.
import { EventEmitter } from 'node:events'
import type { ElectronMain } from '../../main/desktop/desktop-options.ts'

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

export class FakeFrame {
  url: string
  origin: string
  constructor(origin: string) {
    this.url = `${origin}/`
    this.origin = origin
  }
}

export class FakeContents extends EventEmitter {
  readonly ipc = new EventEmitter()
  mainFrame = new FakeFrame('about:blank')
  loaded: string[] = []
  zoom = 1
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url)
    this.mainFrame = new FakeFrame(url.replace(/\/$/, ''))
  }
  async setVisualZoomLevelLimits(): Promise<void> {}
  setZoomFactor(factor: number): void {
    this.zoom = factor
  }
  getZoomFactor(): number {
    return this.zoom
  }
  isDestroyed(): boolean {
    return false
  }
}

export class FakeView {
  readonly webContents = new FakeContents()
  readonly options: Record<string, unknown>
  bounds: Bounds = { x: 0, y: 0, width: 0, height: 0 }
  visible = true
  constructor(options: Record<string, unknown>) {
    this.options = options
  }
  setVisible(visible: boolean): void {
    this.visible = visible
  }
  setBounds(bounds: Bounds): void {
    this.bounds = bounds
  }
  getBounds(): Bounds {
    return this.bounds
  }
}

export class FakeWindow extends EventEmitter {
  static made: FakeWindow[] = []
  readonly webContents = new FakeContents()
  readonly options: Record<string, unknown>
  readonly did: string[] = []
  readonly children: unknown[] = []
  readonly contentView = {
    addChildView: (view: unknown) => void this.children.push(view),
    removeChildView: (view: unknown) => void this.children.splice(this.children.indexOf(view), 1),
  }
  visible = false
  minimized = false
  focused = false
  constructor(options: Record<string, unknown>) {
    super()
    this.options = options
    FakeWindow.made.push(this)
  }
  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }
  show(): void {
    this.did.push('show')
    this.visible = true
    this.emit('show')
  }
  showInactive(): void {
    this.did.push('showInactive')
    this.visible = true
    this.emit('show')
  }
  hide(): void {
    this.did.push('hide')
    this.visible = false
  }
  focus(): void {
    this.did.push('focus')
    this.focused = true
  }
  restore(): void {
    this.minimized = false
  }
  flashFrame(on: boolean): void {
    this.did.push(`flash ${String(on)}`)
  }
  isVisible(): boolean {
    return this.visible
  }
  isMinimized(): boolean {
    return this.minimized
  }
  isFocused(): boolean {
    return this.focused
  }
  isDestroyed(): boolean {
    return false
  }
  bounds: Bounds = { x: 0, y: 0, width: 460, height: 720 }
  getBounds(): Bounds {
    return this.bounds
  }
  setBounds(bounds: Bounds): void {
    this.bounds = bounds
  }
  getContentBounds(): Bounds {
    return { x: 0, y: 0, width: 1280, height: 820 }
  }
  /** A person presses the close button; true when the window would really close. */
  pressClose(): boolean {
    let closes = true
    this.emit('close', { preventDefault: () => (closes = false) })
    return closes
  }
}

/** The part of Electron that windows and views need. */
export function fakeElectron(): ElectronMain {
  FakeWindow.made = []
  return {
    app: Object.assign(new EventEmitter(), { isPackaged: true, dock: undefined }),
    nativeTheme: { shouldUseDarkColors: false },
    screen: Object.assign(new EventEmitter(), {
      getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
      getCursorScreenPoint: () => ({ x: 1900, y: 1030 }),
    }),
    BrowserWindow: FakeWindow,
    BaseWindow: FakeWindow,
    WebContentsView: FakeView,
  } as unknown as ElectronMain
}
