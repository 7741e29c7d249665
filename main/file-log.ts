// Appends structured lines to one log file of the data folder; secrets print as `[secret]` by their type.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { Clock, Log } from '../shared/model/ports.ts'

const largestBytes = 2_000_000

function rotate(path: string): void {
  try {
    if (statSync(path).size > largestBytes) renameSync(path, `${path}.1`)
  } catch {
    // No file yet: nothing to rotate.
  }
}

/** A log that never throws: what cannot be written is dropped, because logging must not stop the app. */
export function createFileLog(folder: string, clock: Clock): Log {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'countersign.log')
  rotate(path)
  return (level, message, detail) => {
    const line = {
      at: new Date(clock.nowMs()).toISOString(),
      level,
      message,
      ...(detail === undefined
        ? {}
        : { detail: inspect(detail, { depth: 4, breakLength: Infinity }) }),
    }
    try {
      appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 })
    } catch {
      // The disk may be full; the app goes on.
    }
  }
}
