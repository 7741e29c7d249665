// The OS keychain through keytar: one entry of the service `countersign` per profile folder.
import { createHash } from 'node:crypto'
import type Keytar from 'keytar'
import type { Keychain } from './vault.ts'

const service = 'countersign'

/**
 * Keychain entries of the profile in `folder`, so that two profiles never share a data key.
 * Danger: keytar never settles when a bus exists but no keyring is unlocked; callers set a time-out.
 */
export function createKeytarKeychain(folder: string): Keychain {
  const profile = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return {
    get: async (name) => (await loadKeytar()).getPassword(service, `${profile}:${name}`),
    set: async (name, value) =>
      (await loadKeytar()).setPassword(service, `${profile}:${name}`, value),
  }
}

/** Loaded on first use: the native module refuses to load on a machine without libsecret. */
async function loadKeytar(): Promise<typeof Keytar> {
  const module = await import('keytar')
  return module.default
}
