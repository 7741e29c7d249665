// Plays the desktop's tray: owns the watcher's name on the session bus, reads the app's item and presses its menu.
import net from 'node:net'
import { createClient } from '@homebridge/dbus-native'
import { z } from 'zod'
import { findSessionBus } from '../../main/desktop/notifications/bus-address.ts'

/** One entry of the tray's menu, as the desktop would draw it. */
export interface TrayItem {
  readonly id: number
  readonly label: string
  readonly enabled: boolean
}

export interface TrayWatcher {
  /** True once the app has put its icon there. */
  isRegistered(): boolean
  loadTooltip(): Promise<string>
  /** Separators left out. */
  loadMenu(): Promise<TrayItem[]>
  /** Clicks the entry as a desktop does. Rejects when there is none of that label. */
  press(label: string): Promise<void>
  stop(): void
}

const watcher = 'org.kde.StatusNotifierWatcher'
const item = { path: '/StatusNotifierItem', interface: 'org.kde.StatusNotifierItem' } as const
const menu = { path: '/com/canonical/dbusmenu', interface: 'com.canonical.dbusmenu' } as const
const answerTimeoutMs = 5_000

/** The part of the library that its types leave out: serving objects. */
type ServingBus = ReturnType<typeof createClient> & {
  requestName(name: string, flags: number, done: (error: unknown) => void): void
  exportInterface(object: object, path: string, description: object): void
}
interface Call {
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature: string
  readonly body: readonly unknown[]
}

/** The library gives a variant as its type and a list with the one value. */
const variantSchema = z
  .tuple([z.unknown(), z.tuple([z.unknown()])])
  .transform(([, [value]]) => value)
const tooltipSchema = z.tuple([z.string(), z.array(z.unknown()), z.string(), z.string()])
const entrySchema = z.tuple([
  z.number(),
  z.array(z.tuple([z.string(), variantSchema])),
  z.array(z.unknown()),
])

/** Takes the watcher's name on the bus of this environment; the app has to be started afterwards. */
export async function startTrayWatcher(env: Record<string, string>): Promise<TrayWatcher> {
  const socketPath = findSessionBus(env)
  if (socketPath === null) throw new Error('There is no session bus.')
  const stream = net.createConnection(socketPath)
  const bus = createClient({ stream }) as ServingBus
  bus.connection.on('error', () => undefined)
  let destination: string | null = null
  serveWatcher(bus, (sender) => {
    destination = sender
  })
  await requestName(bus)
  const ask = (call: Call): Promise<readonly unknown[]> => {
    if (destination === null) throw new Error('The app has put no icon into the tray.')
    return invoke(bus, { ...call, destination })
  }
  const loadMenu = async (): Promise<TrayItem[]> => {
    const body = [0, -1, []]
    const [, root] = await ask({ ...menu, member: 'GetLayout', signature: 'iias', body })
    return readEntries(root)
  }
  return {
    isRegistered: () => destination !== null,
    loadTooltip: async () => {
      const call = { path: item.path, interface: 'org.freedesktop.DBus.Properties', member: 'Get' }
      const body = [item.interface, 'ToolTip']
      const [value] = await ask({ ...call, signature: 'ss', body })
      return tooltipSchema.parse(variantSchema.parse(value))[2]
    },
    loadMenu,
    press: async (label) => {
      const entry = (await loadMenu()).find((one) => one.label === label)
      if (entry === undefined) throw new Error(`The tray has no “${label}”.`)
      const body = [entry.id, 'clicked', ['s', ''], 0]
      await ask({ ...menu, member: 'Event', signature: 'isvu', body })
    },
    stop: () => void stream.destroy(),
  }
}

function serveWatcher(bus: ServingBus, onItem: (sender: string) => void): void {
  const object = {
    IsStatusNotifierHostRegistered: true,
    ProtocolVersion: 0,
    RegisteredStatusNotifierItems: [],
    RegisterStatusNotifierItem: (_service: string, message: { sender: string }) => {
      onItem(message.sender)
    },
    RegisterStatusNotifierHost: () => undefined,
  }
  bus.exportInterface(object, '/StatusNotifierWatcher', {
    name: watcher,
    methods: {
      RegisterStatusNotifierItem: ['s', ''],
      RegisterStatusNotifierHost: ['s', ''],
    },
    properties: {
      IsStatusNotifierHostRegistered: 'b',
      ProtocolVersion: 'i',
      RegisteredStatusNotifierItems: 'as',
    },
    signals: {},
  })
}

function requestName(bus: ServingBus): Promise<void> {
  return new Promise((resolve, reject) => {
    bus.requestName(watcher, 0, (error) => {
      if (error) reject(new Error('The name of the tray watcher was refused.', { cause: error }))
      else resolve()
    })
  })
}

function invoke(
  bus: ServingBus,
  call: Call & { readonly destination: string },
): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const slow = setTimeout(() => reject(new Error(`no answer to ${call.member}`)), answerTimeoutMs)
    bus.invoke(call, (error: unknown, ...values: unknown[]) => {
      clearTimeout(slow)
      if (error) reject(new Error(`${call.member}: ${JSON.stringify(error)}`))
      else resolve(values)
    })
  })
}

function readEntries(root: unknown): TrayItem[] {
  const [, , children] = entrySchema.parse(root)
  return children.flatMap((child) => {
    const [id, pairs] = entrySchema.parse(variantSchema.parse(child))
    const properties = new Map(pairs)
    if (properties.get('type') === 'separator') return []
    const label = String(properties.get('label') ?? '')
    return [{ id, label, enabled: properties.get('enabled') !== false }]
  })
}
