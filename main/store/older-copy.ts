// Keeps a copy of a database beside it while its schema is changed, private as the database itself.
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'

/**
 * Copies `file`, whose log must be empty, to `<file>.version-N`. Throws `store/full` or `store/failed`; then there is
 * no such copy, and nothing was changed.
 */
export function keepCopy(file: string, version: number): void {
  const copy = `${file}.version-${String(version)}`
  const unfinished = `${copy}.new`
  try {
    rmSync(unfinished, { force: true })
    copyFileSync(file, unfinished, constants.COPYFILE_EXCL)
    chmodSync(unfinished, 0o600)
    const descriptor = openSync(unfinished, 'r+')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(unfinished, copy)
  } catch (cause) {
    rmSync(unfinished, { force: true })
    const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC'
    const code = isFull ? 'store/full' : 'store/failed'
    throw new CountersignError(code, text('store.no_copy'), { cause })
  }
}

/** Removes the copies of earlier starts: the database came up without a step, so what replaced them holds. */
export function dropCopies(file: string): void {
  const folder = dirname(file)
  const start = `${basename(file)}.version-`
  for (const name of readdirSync(folder).filter((one) => one.startsWith(start))) {
    rmSync(join(folder, name), { force: true })
  }
}
