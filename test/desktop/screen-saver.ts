// Plays the desktop's screen saver: owns its name on the session bus, and locks and unlocks as a person away would.
import net from 'node:net'
import { createClient } from '@homebridge/dbus-native'
import { findSessionBus } from '../../main/desktop/notifications/bus-address.ts'

export interface ScreenSaver {
  /** Tells everybody on the bus. */
  lock(on: boolean): void
  stop(): void
}

const name = 'org.gnome.ScreenSaver'
const path = '/org/gnome/ScreenSaver'

/** The part of the library that its types leave out: serving objects. */
type ServingBus = ReturnType<typeof createClient> & {
  requestName(name: string, flags: number, done: (error: unknown) => void): void
  exportInterface(object: object, path: string, description: object): void
  sendSignal(path: string, name: string, member: string, signature: string, body: unknown[]): void
}

export async function startScreenSaver(env: Record<string, string>): Promise<ScreenSaver> {
  const socketPath = findSessionBus(env)
  if (socketPath === null) throw new Error('There is no session bus.')
  const stream = net.createConnection(socketPath)
  const bus = createClient({ stream }) as ServingBus
  bus.connection.on('error', () => undefined)
  let active = false
  bus.exportInterface({ GetActive: () => active }, path, {
    name,
    methods: { GetActive: ['', 'b', [], ['active']] },
    signals: {},
    properties: {},
  })
  await new Promise<void>((resolve, reject) => {
    bus.requestName(name, 0, (error) => {
      if (error) reject(new Error('The name of the screen saver was refused.', { cause: error }))
      else resolve()
    })
  })
  return {
    lock: (on) => {
      active = on
      bus.sendSignal(path, name, 'ActiveChanged', 'b', [on])
    },
    stop: () => void stream.destroy(),
  }
}
