// Applies events to tracked deferrals and makes each step durable before its effects may happen.
import {
  endedDeferralStates,
  type Deferral,
  type DeferralEnd,
} from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { stampBoot } from './boot-stamp.ts'
import type { DeferralEffect, DeferralEvent, DeferralStep } from './event.ts'
import { GroupCommit } from './group-commit.ts'
import { reduceDeferral } from './machine.ts'
import type { DeferralPorts, SealedNoun } from './ports.ts'
import type { SteadyClock } from './steady-clock.ts'
import type { TrackedDeferral } from './tracked.ts'

/** What a server said must not be forgotten because a disk is full: written again and again. */
const persistentEvents: ReadonlySet<DeferralEvent['kind']> = new Set([
  'answered',
  'cancel_answered',
  'key_lost',
])
const retryMs = 5000

export interface AppliedStep {
  readonly effects: readonly DeferralEffect[]
  /** Set when this step ended the deferral. */
  readonly end: DeferralEnd | null
}

export class DeferralChanges {
  readonly #ports: DeferralPorts
  readonly #clock: SteadyClock
  readonly #group: GroupCommit | null
  #stopped = false

  constructor(ports: DeferralPorts, clock: SteadyClock) {
    this.#ports = ports
    this.#clock = clock
    const { soon, store } = ports
    this.#group =
      soon === undefined
        ? null
        : new GroupCommit({ soon, transaction: (run) => store.transaction(run) })
  }

  stop(): void {
    this.#stopped = true
  }

  /**
   * Throws (`store/full`, ...) with the deferral unchanged; what a server answered is tried until written, and a
   * restart holds in memory even where it cannot be written.
   */
  apply(tracked: TrackedDeferral, event: DeferralEvent): Promise<AppliedStep> {
    return tracked.inLine(async () => {
      const { randomness } = this.#ports
      // Rounded up, so that an exchange never seems to have ended earlier than it did.
      const now = { nowMs: Math.ceil(this.#clock.nowMs()), unit: () => randomness.unit() }
      const step = reduceDeferral(tracked.deferral, event, now)
      if (step.deferral === tracked.deferral) return { effects: step.effects, end: null }
      const end = await this.#write(tracked, step, event.kind)
      tracked.deferral = step.deferral
      this.#tellChange(step)
      return { effects: step.effects, end }
    })
  }

  /** The wall clock was set: the same facts are written again, by the wall clock of now. */
  rewrite(tracked: TrackedDeferral): Promise<void> {
    return tracked.inLine(async () => {
      if (tracked.deferral.deferralCode === null) return
      // It may hide a sleep, even where it went back: the expiry is then nearer than we think, and no time to poll by.
      tracked.deferral = { ...tracked.deferral, finalPollDone: true }
      await this.#writeOnce(tracked, { deferral: tracked.deferral, effects: [] })
    })
  }

  /** A view that fails must not look like a store that fails. */
  #tellChange({ deferral }: DeferralStep): void {
    try {
      this.#ports.onChange?.(this.#clock.toWall(deferral))
    } catch (error) {
      this.#ports.log('error', 'A change of a deferral could not be told', error)
    }
  }

  async #write(
    tracked: TrackedDeferral,
    step: DeferralStep,
    kind: DeferralEvent['kind'],
  ): Promise<DeferralEnd | null> {
    for (;;) {
      try {
        return await this.#writeOnce(tracked, step)
      } catch (error) {
        if (kind === 'restarted') {
          this.#ports.log('error', 'A deferral could not be saved', error)
          return null
        }
        if (!persistentEvents.has(kind) || this.#stopped) throw error
        this.#ports.log('error', 'A deferral could not be saved; trying again', error)
        await new Promise<void>((resolve) => this.#ports.clock.after(retryMs, resolve))
      }
    }
  }

  /** Grant, deferral and whatever belongs to the end: all of it or none. */
  async #writeOnce(tracked: TrackedDeferral, step: DeferralStep): Promise<DeferralEnd | null> {
    const { store } = this.#ports
    const deferral = stampBoot(this.#clock.toWall(step.deferral), this.#ports)
    const grant = await this.#sealGrant(deferral, step.effects)
    const sealedCode = await this.#sealCode(tracked, deferral)
    const ended = endedDeferralStates.has(deferral.state)
    const told = step.effects.find((effect) => effect.kind === 'end')
    const more = told?.asksForMore === true ? { asksForMore: true as const } : {}
    const said = { reason: told?.reason ?? null, ...more }
    const end = ended ? { deferral, grantId: grant?.noun.id ?? null, ...said } : null
    const write = (): void => {
      for (const grantId of grant?.replaces ?? []) store.grants.remove(grantId)
      if (grant) store.grants.write(grant)
      const deferralCode = ended ? null : sealedCode
      store.deferrals.write({ noun: deferral, sealed: { deferralCode } })
      if (end) this.#ports.inSameTransaction?.(end)
    }
    // What ends a wait stands alone: nobody else's fault may undo it.
    if (end === null && this.#group !== null) await this.#group.commit(write)
    else store.transaction(write)
    tracked.sealedCode = sealedCode
    return end
  }

  async #sealGrant(
    deferral: Deferral,
    effects: readonly DeferralEffect[],
  ): Promise<(SealedNoun<Grant> & { readonly replaces: readonly string[] }) | null> {
    const kept = effects.find((effect) => effect.kind === 'keep_tokens')
    if (kept === undefined) return null
    const { grant, replaces } = await this.#ports.prepareGrant(deferral, kept.tokens)
    return { ...(await this.#ports.store.grants.seal(grant)), replaces }
  }

  /** Sealed anew only where the server gave another one. */
  async #sealCode(tracked: TrackedDeferral, deferral: Deferral): Promise<string | null> {
    const { deferralCode } = deferral
    if (deferralCode === null || deferralCode === tracked.deferral.deferralCode)
      return tracked.sealedCode
    const { sealed } = await this.#ports.store.deferrals.seal(deferral)
    return sealed['deferralCode'] ?? null
  }
}
