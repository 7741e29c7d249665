// The part of @homebridge/dbus-native that its own types leave out.
import type { BusConnection, MessageBus } from '@homebridge/dbus-native'
import type { Duplex } from 'node:stream'

declare module '@homebridge/dbus-native' {
  export function createClient(options: {
    stream: Duplex
  }): MessageBus & { connection: BusConnection }
}
