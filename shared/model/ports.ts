// The outside world as the core sees it: time, randomness and identifiers, passed in by the composition root.

/** Time. `nowMs` is wall-clock Unix milliseconds; `monotonicMs` never goes back within one process. */
export interface Clock {
  nowMs(): number
  monotonicMs(): number
  /** Calls `run` once after `delayMs` (any size, chunked above 2^31-1); returns a function that cancels it. */
  after(delayMs: number, run: () => void): () => void
}

/** Time since the computer started, sleep included; comparable between processes of one boot. */
export interface BootClock {
  /** Another one after every start of the computer. */
  readonly id: string
  uptimeMs(): number
}

/** Randomness. `bytes` is cryptographic; `unit` is uniform in [0,1) and may be seeded in tests. */
export interface Randomness {
  bytes(count: number): Uint8Array
  unit(): number
}

/** Makes a fresh opaque identifier (at least 128 random bits, URL-safe). */
export type MakeId = () => string

/** Structured log line. `detail` never leaves the machine and never holds secrets in the clear. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, detail?: unknown) => void
