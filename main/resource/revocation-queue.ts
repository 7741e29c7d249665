// Ends tokens at their servers: queued durably before they are forgotten here, tried until a server confirms.
import { parseStoredMetadata } from '../oauth/server-metadata.ts'
import type { Revocation } from '../../shared/model/revocation.ts'
import { attemptRevocation, type AttemptOutcome } from './revocation-attempt.ts'
import type {
  QueuedRevocation,
  RevocationParts,
  SealedRevocation,
  UnwantedTokens,
} from './revocation-parts.ts'

export interface RevocationQueue {
  /** Seals the tokens, the refresh token first. Nothing for a server that offers no revocation: it cannot be told. */
  prepare(unwanted: UnwantedTokens): Promise<SealedRevocation[]>
  /** Durable on return; call it in the transaction that forgets the tokens, then `run`. */
  add(revocations: readonly SealedRevocation[]): void
  /** Tries whatever is due, one after the other per issuer; resolves when each was tried, or after 5 s. Never rejects. */
  run(): Promise<void>
  /** `prepare`, `add` and `run`, for tokens that were never kept here. Never rejects. */
  revoke(unwanted: UnwantedTokens): Promise<void>
  list(): QueuedRevocation[]
  /** Takes up what an earlier process left. */
  start(): void
  stop(): void
}

const firstWaitMs = 60_000
const longestRunMs = 5_000
const unreadableRetryMs = 5_000
const longestWaitMs = 6 * 60 * 60_000
const longestRetryAfterMs = 24 * 60 * 60_000
/** A token that no server ended in this time has most likely ended by itself. */
const givenUpAfterMs = 30 * 24 * 60 * 60_000
/** Days of trying: a clock that is years ahead at one start gives nothing up. */
const fewestAttempts = 20
/** Timers stop while a computer sleeps, so the wall clock is looked at again at least this often. */
const longestTimerMs = 60 * 60_000

export function createRevocationQueue(parts: RevocationParts): RevocationQueue {
  return new DurableQueue(parts)
}

class DurableQueue implements RevocationQueue {
  readonly #parts: RevocationParts
  readonly #busy = new Set<string>()
  #stopped = false
  #cancelTimer = (): void => undefined

  constructor(parts: RevocationParts) {
    this.#parts = parts
  }

  async prepare(unwanted: UnwantedTokens): Promise<SealedRevocation[]> {
    const { store, clock, makeId, log } = this.#parts
    const { issuer, clientId, dpopKeyId, refreshToken, accessToken } = unwanted
    const server = store.authorizationServers.load(issuer)
    const offers =
      server !== null && parseStoredMetadata(server.metadataJson).revocation_endpoint !== undefined
    if (!offers) {
      log('warn', 'Tokens were dropped whose server offers no revocation', { issuer })
      return []
    }
    const nowMs = clock.nowMs()
    const base = { issuer, clientId, dpopKeyId, queuedAtMs: nowMs, attempts: 0, nextTryAtMs: nowMs }
    const tokens = [
      { kind: 'refresh_token', token: refreshToken },
      { kind: 'access_token', token: accessToken },
    ] as const
    const wanted = tokens.filter(({ token }) => token !== null)
    return Promise.all(
      wanted.map((one) => store.revocations.seal({ ...base, ...one, id: makeId() })),
    )
  }

  add(revocations: readonly SealedRevocation[]): void {
    for (const revocation of revocations) this.#parts.store.revocations.add(revocation)
  }

