// Appends structured lines to one log file of the data folder; secrets print as `[secret]`, or are taken out as `redact` does.
import {
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { Clock, Log } from '../shared/model/ports.ts'
import { redact } from './redact.ts'

/** Two files of this size at most, the older one under `.1`. */
const largestBytes = 2_000_000
/** Of one line: a detail may hold what a server sent. */
const longestDetail = 20_000
/** Much more is read than kept: a secret that the cut halves is not recognised any more. */
const longestRead = 5 * longestDetail
const inspection = { depth: 4, breakLength: Infinity, maxStringLength: longestRead }

function prepare(folder: string, path: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // Somebody's link would have us write, and set modes, elsewhere.
    if (lstatSync(path).isFile()) chmodSync(path, 0o600)
    else rmSync(path)
  } catch {
    // No file yet, or no folder that can be written: then nothing is logged.
  }
}

function append(path: string, line: string): void {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants
  if ((lstatSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestBytes)
    renameSync(path, `${path}.1`)
  const file = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600)
  try {
    writeSync(file, line)
  } finally {
    closeSync(file)
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
    try {
      const at = new Date(clock.nowMs()).toISOString()
      const told = detail === undefined ? {} : { detail: describe(detail) }
      append(path, `${buildLogLine({ at, level, message: describe(message), ...told })}\n`)
    } catch {
      // The disk may be full, or a getter of the detail throw; the app goes on.
    }
  }
}

function describe(detail: unknown): string {
  const words = typeof detail === 'string' ? detail : inspect(detail, inspection)
  return redact(words.slice(0, longestRead)).slice(0, longestDetail)
}
