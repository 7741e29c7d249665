// Decides when it is worth a write that an agent was heard of: its clients may take turns, and may call themselves anything.
import type { AgentClient } from '../../shared/model/agent.ts'

/** What is written of one client says "a minute ago" at the most. */
const seenEveryMs = 60_000
/** Programs that use the secret of one agent; more names than these within a minute are an agent that makes them up. */
const mostClients = 10

export interface SeenClients {
  /** True where it was written less than a minute ago, or too many others of this agent were. */
  isKnown(agentId: string, client: AgentClient, nowMs: number): boolean
  /** Call after it was written. */
  note(agentId: string, client: AgentClient, nowMs: number): void
}

export function createSeenClients(): SeenClients {
  const seen = new Map<string, Map<string, number>>()
  return {
    isKnown: (agentId, client, nowMs) => {
      const own = seen.get(agentId) ?? new Map<string, number>()
      for (const [key, atMs] of own) {
        // A clock that was set back must not hide it until it has caught up.
        if (nowMs < atMs || nowMs - atMs >= seenEveryMs) own.delete(key)
      }
      return own.has(keyOf(client)) || own.size >= mostClients
    },
    note: (agentId, client, nowMs) => {
      const own = seen.get(agentId) ?? new Map<string, number>()
      seen.set(agentId, own.set(keyOf(client), nowMs))
    },
  }
}

const keyOf = (client: AgentClient): string => JSON.stringify(client)
