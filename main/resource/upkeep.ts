// Keeps sign-ins alive by itself: renews grants that are used, and tells the person before an authorization ends.
import type { Connection } from '../../shared/model/connection.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { findAuthorizationEnd, planRefresh, type GrantFacts } from './upkeep-plan.ts'

export interface Upkeep {
  /** The connection's grant was sent somewhere: it is worth keeping fresh. */
  onUsed(connectionId: string): void
  /** The computer slept: what fell due meanwhile is done now. */
  onWake(): void
  start(): void
  stop(): void
}

export interface UpkeepParts extends Pick<
  ConnectionParts,
  'store' | 'clock' | 'log' | 'refreshGrant'
> {
  /** The person has to sign in before this time (Unix ms), or the connection stops. Once per end and process. */
  readonly onEnding: (connection: Connection, renewBeforeMs: number) => void
  /** Its grant could not be renewed, or was: something to show has changed. */
  readonly onSettled: (connectionId: string) => void
}

/** Timers stop while a computer sleeps, so the wall clock is looked at again at least this often. */
const longestTimerMs = 60 * 60_000
/** A use within this time of one that was planned by is not planned by anew. */
const usedAgainMs = 1_000
const shortestTimerMs = 1_000
const firstWaitMs = 60_000

interface Kept {
  readonly connection: Connection
  readonly grant: GrantFacts
}

interface Trouble {
  /** The grant as it then was; a renewed one starts afresh. */
  readonly obtainedAtMs: number
  readonly failures: number
  /** Infinity: nothing to be gained by another try. */
  readonly notBeforeMs: number
}

export function createUpkeep(parts: UpkeepParts): Upkeep {
  return new GrantUpkeep(parts)
}

class GrantUpkeep implements Upkeep {
  readonly #parts: UpkeepParts
  readonly #usedAtMs = new Map<string, number>()
  /** The last use after which the timer was set, by connection. */
  readonly #plannedAtMs = new Map<string, number>()
  readonly #troubles = new Map<string, Trouble>()
  readonly #told = new Map<string, number>()
  readonly #busy = new Set<string>()
  readonly #lanes = new Map<string, Promise<void>>()
  #running = false
  #cancelTimer = (): void => undefined

  constructor(parts: UpkeepParts) {
    this.#parts = parts
  }

