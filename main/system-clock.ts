// The real clock and randomness, handed to the core by the composition root.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import type { BootClock, Clock, MakeId, Randomness } from '../shared/model/ports.ts'

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

/** Null where the platform does not number its starts: Linux does. Reads two files of the kernel. */
export function readBootClock(): BootClock | null {
  try {
    const id = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return id === '' ? null : { id, uptimeMs: () => os.uptime() * 1000 }
  } catch {
    return null
  }
}

export const systemRandomness: Randomness = {
  bytes: (count) => randomBytes(count),
  unit: () => Math.random(),
}

/** 128 random bits, URL-safe. */
export const makeRandomId: MakeId = () => randomBytes(16).toString('base64url')
