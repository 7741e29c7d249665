// A real store in a folder of its own, whose clock a test sets as it likes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore } from '../../main/store/open-store.ts'
import type { Store } from '../../main/store/repositories.ts'
import { FakeKeychain, openTestVault } from '../vault/fake-keychain.ts'

export const startMs = 1_750_000_000_000

export interface TimedStore {
  readonly store: Store
  readonly folder: string
  readonly setNow: (nowMs: number) => void
}

export async function openTimedStore(): Promise<TimedStore> {
  const vault = await openTestVault(new FakeKeychain())
  const folder = mkdtempSync(join(tmpdir(), 'countersign-timed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  let nowMs = startMs
  const log = (): void => undefined
  const { store } = openStore({ folder, vault, clock: { nowMs: () => nowMs }, log })
  onTestFinished(() => store.close())
  return {
    store,
    folder,
    setNow: (value) => {
      nowMs = value
    },
  }
}
