// Proves that a lock told on the session bus is heard from the screen saver itself and from nobody else.
import { describe, expect, test, vi } from 'vitest'
import type {
  BusCall,
  BusSignal,
  SessionBus,
} from '../../main/desktop/notifications/session-bus.ts'
import { createScreenLock } from '../../main/desktop/screen-lock.ts'

class SaverBus implements SessionBus {
  /** Unique name of who owns each name. */
  readonly owners = new Map<string, string>()
  readonly active = new Map<string, boolean>()
  readonly rules: string[] = []
  #tell: (signal: BusSignal) => void = () => undefined
  #gone: () => void = () => undefined
  async call({ destination, member, body }: BusCall): Promise<readonly unknown[]> {
    if (member === 'GetNameOwner') {
      const owner = this.owners.get(String(body?.[0]))
      if (owner === undefined) throw new Error('NameHasNoOwner')
      return [owner]
    }
    return [this.active.get(destination)]
  }
  async listen(rule: string): Promise<void> {
    this.rules.push(rule)
  }
  onSignal(listener: (signal: BusSignal) => void): void {
    this.#tell = listener
  }
  onClosed(listener: () => void): void {
    this.#gone = listener
  }
  close(): void {
    this.#gone()
  }
  emit(sender: string, name: string, member: string, body: unknown[]): void {
    this.#tell({ sender, interface: name, member, body })
  }
}

const gnome = 'org.gnome.ScreenSaver'
const free = 'org.freedesktop.ScreenSaver'

async function open(active: Record<string, boolean>) {
  const bus = new SaverBus()
  for (const [name, on] of Object.entries(active)) {
    bus.owners.set(name, `:${name}`)
    bus.active.set(name, on)
  }
  const lock = createScreenLock(bus)
  const heard = vi.fn()
  lock.onChange(heard)
  await lock.settled
  return { bus, heard, lock }
}

describe('the screen lock on the session bus', () => {
  test.each([gnome, free])('[NOTE-06] %s is asked at the start and listened to', async (name) => {
    const { bus, heard, lock } = await open({ [name]: true })
    expect(lock.isLocked()).toBe(true)
    bus.emit(`:${name}`, name, 'ActiveChanged', [false])
    expect(lock.isLocked()).toBe(false)
    bus.emit(`:${name}`, name, 'ActiveChanged', [true])
    expect([lock.isLocked(), heard.mock.calls.length]).toEqual([true, 3])
  })

  test('[NOTE-06] another program cannot say that the screen was unlocked', async () => {
    const { bus, lock } = await open({ [gnome]: true })
    // Dies if: the sender is not compared with the owner of the name.
    bus.emit(':evil', gnome, 'ActiveChanged', [false])
    bus.emit(':evil', 'org.freedesktop.DBus', 'NameOwnerChanged', [gnome, `:${gnome}`, ''])
    bus.emit(`:${gnome}`, gnome, 'ActiveChanged', ['no'])
    bus.emit(`:${gnome}`, gnome, 'ActiveChanged', [])
    expect(lock.isLocked()).toBe(true)
  })

  test('[NOTE-06] one that comes later is met, one that goes does not lock for ever', async () => {
    const { bus, lock } = await open({})
    expect(lock.isLocked()).toBe(false)
    bus.owners.set(free, ':9')
    bus.active.set(free, true)
    bus.emit('org.freedesktop.DBus', 'org.freedesktop.DBus', 'NameOwnerChanged', [free, '', ':9'])
    await vi.waitFor(() => expect(lock.isLocked()).toBe(true))
    bus.emit('org.freedesktop.DBus', 'org.freedesktop.DBus', 'NameOwnerChanged', [free, ':9', ''])
    expect(lock.isLocked()).toBe(false)
    const { bus: closing, lock: other } = await open({ [gnome]: true })
    closing.close()
    expect(other.isLocked()).toBe(false)
    expect(createScreenLock(null).isLocked()).toBe(false)
  })
})
