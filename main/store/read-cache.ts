// Keeps what was read of the database until it is written anew or a transaction that may have been read is rolled back.
import type { Database } from './database.ts'

const most = 1_000
/** A thousand of these are some sixty megabytes. */
const heaviest = 32_000

/**
 * For rows that one repository alone writes and that are read far more often than written. Values are frozen: what was
 * read is everybody's. What was read of the file longest ago goes first.
 */
export class ReadCache<Value> {
  readonly #values = new Map<string, Value>()
  readonly #weigh: (value: Value) => number

  /** `weigh`: about how many characters a value holds, where they may be many; too heavy ones are read each time. */
  constructor(database: Pick<Database, 'onRolledBack'>, weigh: (value: Value) => number = () => 0) {
    this.#weigh = weigh
    database.onRolledBack(() => this.#values.clear())
  }

  read(key: string, find: () => Value): Value {
    const kept = this.#values.get(key)
    if (kept !== undefined || this.#values.has(key)) return kept as Value
    return this.keep(key, find())
  }

  /** Undefined where it is not kept. */
  peek(key: string): Value | undefined {
    return this.#values.get(key)
  }

  /** What was written and would be read so. */
  keep(key: string, value: Value): Value {
    const kept = freezeDeep(value)
    this.forget(key)
    if (this.#weigh(value) > heaviest) return kept
    if (this.#values.size >= most) this.#dropOldest()
    this.#values.set(key, kept)
    return kept
  }

  /** Call before what it was read from is written. */
  forget(key: string): void {
    this.#values.delete(key)
  }

  /** As `forget`, of everything. */
  clear(): void {
    this.#values.clear()
  }

  #dropOldest(): void {
    for (const key of this.#values.keys()) {
      this.#values.delete(key)
      return
    }
  }
}

function freezeDeep<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) freezeDeep(part)
  }
  return value
}
