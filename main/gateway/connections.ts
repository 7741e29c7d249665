// Keeps count of the gateway's open connections: who may stay when there is no room, and whose each of them is.
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Clock } from '../../shared/model/ports.ts'
import type { GatewayLimits } from './gateway-limits.ts'
import { buildRawRefusal } from './refusal.ts'

export interface Connections {
  /** Takes it up, or answers 503 and closes it. */
  onConnection(socket: Socket): void
  /** False for one that was not taken up. */
  has(socket: Socket): boolean
  /** Says whose it is, from its secret; false when that agent has too many. */
  claim(socket: Socket, agentId: string): boolean
  closeAll(): void
}

interface Held {
  readonly sinceMs: number
  agentId: string | null
}

type Limits = Pick<GatewayLimits, 'connections' | 'connectionsPerAgent' | 'graceMs'>

/** Whoever holds connections open without a secret gives way: they cannot keep an agent out (threat 156). */
export function createConnections(clock: Pick<Clock, 'monotonicMs'>, limits: Limits): Connections {
  /** Oldest first. */
  const held = new Map<Socket, Held>()
  const makeRoom = (nowMs: number): boolean => {
    if (held.size < limits.connections) return true
    for (const [socket, { agentId, sinceMs }] of held) {
      if (agentId !== null) continue
      if (nowMs - sinceMs < limits.graceMs) return false
      held.delete(socket)
      socket.destroy()
      return true
    }
    return false
  }
  const countOf = (agentId: string): number =>
    [...held.values()].filter((each) => each.agentId === agentId).length
  return {
    onConnection(socket) {
      const nowMs = clock.monotonicMs()
      if (!makeRoom(nowMs)) return endWith(socket, buildRawRefusal('busy'))
      held.set(socket, { sinceMs: nowMs, agentId: null })
      socket.once('close', () => held.delete(socket))
    },
    has: (socket) => held.has(socket),
    claim(socket, agentId) {
      const own = held.get(socket)
      if (own === undefined) return false
      if (own.agentId === agentId) return true
      if (countOf(agentId) >= limits.connectionsPerAgent) return false
      own.agentId = agentId
      return true
    },
    closeAll() {
      for (const socket of held.keys()) socket.destroy()
      held.clear()
    },
  }
}

/** Sends the last words of a connection and closes it, whether or not the other side listens. */
export function endWith(socket: Duplex, words: string): void {
  socket.on('error', () => socket.destroy())
  if (socket.writable) socket.end(words, () => socket.destroy())
  else socket.destroy()
}
