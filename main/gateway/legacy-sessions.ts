// The sessions of clients of 2025-11-25 and earlier: each belongs to one agent, and request ids are unique within it.
import type { Randomness } from '../../shared/model/ports.ts'
import type { EventStream } from './event-stream.ts'
import { InFlight } from './in-flight.ts'

export interface LegacySession {
  readonly id: string
  readonly agentId: string
  readonly protocol: string
  readonly inFlight: InFlight
  /** What the client listens to for news, where it does. */
  stream: EventStream | null
  /** The list of tools that the client knows. */
  listVersion: string
}

export interface LegacySessions {
  open(session: { agentId: string; protocol: string; listVersion: string }): LegacySession
  /** Null for an unknown one, and for that of another agent. */
  find(agentId: string, sessionId: string): LegacySession | null
  close(session: LegacySession): void
  all(): Iterable<LegacySession>
}

/** Clients that forget to end theirs must not fill the memory; who comes again gets a new one. */
const mostOfAnAgent = 200

export function createLegacySessions(randomness: Pick<Randomness, 'bytes'>): LegacySessions {
  const sessions = new Map<string, LegacySession>()
  const close = (session: LegacySession): void => {
    sessions.delete(session.id)
    session.stream?.end()
  }
  return {
    open: (part) => {
      const own = [...sessions.values()].filter(({ agentId }) => agentId === part.agentId)
      if (own.length >= mostOfAnAgent && own[0] !== undefined) close(own[0])
      const id = Buffer.from(randomness.bytes(24)).toString('base64url')
      const session = { ...part, id, inFlight: new InFlight(), stream: null }
      sessions.set(id, session)
      return session
    },
    find: (agentId, sessionId) => {
      const session = sessions.get(sessionId)
      if (session?.agentId !== agentId) return null
      // The one that was used last is the last to go.
      sessions.delete(sessionId)
      sessions.set(sessionId, session)
      return session
    },
    close,
    all: () => sessions.values(),
  }
}
