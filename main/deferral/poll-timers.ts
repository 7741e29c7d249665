// Holds one timer per deferral on the monotonic clock, and stands still while the machine sleeps.
import type { Clock } from '../../shared/model/ports.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import { PollQueue } from './poll-queue.ts'
import type { SteadyClock } from './steady-clock.ts'
import type { TrackedDeferral } from './tracked.ts'

/** Polls that fell due meanwhile are spread over at least this time after a start or a wake. */
const shortestSpreadMs = 10_000
const spreadPerPollMs = 20

export class PollTimers {
  readonly #clock: Clock
  readonly #steady: SteadyClock
  readonly #poll: (tracked: TrackedDeferral) => Promise<void>
  readonly #queue = new PollQueue()
  #moving = true

  /** `poll` runs within the caps and must not reject. */
  constructor(
    clock: Clock,
    steady: SteadyClock,
    poll: (tracked: TrackedDeferral) => Promise<void>,
  ) {
    this.#clock = clock
    this.#steady = steady
    this.#poll = poll
  }

  halt(all: Iterable<TrackedDeferral>): void {
    this.#moving = false
    for (const tracked of all) tracked.disarm()
  }

  /** Those that are overdue go one after the other, the longest waiting first; the others at their time. */
  run(all: Iterable<TrackedDeferral>): void {
    this.#moving = true
    const nowMs = this.#steady.nowMs()
    const sorted = [...all].sort((a, b) => a.deferral.nextPollAtMs - b.deferral.nextPollAtMs)
    const overdue = sorted.filter(({ deferral }) => deferral.nextPollAtMs <= nowMs).length
    const spreadMs = Math.max(shortestSpreadMs, overdue * spreadPerPollMs)
    for (const [place, tracked] of sorted.entries()) {
      this.arm(tracked, place < overdue ? (spreadMs * place) / overdue : 0)
    }
  }

  /** Sets the timer for the planned moment, and no poll before it. */
  arm(tracked: TrackedDeferral, putOffMs = 0): void {
    tracked.disarm()
    if (!isPolled(tracked.deferral) || tracked.queued || !this.#moving) return
    const delayMs = Math.max(0, tracked.deferral.nextPollAtMs - this.#steady.nowMs())
    tracked.dueAtMonotonicMs = this.#clock.monotonicMs() + delayMs
    tracked.cancelTimer = this.#clock.after(delayMs + putOffMs, () => this.pollIfDue(tracked))
  }

  /** Joins the queue unless it is too early. Returns how long to wait still, ms. */
  pollIfDue(tracked: TrackedDeferral): number {
    if (tracked.queued) return 0
    if (!isPolled(tracked.deferral) || !this.#moving) return Infinity
    const leftMs = tracked.dueAtMonotonicMs - this.#clock.monotonicMs()
    if (leftMs > 0) {
      tracked.disarm()
      tracked.cancelTimer = this.#clock.after(leftMs, () => this.pollIfDue(tracked))
      return leftMs
    }
    tracked.disarm()
    tracked.queued = true
    this.#queue.add(tracked.deferral.issuer, async () => {
      if (this.#moving) await this.#poll(tracked)
      tracked.queued = false
      this.#rearm(tracked)
    })
    return 0
  }

  /** A poll that could not even begin leaves its plan in the past; the pause keeps it from spinning. */
  #rearm(tracked: TrackedDeferral): void {
    const isOverdue = tracked.deferral.nextPollAtMs <= this.#steady.nowMs()
    this.arm(tracked, isOverdue ? 30_000 : 0)
  }
}

function isPolled(deferral: Deferral): boolean {
  return deferral.deferralCode !== null && deferral.state !== 'cancelling'
}
