// Runs a process under strace, which counts its writes to the disk, and kills it or lets one fail where a test says.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What SQLite and the store ask the system for when they change a disk; `openat` only as far as paths are given. */
export const writingCalls = ['pwrite64', 'fsync', 'ftruncate', 'unlink', 'rename'] as const
export type WritingCall = (typeof writingCalls)[number] | 'openat'

export interface Point {
  readonly call: WritingCall
  /** The how manieth of its kind, from 1. */
  readonly number: number
}

/** Why strace cannot be used here, or null. */
export function whyNoStrace(): string | null {
  const tried = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true'], { encoding: 'utf8' })
  if (tried.error !== undefined) return 'needs strace (Debian: strace)'
  return tried.status === 0 ? null : `needs the right to trace: ${tried.stderr.trim()}`
}

/** Writes down every call of these kinds. */
export function record(file: string, calls: readonly string[] = writingCalls): string[] {
  return ['strace', '-f', '-qq', '-o', file, '-e', `trace=${calls.join(',')}`]
}

export function killAt({ call, number }: Point): string[] {
  const injected = `inject=${call}:signal=KILL:when=${String(number)}`
  return ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', injected]
}

export interface Fault {
  readonly at: Point
  readonly error: 'EIO' | 'ENOSPC'
  /** How many calls from there on fail; Infinity: all. */
  readonly times: number
}

/** Only calls about these files fail, where some are given. */
export function failAt({ at, error, times }: Fault, paths: readonly string[] = []): string[] {
  const first = String(at.number)
  const last = times === Infinity ? '+' : `..${String(at.number + times - 1)}`
  const injected = `inject=${at.call}:error=${error}:when=${first}${last}`
  const only = paths.flatMap((path) => ['-P', path])
  const out = ['strace', '-f', '-qq', '-o', '/dev/null', ...only]
  return [...out, '-e', `trace=${at.call}`, '-e', injected]
}

/** Every point of a recorded run, in the order of the kinds. */
export function listPoints(file: string): Point[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return writingCalls.flatMap((call) => {
    const count = lines.filter((line) => line.includes(` ${call}(`)).length
    return Array.from({ length: count }, (_, at) => ({ call, number: at + 1 }))
  })
}

/** Evenly spread over all of them, beginning at a place that `unit` (0 to 1) picks; all when there are no more. */
export function pickPoints(points: readonly Point[], count: number, unit: number): Point[] {
  if (count >= points.length) return [...points]
  const step = points.length / count
  return Array.from({ length: count }, (_, at) => {
    const place = Math.floor((at + unit) * step)
    return points[place % points.length] ?? { call: 'fsync', number: 1 }
  })
}