  /** A server that hangs must not hold up whoever only wants to be rid of a token. */
  async run(): Promise<void> {
    let stop = (): void => undefined
    const late = new Promise<void>((resolve) => {
      stop = this.#parts.clock.after(longestRunMs, resolve)
    })
    await Promise.race([this.#runGuarded(), late])
    stop()
  }

  async #runGuarded(): Promise<void> {
    try {
      await this.#runDue()
    } catch (error) {
      this.#parts.log('error', 'Queued revocations could not be read or written', error)
      this.#armIn(unreadableRetryMs)
    }
  }

  async #runDue(): Promise<void> {
    this.#cancelTimer()
    if (this.#stopped) return
    const nowMs = this.#parts.clock.nowMs()
    const due = this.#listFacts().filter(
      (one) => isDue(one.nextTryAtMs, nowMs) && !this.#busy.has(one.id),
    )
    for (const { id } of due) this.#busy.add(id)
    const issuers = [...new Set(due.map(({ issuer }) => issuer))]
    const runs = await Promise.allSettled(issuers.map((issuer) => this.#runIssuer(due, issuer)))
    for (const { id } of due) this.#busy.delete(id)
    this.#arm()
    const failed = runs.find((run) => run.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  async revoke(unwanted: UnwantedTokens): Promise<void> {
    try {
      this.add(await this.prepare(unwanted))
      await this.run()
    } catch (error) {
      const { issuer } = unwanted
      this.#parts.log('error', 'Tokens could not be queued for revocation', { issuer, error })
    }
  }

  list(): QueuedRevocation[] {
    return this.#listFacts().map(({ issuer, queuedAtMs, nextTryAtMs }) => ({
      issuer,
      queuedAtMs,
      nextTryAtMs,
    }))
  }

  start(): void {
    this.#stopped = false
    void this.#runGuarded()
  }

  stop(): void {
    this.#stopped = true
    this.#cancelTimer()
  }

  async #runIssuer(due: readonly Revocation[], issuer: string): Promise<void> {
    for (const revocation of due.filter((one) => one.issuer === issuer)) {
      if (this.#stopped) continue
      const outcome = await attemptRevocation(this.#parts, revocation.id)
      if (!this.#isStopped()) this.#settle(revocation, outcome)
    }
  }

  /** Asked again after an answer: it may have been stopped meanwhile. */
  #isStopped(): boolean {
    return this.#stopped
  }

  #settle(revocation: Revocation, outcome: AttemptOutcome): void {
    const { store, clock, log, onChanged } = this.#parts
    const { id, issuer, kind } = revocation
    const nowMs = clock.nowMs()
    const next = planNextTry(revocation, outcome, nowMs)
    if (next === null) {
      if (outcome.kind !== 'revoked') {
        log('warn', 'A token was not revoked at its server', { issuer, kind, outcome })
      }
      store.revocations.remove(id)
    } else store.revocations.saveFacts(next)
    onChanged()
  }

  #arm(): void {
    this.#cancelTimer()
    if (this.#stopped) return
    const waiting = this.#listFacts().filter(({ id }) => !this.#busy.has(id))
    if (waiting.length === 0) return
    const { clock } = this.#parts
    const nextMs = Math.min(...waiting.map(({ nextTryAtMs }) => nextTryAtMs)) - clock.nowMs()
    this.#armIn(Math.min(Math.max(nextMs, 1_000), longestTimerMs))
  }

  #armIn(waitMs: number): void {
    this.#cancelTimer()
    if (this.#stopped) return
    this.#cancelTimer = this.#parts.clock.after(waitMs, () => void this.#runGuarded())
  }

  #listFacts(): Revocation[] {
    return this.#parts.store.revocations.listFacts()
  }
}

/** Nothing is ever planned further ahead: a later time was written while the clock was wrong. */
function isDue(nextTryAtMs: number, nowMs: number): boolean {
  return nextTryAtMs <= nowMs || nextTryAtMs - nowMs > longestRetryAfterMs
}

/** The same revocation with its next time, or null when it is over. `Retry-After` is a lower bound, a day at most. */
function planNextTry(
  revocation: Revocation,
  outcome: AttemptOutcome,
  nowMs: number,
): Revocation | null {
  if (outcome.kind !== 'later') return null
  const isOld = nowMs - revocation.queuedAtMs >= givenUpAfterMs
  if (isOld && revocation.attempts >= fewestAttempts) return null
  const backoffMs = Math.min(firstWaitMs * 2 ** Math.min(revocation.attempts, 20), longestWaitMs)
  const askedMs = Math.min((outcome.afterSeconds ?? 0) * 1_000, longestRetryAfterMs)
  const nextTryAtMs = nowMs + Math.max(backoffMs, askedMs)
  return { ...revocation, attempts: revocation.attempts + 1, nextTryAtMs }
}
