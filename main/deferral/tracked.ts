// A deferral that is being waited for: its facts, its sealed code, and its one line of changes.
import type { Deferral } from '../../shared/model/deferral.ts'

export class TrackedDeferral {
  deferral: Deferral
  /** The code as it stands in the store; written again with every change until the end. */
  sealedCode: string | null
  /** Not to be polled before this moment of the monotonic clock. */
  dueAtMonotonicMs = Infinity
  cancelTimer: (() => void) | null = null
  /** True from joining the queue until its poll is over. */
  queued = false
  #line: Promise<unknown> = Promise.resolve()
  readonly #endWaiters: ((deferral: Deferral) => void)[] = []

  constructor(deferral: Deferral, sealedCode: string | null) {
    this.deferral = deferral
    this.sealedCode = sealedCode
  }

  /** One change after the other, each seeing what the one before wrote. */
  inLine<Value>(run: () => Promise<Value>): Promise<Value> {
    const result = this.#line.then(run)
    this.#line = result.catch(() => {})
    return result
  }

  whenEnded(): Promise<Deferral> {
    return new Promise((resolve) => this.#endWaiters.push(resolve))
  }

  tellEnded(): void {
    for (const resolve of this.#endWaiters.splice(0)) resolve(this.deferral)
  }

  disarm(): void {
    this.cancelTimer?.()
    this.cancelTimer = null
  }
}
