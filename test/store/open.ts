// Opens a store in a fresh private folder that is removed after the test.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore, type OpenedStore } from '../../main/store/open-store.ts'
import type { Store } from '../../main/store/repositories.ts'
import type { Vault } from '../../main/vault/vault.ts'
import { FakeKeychain, openTestVault } from '../vault/fake-keychain.ts'

export interface TestStore extends OpenedStore {
  readonly folder: string
  readonly vault: Vault
  readonly logged: string[]
  /** Closes and opens again, as a restart does; with another vault where given. */
  reopen(vault?: Vault): TestStore
}

export async function openTestStore(given?: Vault): Promise<TestStore> {
  const vault = given ?? (await openTestVault(new FakeKeychain()))
  const folder = mkdtempSync(join(tmpdir(), 'countersign-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return openIn(folder, vault)
}

export function openIn(folder: string, vault: Vault): TestStore {
  const logged: string[] = []
  const log = (_level: string, message: string) => logged.push(message)
  const opened = openStore({ folder, vault, clock: { nowMs: () => 1_750_000_000_000 }, log })
  onTestFinished(() => closeQuietly(opened.store))
  return {
    ...opened,
    folder,
    vault,
    logged,
    reopen: (other = vault) => {
      closeQuietly(opened.store)
      return openIn(folder, other)
    },
  }
}

function closeQuietly(store: Store): void {
  try {
    store.close()
  } catch {
    // Closed by the test already.
  }
}
