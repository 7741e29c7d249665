// A small client of the D-Bus session bus: calls with a time-out, signals with their sender.
import net from 'node:net'
import { createClient } from '@homebridge/dbus-native'
import { z } from 'zod'
import type { Clock } from '../../../shared/model/ports.ts'

export interface BusCall {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature?: string
  readonly body?: readonly unknown[]
}
export interface BusSignal {
  /** The unique name the bus itself vouches for. */
  readonly sender: string
  readonly interface: string
  readonly member: string
  readonly body: readonly unknown[]
}
export interface SessionBus {
  /** The values of the answer. Rejects on an error, after `timeoutMs`, or when the bus is gone. */
  call(call: BusCall, timeoutMs: number): Promise<readonly unknown[]>
  /** Asks the bus for signals that match (a match rule). */
  listen(rule: string): Promise<void>
  onSignal(listener: (signal: BusSignal) => void): void
  onClosed(listener: () => void): void
  close(): void
}

const busService = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const
const busTimeoutMs = 2_000
const signalType = 4

const signalSchema = z.object({
  type: z.literal(signalType),
  sender: z.string(),
  interface: z.string(),
  member: z.string(),
  body: z.array(z.unknown()).default([]),
})

/** Connects to the socket of the bus. Calls queue until the connection stands; a dead socket rejects them. */
export function connectSessionBus(socketPath: string, clock: Pick<Clock, 'after'>): SessionBus {
  const bus = createClient({ stream: net.createConnection(socketPath) })
  const closedListeners: (() => void)[] = []
  const pending = new Set<() => void>()
  let closed = false
  const onGone = (): void => {
    if (closed) return
    closed = true
    pending.forEach((fail) => fail())
    closedListeners.forEach((listener) => listener())
  }
  bus.connection.on('error', onGone)
  bus.connection.on('end', onGone)
  bus.connection.stream.on('close', onGone)

  const call: SessionBus['call'] = (message, timeoutMs) =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new Error('the session bus is gone'))
      const fail = (): void => settle(() => reject(new Error(`no answer to ${message.member}`)))
      const cancel = clock.after(timeoutMs, fail)
      const settle = (finish: () => void): void => {
        cancel()
        pending.delete(fail)
        finish()
      }
      pending.add(fail)
      bus.invoke(toWire(message), (error: unknown, ...values: unknown[]) =>
        settle(() => (error ? reject(toError(error)) : resolve(values))),
      )
    })
  return {
    call,
    listen: async (rule) => {
      await call({ ...busService, member: 'AddMatch', signature: 's', body: [rule] }, busTimeoutMs)
    },
    onSignal: (listener) =>
      void bus.connection.on('message', (message: unknown) => {
        const signal = signalSchema.safeParse(message)
        if (signal.success) listener(signal.data)
      }),
    onClosed: (listener) => void closedListeners.push(listener),
    close: () => void bus.connection.stream.destroy(),
  }
}

/** The unique name of who owns `name`, or null. */
export async function findOwner(
  bus: Pick<SessionBus, 'call'>,
  name: string,
): Promise<string | null> {
  try {
    const call = { ...busService, member: 'GetNameOwner', signature: 's', body: [name] }
    const [owner] = await bus.call(call, busTimeoutMs)
    return typeof owner === 'string' ? owner : null
  } catch {
    return null
  }
}

/** The library fails on a signature without a body and a body without a signature. */
function toWire(call: BusCall): Record<string, unknown> {
  const { signature, body, ...rest } = call
  return signature === undefined ? rest : { ...rest, signature, body: body ?? [] }
}

function toError(error: unknown): Error {
  if (error instanceof Error) return error
  const named = z.object({ name: z.string(), message: z.string() }).safeParse(error)
  return new Error(named.success ? `${named.data.name}: ${named.data.message}` : 'D-Bus error')
}
