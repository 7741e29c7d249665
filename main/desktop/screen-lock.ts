// Learns from the session bus whether the screen is locked, where the desktop tells it there and Electron does not.
import { findOwner } from './notifications/session-bus.ts'
import type { SessionBus } from './notifications/session-bus.ts'

export interface ScreenLock {
  /** False where no screen saver is on the bus. */
  isLocked(): boolean
  onChange(listener: () => void): void
  /** Ends when the first look is done. Never rejects. */
  readonly settled: Promise<void>
  stop(): void
}

const savers = [
  { name: 'org.freedesktop.ScreenSaver', path: '/org/freedesktop/ScreenSaver' },
  { name: 'org.gnome.ScreenSaver', path: '/org/gnome/ScreenSaver' },
] as const
const answerTimeoutMs = 2_000

/** A screen saver that is on counts as locked: nobody reads the screen then, and somebody else may pass by. */
export function createScreenLock(bus: SessionBus | null): ScreenLock {
  if (bus === null) return { ...nothingKnown, settled: Promise.resolve(), stop: () => undefined }
  return new BusScreenLock(bus)
}

const nothingKnown = { isLocked: () => false, onChange: () => undefined } as const

class BusScreenLock implements ScreenLock {
  readonly settled: Promise<void>
  readonly #bus: SessionBus
  readonly #active = new Map<string, boolean>()
  /** Unique names of those who own a saver's name: any program may send a signal. */
  readonly #owners = new Map<string, string>()
  readonly #listeners: (() => void)[] = []

  constructor(bus: SessionBus) {
    this.#bus = bus
    bus.onSignal(({ sender, interface: name, member, body }) => {
      if (sender === 'org.freedesktop.DBus' && member === 'NameOwnerChanged') {
        return this.#onOwner(body)
      }
      if (member !== 'ActiveChanged' || this.#owners.get(name) !== sender) return
      if (typeof body[0] === 'boolean') this.#set(name, body[0])
    })
    bus.onClosed(() => savers.forEach(({ name }) => this.#set(name, false)))
    this.settled = Promise.all(savers.map((saver) => this.#meet(saver))).then(() => undefined)
  }

  isLocked(): boolean {
    return [...this.#active.values()].some(Boolean)
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener)
  }

  stop(): void {
    this.#bus.close()
  }

  async #meet(saver: (typeof savers)[number]): Promise<void> {
    const { name } = saver
    const changed = `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${name}'`
    await this.#bus.listen(`type='signal',interface='${name}'`).catch(() => undefined)
    await this.#bus.listen(changed).catch(() => undefined)
    await this.#look(saver)
  }

  async #look({ name, path }: (typeof savers)[number]): Promise<void> {
    const owner = await findOwner(this.#bus, name)
    if (owner === null) return
    this.#owners.set(name, owner)
    const call = { destination: name, path, interface: name, member: 'GetActive' }
    const answer = await this.#bus.call(call, answerTimeoutMs).catch(() => [])
    if (typeof answer[0] === 'boolean') this.#set(name, answer[0])
  }

  #onOwner([name, , owner]: readonly unknown[]): void {
    const saver = savers.find((one) => one.name === name)
    if (saver === undefined || typeof owner !== 'string') return
    this.#owners.delete(saver.name)
    // One that went away cannot say that the screen was unlocked.
    if (owner === '') this.#set(saver.name, false)
    else void this.#look(saver)
  }

  #set(name: string, active: boolean): void {
    const before = this.isLocked()
    this.#active.set(name, active)
    if (this.isLocked() !== before) this.#listeners.forEach((listener) => listener())
  }
}
