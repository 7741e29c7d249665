// Waits for deferred tokens: keeps every deferral, polls each when it may, and tells how it ended.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import { readStamped, stampBoot } from './boot-stamp.ts'
import { DeferralChanges, type AppliedStep } from './changes.ts'
import type { DeferralEvent } from './event.ts'
import { DeferralExchanges } from './exchanges.ts'
import { PollTimers } from './poll-timers.ts'
import { OneTimer } from './one-timer.ts'
import type { DeferralPorts } from './ports.ts'
import { buildDeferral, type DeferralStart } from './start.ts'
import { SteadyClock } from './steady-clock.ts'
import { TrackedDeferral } from './tracked.ts'
import { hasSameCode, isTwin } from './twin.ts'

const longestStopMs = 3000
/** A machine that runs for so long after it said that it will sleep does not: the news of its waking got lost. */
const longestAwakeMs = 60_000

export interface DeferralService {
  /**
   * Keeps the deferral before anything else happens; `inSameTransaction` runs in the writing transaction. Where one is
   * under way for the same thing that one is returned, and the new request is withdrawn.
   * Throws `store/full` or `store/failed`, after trying to withdraw the request at the server.
   */
  begin(start: DeferralStart, inSameTransaction?: (deferral: Deferral) => void): Promise<Deferral>
  /** Polls now if the interval allows, else at the returned time (Unix ms). Throws `deferral/gone`. */
  checkNow(deferralId: string): Promise<{ willCheckAtMs: number }>
  /** Ends the wait. True when the server was told, false when the request may stay open there. */
  cancel(deferralId: string): Promise<boolean>
  /** As `cancel`, for every deferral of this call; false as well when there is none. */
  cancelForCall(callId: string): Promise<boolean>
  /** Those being waited for, also the ones whose code is locked at present. */
  list(): Deferral[]
  /** Takes up what an earlier process left. Call once. */
  start(): Promise<void>
  suspend(): void
  /** May come twice, or without `suspend`. */
  resume(): void
  /** No poll begins any more; waits up to 3 s for those under way. */
  stop(): Promise<void>
}

export function createDeferralService(ports: DeferralPorts): DeferralService {
  return new PollingService(ports)
}

class PollingService implements DeferralService {
  readonly #ports: DeferralPorts
  readonly #changes: DeferralChanges
  readonly #exchanges: DeferralExchanges
  readonly #clock: SteadyClock
  readonly #timers: PollTimers
  readonly #tracked = new Map<string, TrackedDeferral>()
  readonly #underWay = new Set<Promise<void>>()
  #state: 'running' | 'suspended' | 'stopped' = 'running'
  #cancelWake: () => void = () => {}

  constructor(ports: DeferralPorts) {
    this.#ports = ports
    this.#clock = new SteadyClock(ports.clock, (byMs) => this.#rewriteAll(byMs))
    this.#changes = new DeferralChanges(ports, this.#clock)
    this.#exchanges = new DeferralExchanges(ports, this.#clock, this.#changes)
    const clock = { ...ports.clock, after: new OneTimer(ports.clock).after }
    this.#timers = new PollTimers(clock, this.#clock, (tracked) => this.#poll(tracked))
  }

