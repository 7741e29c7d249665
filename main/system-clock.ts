// The real clock and randomness, handed to the core by the composition root.
import { randomBytes } from 'node:crypto'
import type { Clock, MakeId, Randomness } from '../shared/model/ports.ts'

/** setTimeout overflows above 2^31-1 ms, so longer waits are cut into pieces. */
const longestTimeoutMs = 2_000_000_000

export function createSystemClock(): Clock {
  const after = (delayMs: number, run: () => void): (() => void) => {
    const dueAtMs = performance.now() + Math.max(0, delayMs)
    let timer: NodeJS.Timeout
    const arm = (): void => {
      const leftMs = dueAtMs - performance.now()
      timer =
        leftMs > longestTimeoutMs
          ? setTimeout(arm, longestTimeoutMs)
          : setTimeout(run, Math.max(0, Math.ceil(leftMs)))
    }
    arm()
    return () => clearTimeout(timer)
  }
  return { nowMs: () => Date.now(), monotonicMs: () => performance.now(), after }
}

export const systemRandomness: Randomness = {
  bytes: (count) => randomBytes(count),
  unit: () => Math.random(),
}

/** 128 random bits, URL-safe. */
export const makeRandomId: MakeId = () => randomBytes(16).toString('base64url')
