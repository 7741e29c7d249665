// Opens the vault: takes the data key from the keychain, or makes one that lives in memory only.
import { createHash } from 'node:crypto'
import { text } from '../../shared/catalogue/text.ts'
import type { Clock, Log, Randomness } from '../../shared/model/ports.ts'
import { createSealing } from './sealing.ts'
import type { Keychain, Vault } from './vault.ts'

const entryName = 'data-key'
const keyBytes = 32

export interface OpenVaultOptions {
  readonly keychain: Keychain
  readonly randomness: Pick<Randomness, 'bytes'>
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
  /** Longest wait for one keychain call, ms. */
  readonly timeoutMs: number
}

/**
 * Never fails: without a usable keychain the key lives in memory and `problem` says so.
 * Danger: an entry that exists is never replaced, whatever it holds.
 */
export async function openVault(options: OpenVaultOptions): Promise<Vault> {
  try {
    const stored = await withTimeout(options.keychain.get(entryName), options)
    const entry = stored ?? (await createEntry(options))
    const key = parseEntry(entry)
    if (key) return { ...createSealing(key, nameKey(key)), survivesRestart: true, problem: null }
    options.log('error', 'The keychain entry is not a data key; it was left alone')
    return openInMemory(options, text('store.keychain_unreadable'))
  } catch (cause) {
    options.log('warn', 'The keychain cannot be used', cause)
    return openInMemory(options, text('store.keychain_unavailable'))
  }
}

function openInMemory(options: OpenVaultOptions, problem: string): Vault {
  const key = options.randomness.bytes(keyBytes)
  const keyId = `memory-${Buffer.from(options.randomness.bytes(16)).toString('base64url')}`
  return { ...createSealing(key, keyId), survivesRestart: false, problem }
}

/** Saves a new key and reads it back: what the keychain holds afterwards is the truth. */
async function createEntry(options: OpenVaultOptions): Promise<string> {
  const entry = Buffer.from(options.randomness.bytes(keyBytes)).toString('base64url')
  await withTimeout(options.keychain.set(entryName, entry), options)
  const kept = await withTimeout(options.keychain.get(entryName), options)
  if (kept === null) throw new Error('The keychain took the key and does not give it back')
  return kept
}

function parseEntry(entry: string): Uint8Array | null {
  if (!/^[\w-]{43}$/.test(entry)) return null
  const key = Buffer.from(entry, 'base64url')
  return key.length === keyBytes ? key : null
}

/** Same key, same name, after every restart; the name tells nothing about the key. */
function nameKey(key: Uint8Array): string {
  const hash = createHash('sha256').update('countersign data key name').update(key).digest()
  return `keychain-${hash.subarray(0, 12).toString('base64url')}`
}

function withTimeout<Value>(call: Promise<Value>, options: OpenVaultOptions): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = options.clock.after(options.timeoutMs, () =>
      reject(new Error(text('store.keychain_timeout'))),
    )
    call.then(resolve, reject).finally(cancel)
  })
}
