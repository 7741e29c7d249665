// A keychain in memory that can be made to fail, hang or forget, and a vault opened on it.
import { randomBytes } from 'node:crypto'
import { openVault } from '../../main/vault/open-vault.ts'
import type { Keychain, Vault } from '../../main/vault/vault.ts'

export type KeychainMood = 'well' | 'failing' | 'hanging' | 'forgetful'

export class FakeKeychain implements Keychain {
  readonly entries = new Map<string, string>()
  mood: KeychainMood = 'well'

  get(name: string): Promise<string | null> {
    return this.#answer(() => (this.mood === 'forgetful' ? null : (this.entries.get(name) ?? null)))
  }

  set(name: string, value: string): Promise<void> {
    return this.#answer(() => {
      this.entries.set(name, value)
    })
  }

  #answer<Value>(run: () => Value): Promise<Value> {
    if (this.mood === 'hanging') return new Promise(() => {})
    if (this.mood === 'failing') return Promise.reject(new Error('No such interface'))
    return Promise.resolve(run())
  }
}

/** Timers fire at once where `impatient`, so that a hanging keychain needs no real waiting. */
export function openTestVault(keychain: Keychain, impatient = false): Promise<Vault> {
  return openVault({
    keychain,
    randomness: { bytes: (count) => randomBytes(count) },
    clock: {
      after: (_delayMs, run) => {
        if (impatient) queueMicrotask(run)
        return () => {}
      },
    },
    log: () => {},
    timeoutMs: 5000,
  })
}
