// Time under the test's control: true time, a wall clock that can be set, and a monotonic clock that sleep stops.
import type { Clock } from '../../shared/model/ports.ts'

interface Timer {
  readonly dueMs: number
  readonly run: () => void
}

/** Everything here is microtasks, so a few turns of the loop let all of it happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

export class VirtualClock {
  /** What a server elsewhere would measure. */
  trueMs = 0
  #wallAheadMs = 1_750_000_000_000
  #sleptMs = 0
  #timers: Timer[] = []

  /** The clock of one process; `kill` silences its timers for good. */
  openProcess(): { clock: Clock; kill: () => void } {
    let alive = true
    const clock: Clock = {
      nowMs: () => Math.floor(this.trueMs + this.#wallAheadMs),
      monotonicMs: () => this.trueMs - this.#sleptMs,
      after: (delayMs, run) => {
        const timer = {
          dueMs: this.trueMs - this.#sleptMs + Math.max(0, delayMs),
          run: () => {
            if (alive) run()
          },
        }
        this.#timers.push(timer)
        return () => this.#drop(timer)
      },
    }
    return { clock, kill: () => (alive = false) }
  }

  /** Runs what falls due on the way, in order. */
  async advance(ms: number): Promise<void> {
    const endMs = this.trueMs + ms
    await settle()
    for (;;) {
      const next = this.#earliest()
      if (!next || next.dueMs + this.#sleptMs > endMs) break
      this.trueMs = Math.max(this.trueMs, next.dueMs + this.#sleptMs)
      this.#drop(next)
      next.run()
      await settle()
    }
    this.trueMs = endMs
  }

  setWallClock(byMs: number): void {
    this.#wallAheadMs += byMs
  }

  /** Wall clock and world go on; monotonic clock and timers stand still, as on Linux. */
  sleep(ms: number): void {
    this.trueMs += ms
    this.#sleptMs += ms
  }

  #drop(timer: Timer): void {
    const place = this.#timers.indexOf(timer)
    if (place >= 0) this.#timers.splice(place, 1)
  }

  #earliest(): Timer | undefined {
    let earliest: Timer | undefined
    for (const timer of this.#timers) {
      if (!earliest || timer.dueMs < earliest.dueMs) earliest = timer
    }
    return earliest
  }
}
