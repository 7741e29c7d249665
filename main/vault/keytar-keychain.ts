// The OS keychain through keytar: one entry of the service `countersign` per profile folder.
import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type Keytar from 'keytar'
import type { Keychain } from './vault.ts'

const service = 'countersign'

/**
 * Keychain entries of the profile in `folder`, so that two profiles never share a data key.
 * Danger: keytar never settles when a bus exists but no keyring is unlocked; callers set a time-out.
 */
export function createKeytarKeychain(folder: string): Keychain {
  const profile = profileOf(folder)
  return {
    get: async (name) => (await loadKeytar()).getPassword(service, `${profile}:${name}`),
    set: async (name, value) =>
      (await loadKeytar()).setPassword(service, `${profile}:${name}`, value),
  }
}

/** Deletes every entry of the profile in `folder`. Rejects after `timeoutMs`, or when there is no keychain. */
export async function forgetKeytarEntries(folder: string, timeoutMs: number): Promise<void> {
  const prefix = `${profileOf(folder)}:`
  const late = delay(timeoutMs, 'late' as const, { ref: false })
  const forget = async (): Promise<'done'> => {
    const keytar = await loadKeytar()
    const entries = await keytar.findCredentials(service)
    const own = entries.filter(({ account }) => account.startsWith(prefix))
    for (const { account } of own) await keytar.deletePassword(service, account)
    return 'done'
  }
  if ((await Promise.race([forget(), late])) === 'late') throw new Error('The keychain is silent')
}

function profileOf(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 16)
}

/** Loaded on first use: the native module refuses to load on a machine without libsecret. */
async function loadKeytar(): Promise<typeof Keytar> {
  const module = await import('keytar')
  return module.default
}
