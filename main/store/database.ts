// One SQLite connection with cached statements, whose failures come out as our own errors.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import { emptyLog, openConnection, rewriteHeader, settle, type Connection } from './connection.ts'
import { isDiskFailure, toStoreError } from './store-error.ts'

export type Value = string | number | null
export type Row = Readonly<Record<string, unknown>>
type Statement = ReturnType<Connection['prepare']>

/** `read_only`: the disk failed and nothing is written until everything on it was written anew and checked. */
export type StoreHealth = 'sound' | 'read_only'

/**
 * `now`: what was written survives the loss of power when the transaction returns. `soon`: it survives the end of this
 * process, and of power once anything else was committed `now` or `flush` was called; order is kept in any case.
 */
export type Durability = 'now' | 'soon'

/**
 * Synchronous. Every method throws `store/full`, `store/corrupt` or `store/failed`: nothing was changed then. Writing
 * throws `store/read_only` while the disk fails: of the first such write it is not known whether a crash would bring
 * it back; each later one tries to make the file sound first.
 */
export class Database {
  readonly #file: string
  #connection: Connection
  #statements = new Map<string, Statement>()
  /** True from the first failure of the disk until the file was settled. */
  #isSuspect = false
  /** True between BEGIN and its end, also where SQLite has ended it before. */
  #isOpenWhole = false
  #health: StoreHealth = 'sound'
  #onHealth: (health: StoreHealth) => void = () => undefined
  #onWiped: () => void = () => undefined
  #onUnflushed: () => void = () => undefined
  readonly #onRolledBack: (() => void)[] = []
  readonly #onCatchUp: (() => void)[] = []
  /** How long a commit waits at present: the next one that may wait for less, or must for more, sets it anew. */
  #durability: Durability = 'now'

  constructor(file: string) {
    this.#file = file
    this.#connection = this.#guard(() => openConnection(file))
  }

  /** Hears when writing stops and when it works again. */
  onHealth(listener: (health: StoreHealth) => void): void {
    this.#onHealth = listener
  }

  /** Hears that a secret was deleted: its sealed form is still in the write-ahead log. */
  onWiped(listener: () => void): void {
    this.#onWiped = listener
  }

  /** Hears that something was committed that does not survive the loss of power yet. */
  onUnflushed(listener: () => void): void {
    this.#onUnflushed = listener
  }

  /** Hears, as every other who asked to, that what was read within a transaction may not be so. */
  onRolledBack(listener: () => void): void {
    this.#onRolledBack.push(listener)
  }

  /** What was put off until others have been served is done before a flush, and with `catchUp`. */
  onCatchUp(listener: () => void): void {
    this.#onCatchUp.push(listener)
  }

  /** Call before a row is changed that what was put off reads. */
  catchUp(): void {
    for (const listener of this.#onCatchUp) listener()
  }

  /** Whether what is written at present need not wait for the disk. */
  isWithinSoon(): boolean {
    return this.#isOpenWhole && this.#durability === 'soon'
  }

  /** To be called with every deletion of a secret. */
  noteWiped(): void {
    this.#onWiped()
  }

  /** Several statements without values: schema and pragmas. */
  execute(sql: string): void {
    this.#guard(() => this.#connection.exec(sql))
  }

  /** Returns how many rows changed. */
  run(sql: string, ...values: Value[]): number {
    const write = (): number => this.#guard(() => Number(this.#prepare(sql).run(...values).changes))
    if (this.#isWithin()) return write()
    return this.#writeSettled(() => {
      this.#waitAs('now')
      return write()
    })
  }

  get(sql: string, ...values: Value[]): Row | null {
    return this.#guard(() => (this.#prepare(sql).get(...values) as Row | undefined) ?? null)
  }

  all(sql: string, ...values: Value[]): Row[] {
    return this.#guard(() => this.#prepare(sql).all(...values) as Row[])
  }

  /** BEGIN IMMEDIATE to COMMIT; inside another transaction it joins that one. A throw rolls everything back. */
  transaction<Result>(run: () => Result, durability: Durability = 'now'): Result {
    if (this.#isWithin()) return run()
    return this.#writeSettled(() =>
      durability === 'now' ? this.#runWhole(run, 'now') : this.#runUnflushed(run),
    )
  }

  /** What was committed `soon` survives the loss of power from here on. Nothing to do after `close`. */
  flush(): void {
    if (!this.#connection.isOpen) return
    this.transaction(() => {
      this.catchUp()
      this.#guard(() => rewriteHeader(this.#connection))
    })
  }

  /** Leaves nothing of what was deleted in the write-ahead log. Nothing to do after `close`. */
  emptyLog(): void {
    if (!this.#connection.isOpen) return
    this.#guard(() => emptyLog(this.#connection))
  }

  close(): void {
    this.#guard(() => {
      this.#statements.clear()
      this.#connection.close()
    })
  }

  /**
   * SQLite ends a transaction by itself when the disk fails or is full. Whoever passed over that error must not go on:
   * each further write would be kept by itself.
   */
  #isWithin(): boolean {
    if (!this.#isOpenWhole || this.#connection.isTransaction) return this.#isOpenWhole
    throw new CountersignError('store/failed', text('store.failed'))
  }

  #runWhole<Result>(run: () => Result, durability: Durability): Result {
    this.#waitAs(durability)
    this.execute('BEGIN IMMEDIATE')
    this.#isOpenWhole = true
    try {
      const result = run()
      if (result instanceof Promise) throw new TypeError('A transaction must be synchronous')
      this.execute('COMMIT')
      return result
    } catch (error) {
      this.#rollBack()
      throw error
    } finally {
      this.#isOpenWhole = false
    }
  }

  #runUnflushed<Result>(run: () => Result): Result {
    try {
      return this.#runWhole(run, 'soon')
    } finally {
      this.#onUnflushed()
    }
  }

  /** For what is committed next. SQLite takes it between transactions only. */
  #waitAs(durability: Durability): void {
    if (durability === this.#durability) return
    this.execute(`PRAGMA synchronous = ${durability === 'now' ? 'FULL' : 'NORMAL'}`)
    this.#durability = durability
  }

  /** A full disk may have rolled back already; a failing one may not even do that, and the settling will. */
  #rollBack(): void {
    try {
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK')
    } catch {
      this.#isSuspect = true
    }
    for (const listener of this.#onRolledBack) listener()
  }

  #writeSettled<Result>(write: () => Result): Result {
    if (this.#isSuspect) this.#settle()
    try {
      return write()
    } catch (error) {
      // Read anew: the write may have found out that the disk fails.
      if (this.#hasFailed()) this.#settle()
      throw error
    }
  }

  #hasFailed(): boolean {
    return this.#isSuspect
  }

  #settle(): void {
    this.#rollBack()
    this.#statements = new Map()
    try {
      this.#connection = settle(this.#file, this.#connection)
      this.#durability = 'now'
    } catch (cause) {
      this.#tellHealth('read_only')
      throw new CountersignError('store/read_only', text('store.read_only'), { cause })
    }
    this.#isSuspect = false
    this.#tellHealth('sound')
  }

  #tellHealth(health: StoreHealth): void {
    if (health === this.#health) return
    this.#health = health
    this.#onHealth(health)
  }

  #prepare(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#connection.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  #guard<Result>(run: () => Result): Result {
    try {
      return run()
    } catch (cause) {
      const error = toStoreError(cause)
      if (isDiskFailure(error)) this.#isSuspect = true
      throw error
    }
  }
}
