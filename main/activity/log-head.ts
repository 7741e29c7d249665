// Keeps the head of the record (how many rows, the last hash) in the keychain, so that a cut end shows on the next start.
import { z } from 'zod'
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { Store } from '../store/repositories.ts'
import { findChainProblem } from './check-chain.ts'

/** One text per name; calls may reject, or never settle. */
export interface HeadKeychain {
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
}

export interface LogHeadParts {
  readonly store: Pick<Store, 'activity'>
  /** What was committed survives the loss of power from here on: the keychain must never be ahead of the disk. */
  readonly flush: () => void
  /** Null where there is none to be used. */
  readonly keychain: HeadKeychain | null
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
}

/** `cut`: rows are missing at the end. `changed`: a row is not what it was. */
export interface LogDamage {
  readonly what: 'cut' | 'changed'
  /** Row at which it shows. */
  readonly sequence: number
  /** Rows that were there when the head was last kept; null when only the chain itself tells. */
  readonly expectedCount: number | null
  readonly foundCount: number
}

export interface LogHead {
  /** Compares with what is kept, once; rows that come meanwhile are no matter. Null when all is well or unknown. */
  check(): Promise<LogDamage | null>
  /** A row was appended: the head is kept within a few seconds. Nothing is kept before `check` has ended. */
  note(): void
  /** Keeps the head now. Resolves in any case, and soon. */
  stop(): Promise<void>
}

const entryName = 'activity-head'
const longestCallMs = 5_000
const longestStopMs = 2_000
const keepAfterMs = 3_000
const tailRows = 500

const headSchema = z.object({ count: z.number().int().positive(), hash: z.string() })

/** Danger: create it before anything is appended, because it remembers where the record ended. */
export function createLogHead(parts: LogHeadParts): LogHead {
  return new KeptHead(parts)
}

class KeptHead implements LogHead {
  readonly #parts: LogHeadParts
  readonly #countAtStart: number
  #mayKeep = false
  #waiting = false
  #stopped = false
  #keptCount = 0

  constructor(parts: LogHeadParts) {
    this.#parts = parts
    this.#countAtStart = parts.store.activity.last()?.sequence ?? 0
  }

  async check(): Promise<LogDamage | null> {
    const damage = (await this.#compare()) ?? this.#checkTail()
    this.#mayKeep = this.#parts.keychain !== null
    this.note()
    return damage
  }

  note(): void {
    if (!this.#mayKeep || this.#waiting || this.#stopped) return
    this.#waiting = true
    this.#parts.clock.after(keepAfterMs, () => {
      this.#waiting = false
      if (!this.#stopped) void this.#keep(longestCallMs)
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#mayKeep) await this.#keep(longestStopMs)
  }

  async #compare(): Promise<LogDamage | null> {
    const kept = await this.#load()
    if (kept === null) return null
    const { count: expectedCount, hash } = kept
    const foundCount = this.#countAtStart
    const facts = { sequence: Math.min(expectedCount, foundCount + 1), expectedCount, foundCount }
    if (expectedCount > foundCount) return { what: 'cut', ...facts }
    const row = this.#parts.store.activity.load(expectedCount)
    return row?.hash === hash ? null : { what: 'changed', ...facts }
  }

  async #load(): Promise<z.infer<typeof headSchema> | null> {
    const { keychain, log } = this.#parts
    if (keychain === null) return null
    try {
      const kept = await this.#within(longestCallMs, keychain.get(entryName))
      return kept === null ? null : headSchema.parse(JSON.parse(kept))
    } catch (error) {
      log('warn', 'The kept head of the activity could not be read', error)
      return null
    }
  }

  /** Bounded, so that a long record does not hold up a start. */
  #checkTail(): LogDamage | null {
    const foundCount = this.#countAtStart
    const from = Math.max(0, foundCount - tailRows)
    const sequence = findChainProblem(this.#parts.store.activity, from, foundCount)
    return sequence === null ? null : { what: 'changed', sequence, expectedCount: null, foundCount }
  }

  async #keep(withinMs: number): Promise<void> {
    const { store, flush, keychain, log } = this.#parts
    try {
      const last = store.activity.last()
      if (keychain === null || last === null || last.sequence === this.#keptCount) return
      const { sequence: count, hash } = last
      flush()
      await this.#within(withinMs, keychain.set(entryName, JSON.stringify({ count, hash })))
      this.#keptCount = count
    } catch (error) {
      log('warn', 'The head of the activity could not be kept', error)
    }
  }

  #within<Value>(ms: number, call: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const cancel = this.#parts.clock.after(ms, () => reject(new Error('no answer in time')))
      call.then(resolve, reject).finally(cancel)
    })
  }
}
