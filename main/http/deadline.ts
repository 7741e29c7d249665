// Waits for a promise, but not for ever.
import type { Clock } from '../../shared/model/ports.ts'

export interface Deadline {
  readonly after: Clock['after']
  readonly timeoutMs: number
  readonly makeError: () => Error
}

/** Settles like `promise`, or rejects with `makeError()` after `timeoutMs`. The promise itself is not stopped. */
export function withDeadline<Value>(promise: Promise<Value>, deadline: Deadline): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = deadline.after(deadline.timeoutMs, () => reject(deadline.makeError()))
    promise.then(resolve, reject).finally(stop).catch(reject)
  })
}