  async begin(
    start: DeferralStart,
    inSameTransaction?: (deferral: Deferral) => void,
  ): Promise<Deferral> {
    const { randomness, makeId, store } = this.#ports
    const now = { nowMs: Math.ceil(this.#clock.nowMs()), unit: () => randomness.unit() }
    const steady = buildDeferral(start, makeId(), now)
    const deferral = stampBoot(this.#clock.toWall(steady), this.#ports)
    const twin = [...this.#tracked.values()].find((one) => isTwin(one.deferral, start))
    if (twin) return this.#attach(twin, deferral, inSameTransaction)
    try {
      const sealed = await store.deferrals.seal(deferral)
      store.transaction(() => {
        store.deferrals.write(sealed)
        inSameTransaction?.(deferral)
      })
      const tracked = new TrackedDeferral(steady, sealed.sealed['deferralCode'] ?? null)
      this.#tracked.set(deferral.id, tracked)
      this.#timers.arm(tracked)
    } catch (error) {
      // A request nobody can wait for is withdrawn, so that no one decides it in vain.
      void this.#track(this.#exchanges.withdrawUnkept(deferral))
      throw error
    }
    this.#ports.onChange?.(deferral)
    if (deferral.interactionUri !== null) this.#ports.onInteraction?.(deferral)
    return deferral
  }

  #attach(
    twin: TrackedDeferral,
    unneeded: Deferral,
    inSameTransaction?: (deferral: Deferral) => void,
  ): Deferral {
    const deferral = this.#clock.toWall(twin.deferral)
    this.#ports.log('info', 'A wait for the same thing is under way', { id: deferral.id })
    if (!hasSameCode(twin.deferral, unneeded))
      void this.#track(this.#exchanges.withdrawUnkept(unneeded))
    this.#ports.store.transaction(() => inSameTransaction?.(deferral))
    return deferral
  }

  async checkNow(deferralId: string): Promise<{ willCheckAtMs: number }> {
    const tracked = this.#tracked.get(deferralId)
    if (!tracked) throw new CountersignError('deferral/gone', text('deferral.gone'))
    if (tracked.deferral.state === 'suspended') await this.#apply(tracked, { kind: 'repaired' })
    const waitMs = this.#timers.pollIfDue(tracked)
    if (waitMs === Infinity) {
      return { willCheckAtMs: this.#clock.toWall(tracked.deferral).nextPollAtMs }
    }
    return { willCheckAtMs: this.#ports.clock.nowMs() + waitMs }
  }

  async cancel(deferralId: string): Promise<boolean> {
    const tracked = this.#tracked.get(deferralId)
    if (!tracked) return false
    const ended = tracked.whenEnded()
    await this.#apply(tracked, { kind: 'cancel_requested' })
    return (await ended).state === 'cancelled'
  }

  async cancelForCall(callId: string): Promise<boolean> {
    const own = this.list().filter((deferral) => deferral.callId === callId)
    const told = await Promise.all(own.map(({ id }) => this.cancel(id)))
    return told.length > 0 && told.every(Boolean)
  }

  list(): Deferral[] {
    return [...this.#tracked.values()].map(({ deferral }) => this.#clock.toWall(deferral))
  }

  async start(): Promise<void> {
    const { store } = this.#ports
    for (const deferral of await store.deferrals.listAlive()) {
      const codeState = store.deferrals.codeState(deferral.id)
      const sealed = codeState === 'readable' ? await store.deferrals.seal(deferral) : null
      const steady = this.#clock.fromWall(readStamped(deferral, this.#ports))
      const tracked = new TrackedDeferral(steady, sealed?.sealed['deferralCode'] ?? null)
      this.#tracked.set(deferral.id, tracked)
      // Its code waits in a keychain that cannot be read now: nothing may be written over it.
      if (codeState === 'locked') continue
      if (deferral.deferralCode) await this.#apply(tracked, { kind: 'restarted' })
      else void this.#track(this.#apply(tracked, { kind: 'key_lost' }))
    }
    if (this.#state === 'running') this.#timers.run(this.#tracked.values())
  }

  suspend(): void {
    if (this.#state !== 'running') return
    this.#clock.suspend()
    this.#state = 'suspended'
    this.#timers.halt(this.#tracked.values())
    this.#cancelWake = this.#ports.clock.after(longestAwakeMs, () => this.#goOn())
  }

  resume(): void {
    if (this.#state === 'stopped') return
    this.#cancelWake()
    const slept = this.#clock.acceptSleep()
    if (this.#state === 'running' && !slept) return
    this.#state = 'running'
    this.#timers.run(this.#tracked.values())
  }

  #goOn(): void {
    this.#clock.stayAwake()
    this.resume()
  }

  async stop(): Promise<void> {
    this.#state = 'stopped'
    this.#cancelWake()
    this.#clock.stop()
    this.#timers.halt(this.#tracked.values())
    let cancelWait = () => {}
    const patience = new Promise<void>((resolve) => {
      cancelWait = this.#ports.clock.after(longestStopMs, resolve)
    })
    await Promise.race([Promise.allSettled(this.#underWay), patience])
    cancelWait()
    this.#changes.stop()
  }

  async #poll(tracked: TrackedDeferral): Promise<void> {
    const polling = this.#exchanges.poll(tracked).then((step) => this.#follow(tracked, step))
    await this.#track(polling)
  }

  async #apply(tracked: TrackedDeferral, event: DeferralEvent): Promise<void> {
    this.#follow(tracked, await this.#changes.apply(tracked, event))
  }

  #follow(tracked: TrackedDeferral, { effects, end }: AppliedStep): void {
    for (const effect of effects) {
      if (effect.kind === 'revoke') {
        const withdrawn = this.#exchanges.withdraw(tracked)
        void this.#track(withdrawn.then((step) => this.#follow(tracked, step)))
      }
      if (effect.kind === 'offer_interaction') {
        this.#ports.onInteraction?.(this.#clock.toWall(tracked.deferral))
      }
      if (effect.kind === 'discard_tokens') {
        void this.#track(this.#exchanges.discard(tracked, effect.tokens))
      }
    }
    if (!end) return this.#timers.arm(tracked)
    tracked.disarm()
    this.#tracked.delete(tracked.deferral.id)
    tracked.tellEnded()
    this.#ports.onEnd(end)
  }

  #rewriteAll(byMs: number): void {
    this.#ports.log('warn', 'The wall clock was set', { byMs })
    for (const tracked of this.#tracked.values()) {
      void this.#track(this.#changes.rewrite(tracked))
    }
  }

  /** Never rejects: what fails here is a store that would not write, or a listener's own fault. */
  async #track(work: Promise<void>): Promise<void> {
    const guarded = work.catch((error: unknown) => {
      this.#ports.log('error', 'Work on a deferral failed', error)
    })
    this.#underWay.add(guarded)
    await guarded
    this.#underWay.delete(guarded)
  }
}
