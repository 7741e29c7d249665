// Starting over: asked for by a file in the data folder, carried out by the next start before anything is opened.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { text } from '../shared/catalogue/text.ts'
import { CountersignError } from '../shared/errors.ts'
import type { Log } from '../shared/model/ports.ts'

const request = 'reset-asked'
/** Ours by name: a folder that somebody shares with other things loses nothing else. */
const ours = /^countersign\.(?:db|log)(?:[.-].*)?$/

export interface ResetParts {
  readonly folder: string
  /** Deletes this profile's entries of the keychain. */
  readonly forgetKeys: () => Promise<void>
  readonly log: Log
}

/** From now on the next start deletes everything. Throws `store/failed` when it could not be written: nothing is lost. */
export function askReset(folder: string): void {
  try {
    writeFileSync(path.join(folder, request), '', { mode: 0o600 })
  } catch (cause) {
    const words = text('settings.reset_not_kept', { folder })
    throw new CountersignError('store/failed', words, { cause })
  }
}

/**
 * Deletes database, log and keys if that was asked for, true when it was. Call before anything of the folder is opened.
 * The request goes last, so a crash in between begins anew. Throws `store/failed` when a file cannot be deleted.
 */
export async function finishReset({ folder, forgetKeys, log }: ResetParts): Promise<boolean> {
  const names = readdirSync(folder)
  if (!names.includes(request)) return false
  // A keychain that cannot be opened keeps a key that opens nothing any more.
  await forgetKeys().catch((error: unknown) => log('warn', 'keys were not deleted', { error }))
  try {
    for (const name of names.filter((one) => ours.test(one))) rmSync(path.join(folder, name))
    rmSync(path.join(folder, request))
  } catch (cause) {
    throw new CountersignError('store/failed', text('settings.reset_failed', { folder }), { cause })
  }
  return true
}
