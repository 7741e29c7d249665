// Lets thousands of waits share one timer of the system: each of its own makes the event loop slower for all.
import type { Clock } from '../../shared/model/ports.ts'

interface Entry {
  readonly dueAtMonotonicMs: number
  /** Null once it was cancelled or has run; a cancelled one stays in its place until its turn or a sweep. */
  run: (() => void) | null
}

const fewestToSweep = 100

/** `after` as a clock has it; what is due at the same moment runs in the order of due times. */
export class OneTimer {
  readonly #clock: Pick<Clock, 'monotonicMs' | 'after'>
  #heap: Entry[] = []
  #cancelled = 0
  #armedForMs = Infinity
  #cancelArmed = (): void => undefined

  constructor(clock: Pick<Clock, 'monotonicMs' | 'after'>) {
    this.#clock = clock
  }

  readonly after: Clock['after'] = (delayMs, run) => {
    const dueAtMonotonicMs = this.#clock.monotonicMs() + Math.max(0, delayMs)
    const entry: Entry = { dueAtMonotonicMs, run }
    insert(this.#heap, entry)
    this.#arm()
    return () => this.#cancel(entry)
  }

  #cancel(entry: Entry): void {
    if (entry.run === null) return
    entry.run = null
    this.#cancelled += 1
    if (this.#cancelled > fewestToSweep && this.#cancelled > this.#heap.length / 2) this.#sweep()
  }

  /** Sorted is a heap as well. */
  #sweep(): void {
    this.#heap = this.#heap.filter(({ run }) => run !== null).toSorted(byDueTime)
    this.#cancelled = 0
    this.#arm()
  }

  #arm(): void {
    const dueMs = dueAt(this.#heap, 0)
    if (dueMs === this.#armedForMs) return
    this.#cancelArmed()
    this.#armedForMs = dueMs
    this.#cancelArmed =
      dueMs === Infinity
        ? () => undefined
        : this.#clock.after(dueMs - this.#clock.monotonicMs(), () => this.#runDue())
  }

  #runDue(): void {
    this.#armedForMs = Infinity
    const nowMs = this.#clock.monotonicMs()
    try {
      for (;;) {
        const first = this.#heap[0]
        if (first === undefined || (first.run !== null && first.dueAtMonotonicMs > nowMs)) return
        takeFirst(this.#heap)
        const { run } = first
        first.run = null
        if (run === null) this.#cancelled -= 1
        else run()
      }
    } finally {
      this.#arm()
    }
  }
}

function byDueTime(one: Entry, other: Entry): number {
  return one.dueAtMonotonicMs - other.dueAtMonotonicMs
}

function insert(heap: Entry[], entry: Entry): void {
  let place = heap.push(entry) - 1
  while (place > 0) {
    const above = (place - 1) >> 1
    if (dueAt(heap, above) <= entry.dueAtMonotonicMs) break
    swap(heap, place, above)
    place = above
  }
}

function takeFirst(heap: Entry[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  heap[0] = last
  for (let place = 0; ;) {
    const left = place * 2 + 1
    const smaller = dueAt(heap, left + 1) < dueAt(heap, left) ? left + 1 : left
    if (dueAt(heap, smaller) >= last.dueAtMonotonicMs) return
    swap(heap, place, smaller)
    place = smaller
  }
}

function dueAt(heap: readonly Entry[], place: number): number {
  return heap[place]?.dueAtMonotonicMs ?? Infinity
}

function swap(heap: Entry[], one: number, other: number): void {
  const [first, second] = [heap[one], heap[other]]
  if (first === undefined || second === undefined) return
  heap[one] = second
  heap[other] = first
}
