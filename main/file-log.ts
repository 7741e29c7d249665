// Appends structured lines to one log file of the data folder; secrets print as `[secret]` by their type.
import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { Clock, Log } from '../shared/model/ports.ts'

const largestBytes = 2_000_000

function prepare(folder: string, path: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chmodSync(path, 0o600)
    if (statSync(path).size > largestBytes) renameSync(path, `${path}.1`)
  } catch {
    // No file yet, or no folder that can be written: then nothing is logged.
  }
}

/** What a terminal would obey or an eye could not see, beyond what JSON escapes itself: C1, DEL, bidi, invisible. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu

/** One line of JSON in printable characters only, whatever a server put into a message (threat 34). */
export function buildLogLine(line: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(line).replaceAll(unprintable, (character) =>
    Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

/** A log that never throws: what cannot be written is dropped, because logging must not stop the app. */
export function createFileLog(folder: string, clock: Clock): Log {
  const path = join(folder, 'countersign.log')
  prepare(folder, path)
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
      appendFileSync(path, `${buildLogLine(line)}\n`, { mode: 0o600 })
    } catch {
      // The disk may be full; the app goes on.
    }
  }
}
