// One SQLite connection with cached statements, whose failures come out as our own errors.
import { DatabaseSync } from '@photostructure/sqlite'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'

export type Value = string | number | null
export type Row = Readonly<Record<string, unknown>>
type Connection = InstanceType<typeof DatabaseSync>
type Statement = ReturnType<Connection['prepare']>

const sqliteFull = 13
const damagedCodes: ReadonlySet<number> = new Set([11, 26])

/** Synchronous. Every method throws `store/full`, `store/corrupt` or `store/failed`. */
export class Database {
  readonly #connection: Connection
  readonly #statements = new Map<string, Statement>()

  constructor(file: string) {
    this.#connection = guard(() => new DatabaseSync(file, { timeout: 5000 }))
    try {
      this.execute(`
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        PRAGMA foreign_keys = ON;
        PRAGMA journal_size_limit = 4194304;
      `)
    } catch (error) {
      this.#connection.close()
      throw error
    }
  }

  /** Several statements without values: schema and pragmas. */
  execute(sql: string): void {
    guard(() => this.#connection.exec(sql))
  }

  /** Returns how many rows changed. */
  run(sql: string, ...values: Value[]): number {
    return guard(() => Number(this.#prepare(sql).run(...values).changes))
  }

  get(sql: string, ...values: Value[]): Row | null {
    return guard(() => (this.#prepare(sql).get(...values) as Row | undefined) ?? null)
  }

  all(sql: string, ...values: Value[]): Row[] {
    return guard(() => this.#prepare(sql).all(...values) as Row[])
  }

  /** BEGIN IMMEDIATE to COMMIT; inside another transaction it joins that one. A throw rolls everything back. */
  transaction<Result>(run: () => Result): Result {
    if (guard(() => this.#connection.isTransaction)) return run()
    this.execute('BEGIN IMMEDIATE')
    try {
      const result = run()
      if (result instanceof Promise) throw new TypeError('A transaction must be synchronous')
      this.execute('COMMIT')
      return result
    } catch (error) {
      // A full disk may have rolled back already.
      if (this.#connection.isTransaction) this.execute('ROLLBACK')
      throw error
    }
  }

  close(): void {
    guard(() => {
      this.#statements.clear()
      this.#connection.close()
    })
  }

  #prepare(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#connection.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

function guard<Result>(run: () => Result): Result {
  try {
    return run()
  } catch (cause) {
    throw toStoreError(cause)
  }
}

function toStoreError(cause: unknown): CountersignError {
  const code = readSqliteCode(cause)
  if (code === sqliteFull) return new CountersignError('store/full', text('store.full'), { cause })
  if (code !== null && damagedCodes.has(code)) {
    return new CountersignError('store/corrupt', text('store.corrupt'), { cause })
  }
  return new CountersignError('store/failed', text('store.failed'), { cause })
}

/** Primary result code (https://sqlite.org/rescode.html): the low byte of the extended one. */
function readSqliteCode(cause: unknown): number | null {
  const extended = cause instanceof Error && 'errcode' in cause ? cause.errcode : null
  return typeof extended === 'number' ? extended & 0xff : null
}