  onUsed(connectionId: string): void {
    const nowMs = this.#parts.clock.nowMs()
    this.#usedAtMs.set(connectionId, nowMs)
    // A busy agent uses it many times a second; what is planned by its last use is planned for much later.
    const plannedAtMs = this.#plannedAtMs.get(connectionId) ?? -Infinity
    if (!this.#running || Math.abs(nowMs - plannedAtMs) < usedAgainMs) return
    this.#plannedAtMs.set(connectionId, nowMs)
    this.#arm()
  }

  onWake(): void {
    if (this.#running) this.#check()
  }

  start(): void {
    this.#running = true
    this.#check()
  }

  stop(): void {
    this.#running = false
    this.#cancelTimer()
  }

  #check(): void {
    try {
      const nowMs = this.#parts.clock.nowMs()
      for (const kept of this.#listKept()) {
        this.#tell(kept, nowMs)
        if (this.#planOf(kept) <= nowMs) this.#queue(kept)
      }
    } catch (error) {
      this.#parts.log('error', 'Grants could not be looked after', error)
    }
    this.#arm()
  }

  /** The newest standing grant of each connection at the issuer in use. */
  #listKept(): Kept[] {
    const { connections, grants } = this.#parts.store
    const standing = grants.listAllFacts().filter(({ purpose }) => purpose === 'standing')
    return connections.list().flatMap((connection) => {
      const { id, issuer } = connection
      const grant = standing.find((one) => one.connectionId === id && one.issuer === issuer)
      return grant === undefined ? [] : [{ connection, grant }]
    })
  }

  /** Infinity when it is not to be refreshed. */
  #planOf({ connection, grant }: Kept): number {
    if (this.#busy.has(grant.id)) return Infinity
    const plannedMs = planRefresh(grant, this.#usedAtMs.get(connection.id) ?? null)
    if (plannedMs === null) return Infinity
    const trouble = this.#troubles.get(grant.id)
    const isSame = trouble?.obtainedAtMs === grant.obtainedAtMs
    return isSame ? Math.max(plannedMs, trouble.notBeforeMs) : plannedMs
  }

  #tell({ connection, grant }: Kept, nowMs: number): void {
    const end = findAuthorizationEnd(grant)
    if (end === null || nowMs < end.tellFromMs || nowMs >= end.renewBeforeMs) return
    if (this.#told.get(grant.id) === end.renewBeforeMs) return
    this.#told.set(grant.id, end.renewBeforeMs)
    // An access token that only lasts minutes and cannot be renewed is told by its end, not before.
    if (grant.authorizationExpiresAtMs !== null && grant.authorizationExpiresAtMs !== undefined) {
      this.#parts.onEnding(connection, end.renewBeforeMs)
    }
  }

  /** One after the other at each issuer: after a long sleep all of them may be due. */
  #queue(kept: Kept): void {
    const { id, issuer } = kept.grant
    this.#busy.add(id)
    const lane = this.#lanes.get(issuer) ?? Promise.resolve()
    this.#lanes.set(
      issuer,
      lane.then(() => this.#refresh(kept)),
    )
  }

  /** Never rejects. */
  async #refresh({ connection, grant: { id } }: Kept): Promise<void> {
    const { store, refreshGrant, log, onSettled } = this.#parts
    try {
      const grant = this.#running ? await store.grants.load(id) : null
      const outcome = grant === null ? null : await refreshGrant(grant)
      if (grant !== null && outcome !== null) this.#note(grant, outcome.kind)
      if (this.#running && outcome?.kind !== 'not_now') onSettled(connection.id)
    } catch (error) {
      log('error', 'A grant could not be renewed', error)
    } finally {
      this.#busy.delete(id)
      // A renewed token has not been used yet.
      this.#plannedAtMs.delete(connection.id)
      if (this.#running) this.#arm()
    }
  }

  #note(
    { id, obtainedAtMs }: { id: string; obtainedAtMs: number },
    kind: 'refreshed' | 'gone' | 'not_now' | 'deferred',
  ): void {
    if (kind === 'refreshed') return void this.#troubles.delete(id)
    const known = this.#troubles.get(id)
    const failures = known?.obtainedAtMs === obtainedAtMs ? known.failures + 1 : 1
    const waitMs = Math.min(firstWaitMs * 2 ** Math.min(failures - 1, 10), longestTimerMs)
    const notBeforeMs = kind === 'not_now' ? this.#parts.clock.nowMs() + waitMs : Infinity
    this.#troubles.set(id, { obtainedAtMs, failures, notBeforeMs })
  }

  #arm(): void {
    this.#cancelTimer()
    if (!this.#running) return
    const { clock } = this.#parts
    const waitMs = Math.max(this.#findNextMs() - clock.nowMs(), shortestTimerMs)
    this.#cancelTimer = clock.after(Math.min(waitMs, longestTimerMs), () => this.#check())
  }

  #findNextMs(): number {
    try {
      const nowMs = this.#parts.clock.nowMs()
      const times = this.#listKept().flatMap((kept) => {
        const end = findAuthorizationEnd(kept.grant)
        const isAhead = end !== null && end.renewBeforeMs > nowMs
        const isTold = this.#told.get(kept.grant.id) === end?.renewBeforeMs
        return [this.#planOf(kept), isAhead && !isTold ? end.tellFromMs : Infinity]
      })
      return Math.min(...times)
    } catch (error) {
      this.#parts.log('error', 'Grants could not be looked after', error)
      return Infinity
    }
  }
}
