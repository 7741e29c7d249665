// A session bus with a notification service in memory, which a test can make silent, wrong or gone.
import type {
  BusCall,
  BusSignal,
  SessionBus,
} from '../../main/desktop/notifications/session-bus.ts'

export const serviceName = 'org.freedesktop.Notifications'
export const serviceOwner = ':1.7'

export class FakeBus implements SessionBus {
  readonly calls: BusCall[] = []
  capabilities = ['actions', 'body', 'body-markup']
  present = true
  silent = false
  nextId = 1
  closed = false
  readonly #signalListeners: ((signal: BusSignal) => void)[] = []
  readonly #closedListeners: (() => void)[] = []

  async call(call: BusCall): Promise<readonly unknown[]> {
    this.calls.push(call)
    // Stands for the call's own time-out.
    if (this.silent) throw new Error(`no answer to ${call.member}`)
    if (call.member === 'GetNameOwner') return this.present ? [serviceOwner] : this.#fail()
    if (call.destination !== serviceName) return []
    if (!this.present) return this.#fail()
    if (call.member === 'GetCapabilities') return [this.capabilities]
    if (call.member === 'GetServerInformation') return ['fake', 'nobody', '1.2', '1.2']
    return call.member === 'Notify' ? [this.nextId++] : []
  }

  async listen(): Promise<void> {
    if (this.silent) throw new Error('no answer to AddMatch')
  }
  onSignal(listener: (signal: BusSignal) => void): void {
    this.#signalListeners.push(listener)
  }
  onClosed(listener: () => void): void {
    this.#closedListeners.push(listener)
  }
  close(): void {
    this.closed = true
    this.#closedListeners.forEach((listener) => listener())
  }

  emit(member: string, body: readonly unknown[], sender = serviceOwner): void {
    const fromBus = sender === 'org.freedesktop.DBus'
    const signal = { sender, interface: fromBus ? sender : serviceName, member, body }
    this.#signalListeners.forEach((listener) => listener(signal))
  }
  vanish(): void {
    this.present = false
    this.emit('NameOwnerChanged', [serviceName, serviceOwner, ''], 'org.freedesktop.DBus')
  }
  appear(): void {
    this.present = true
    this.emit('NameOwnerChanged', [serviceName, '', serviceOwner], 'org.freedesktop.DBus')
  }
  notified(): (readonly unknown[])[] {
    return this.calls.filter((call) => call.member === 'Notify').map((call) => call.body ?? [])
  }
  /** The action names of the last notification. */
  lastActions(): string[] {
    return (this.notified().at(-1)?.[5] ?? []) as string[]
  }
  #fail(): never {
    throw new Error('org.freedesktop.DBus.Error.ServiceUnknown')
  }
}
