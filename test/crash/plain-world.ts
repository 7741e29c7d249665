// A world for an engine that nobody asks anything: real clock, files and randomness, no desktop.
import type { World } from '../../main/engine.ts'
import { createFileLog } from '../../main/file-log.ts'
import { createSystemClock, makeRandomId, systemRandomness } from '../../main/system-clock.ts'
import type { Keychain } from '../../main/vault/vault.ts'

export function buildPlainWorld(folder: string, keychain: Keychain): World {
  const clock = createSystemClock()
  return {
    folder,
    version: '0.0.0',
    clock,
    randomness: systemRandomness,
    makeId: makeRandomId,
    log: createFileLog(folder, clock),
    keychain,
    shownGate: { requireShown: () => undefined },
    ceremony: {
      unavailableReason: () => 'There is none here.',
      run: () => Promise.resolve({ kind: 'cancelled' }),
    },
    openExternal: () => Promise.resolve(false),
    onChanged: () => undefined,
    onCallChanged: () => undefined,
    onCallEnded: () => undefined,
  }
}
