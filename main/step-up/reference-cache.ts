// Keeps, while the app runs, grants that a resource server gave a name (`authorization_reference`, RAR remediation).
import type { Grant } from '../../shared/model/grant.ts'
import type { Clock } from '../../shared/model/ports.ts'

/** Compared as plain text, and only within one connection: the same words from another server name something else. */
export interface ReferenceKey {
  readonly reference: string
  readonly connectionId: string
  readonly issuer: string
  /** Origin of the resource server. */
  readonly origin: string
}

export interface ReferenceCache {
  /** Null when there is none, or its time is over. */
  find(key: ReferenceKey): Grant | null
  save(key: ReferenceKey, grant: Grant): void
  /** It did not help: it is not tried again. */
  remove(key: ReferenceKey): void
}

const mostKept = 50
/** Without a lifetime of its own a token is not trusted for longer than this. */
const defaultLifeMs = 5 * 60_000
/** A token this close to its end is not worth a try. */
const marginMs = 10_000

/** In memory alone: the session of the person that the draft speaks of is this run of the app. */
export function createReferenceCache(clock: Pick<Clock, 'nowMs'>): ReferenceCache {
  const kept = new Map<string, Grant>()
  return {
    find: (key) => {
      const grant = kept.get(nameOf(key))
      return grant !== undefined && endOf(grant) - marginMs > clock.nowMs() ? grant : null
    },
    save: (key, grant) => {
      for (const [name, old] of kept) if (endOf(old) <= clock.nowMs()) kept.delete(name)
      kept.delete(nameOf(key))
      kept.set(nameOf(key), grant)
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    },
    remove: (key) => void kept.delete(nameOf(key)),
  }
}

function nameOf({ reference, connectionId, issuer, origin }: ReferenceKey): string {
  return JSON.stringify([reference, connectionId, issuer, origin])
}

function endOf({ expiresAtMs, obtainedAtMs }: Grant): number {
  return expiresAtMs ?? obtainedAtMs + defaultLifeMs
}
