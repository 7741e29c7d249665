// Time that only passes: wall-clock milliseconds that no setting of the clock can move, and what was slept away.
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Clock } from '../../shared/model/ports.ts'

const toleranceMs = 250
const tickMs = 30_000

/** A running service reckons in steady time; what is written or shown is converted to the wall clock of that moment. */
export class SteadyClock {
  readonly #clock: Clock
  readonly #onJump: (byMs: number) => void
  /** Steady time minus monotonic time. */
  #anchorMs: number
  /** Wall time minus steady time, as far as it was noticed. */
  #offsetMs = 0
  #asleep = false
  #cancelTick: (() => void) | null = null

  /** `onJump` hears that the wall clock was set, after which all that is written must be written again. */
  constructor(clock: Clock, onJump: (byMs: number) => void) {
    this.#clock = clock
    this.#onJump = onJump
    this.#anchorMs = clock.nowMs() - clock.monotonicMs()
    this.#tick()
  }

  nowMs(): number {
    // Between falling asleep and being told of the wake, an answer must not be dated before the sleep.
    return this.#passedMs() + (this.#asleep ? Math.max(0, this.#measure() - this.#offsetMs) : 0)
  }

  /** The same moments as the wall clock has them now, never earlier: a restart goes by what is written. */
  toWall(deferral: Deferral): Deferral {
    this.observe()
    return shiftTimes(deferral, this.#asleep ? this.#offsetMs : Math.ceil(this.#measure()))
  }

  fromWall(deferral: Deferral): Deferral {
    this.observe()
    return shiftTimes(deferral, -this.#offsetMs)
  }

  /** The machine is about to sleep: from here on a wall clock that runs ahead was not set. */
  suspend(): void {
    this.observe()
    this.#asleep = true
  }

  /**
   * The machine woke up: a monotonic clock may have stood still meanwhile, so a wall clock that is ahead is
   * believed. Returns true when time was slept away.
   */
  acceptSleep(): boolean {
    this.#asleep = false
    const aheadMs = this.#measure() - this.#offsetMs
    if (aheadMs < toleranceMs) return false
    this.#anchorMs += aheadMs
    return true
  }

  /** It did not sleep, or nobody said when it woke: a wall clock that is ahead may as well have been set. */
  stayAwake(): void {
    this.#asleep = false
    this.observe()
  }

  stop(): void {
    this.#cancelTick?.()
    this.#cancelTick = null
  }

  #tick(): void {
    this.#cancelTick = this.#clock.after(tickMs, () => {
      this.observe()
      this.#tick()
    })
  }

  /** Looks whether the wall clock was set; `onJump` has run when this returns. */
  observe(): void {
    const offsetMs = this.#measure()
    const byMs = offsetMs - this.#offsetMs
    if (this.#asleep || Math.abs(byMs) < toleranceMs) return
    this.#offsetMs = offsetMs
    this.#onJump(byMs)
  }

  #measure(): number {
    return this.#clock.nowMs() - this.#passedMs()
  }

  #passedMs(): number {
    return this.#clock.monotonicMs() + this.#anchorMs
  }
}

/** Every moment of the deferral, moved by `byMs`. */
export function shiftTimes(deferral: Deferral, byMs: number): Deferral {
  if (byMs === 0) return deferral
  return {
    ...deferral,
    startedAtMs: deferral.startedAtMs + byMs,
    expiresAtMs: deferral.expiresAtMs + byMs,
    nextPollAtMs: deferral.nextPollAtMs + byMs,
    lastExchangeEndAtMs: deferral.lastExchangeEndAtMs + byMs,
    endedAtMs: deferral.endedAtMs === null ? null : deferral.endedAtMs + byMs,
  }
}
