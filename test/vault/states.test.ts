// Proves that whatever state the keychain is in, nothing hangs, nothing is lost, and no key or token is in clear on the disk.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createFileLog } from '../../main/file-log.ts'
import { openStore, type OpenedStore } from '../../main/store/open-store.ts'
import { openVault } from '../../main/vault/open-vault.ts'
import type { Keychain, Vault } from '../../main/vault/vault.ts'
import { Secret } from '../../shared/model/secret.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { encodingsOf } from '../flows/canary.ts'
import { buildGrant } from '../store/nouns.ts'

const canary = 'canary-access-token-7f3a'

/** Entries as the system keeps them; every call may be answered, refused, or never. */
class System implements Keychain {
  readonly entries = new Map<string, string[]>()
  answer: (call: 'get' | 'set') => 'answers' | 'refuses' | 'hangs' | 'late' = () => 'answers'
  readonly #clock = createVirtualClock()

  async get(name: string): Promise<string | null> {
    await this.#wait('get')
    return this.entries.get(name)?.[0] ?? null
  }

  async set(name: string, value: string): Promise<void> {
    await this.#wait('set')
    this.entries.set(name, [value, ...(this.entries.get(name) ?? [])])
  }

  /** Opens vault and store while time goes by as fast as it can. */
  async open(folder: string, keys: Uint8Array[]): Promise<OpenedStore & { vault: Vault }> {
    const clock = this.#clock
    const log = createFileLog(folder, clock)
    const randomness = {
      bytes: (count: number) => {
        const made = randomBytes(count)
        if (count === 32) keys.push(made)
        return made
      },
    }
    let vault: Vault | null = null
    const startedAtMs = clock.nowMs()
    const opening = openVault({ keychain: this, randomness, clock, log, timeoutMs: 5_000 })
    void opening.then((opened) => (vault = opened))
    for (let turn = 0; turn < 200 && vault === null; turn += 1) {
      await setImmediate()
      clock.advance(1_000)
    }
    // Dies if: a call is waited for without end.
    expect(clock.nowMs() - startedAtMs).toBeLessThan(60_000)
    const opened = openStore({ folder, vault: await opening, clock, log })
    return { ...opened, vault: await opening }
  }

  #wait(call: 'get' | 'set'): Promise<void> {
    const how = this.answer(call)
    if (how === 'answers') return Promise.resolve()
    if (how === 'refuses') return Promise.reject(new Error('org.freedesktop.Secret.Error.IsLocked'))
    if (how === 'hangs') return new Promise(() => undefined)
    return new Promise((resolve) => this.#clock.after(60_000, resolve))
  }
}

const states: Readonly<Record<string, (system: System) => void>> = {
  absent: (system) => (system.answer = () => 'refuses'),
  'locked, and silent about it': (system) => (system.answer = () => 'hangs'),
  'gone between two calls': (system) => {
    system.entries.clear()
    system.answer = (call) => (call === 'get' ? 'answers' : 'refuses')
  },
  'gone in the middle of a call': (system) => {
    system.entries.clear()
    system.answer = (call) => (call === 'get' ? 'answers' : 'hangs')
  },
  'answering after a minute': (system) => (system.answer = () => 'late'),
  'without the entry': (system) => system.entries.clear(),
  'with an entry that another program changed': (system) =>
    system.entries.set('data-key', ['theirs']),
  'with another key in the entry': (system) =>
    system.entries.set('data-key', [randomBytes(32).toString('base64url')]),
  'with two entries': (system) => {
    const [own = ''] = system.entries.get('data-key') ?? []
    system.entries.set('data-key', [own, randomBytes(32).toString('base64url')])
  },
}

// Dies if: a key is written beside the data, a token is kept unsealed, an entry is replaced, or a row that waits for its
// key is deleted.
test.each(Object.keys(states))('[CRS-12] a keychain that is %s', async (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-keychain-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const system = new System()
  const keys: Uint8Array[] = []
  const before = await system.open(folder, keys)
  await keep(before, 'before')
  before.store.close()
  const entries = system.entries.get('data-key')?.slice() ?? []

  states[name]?.(system)
  const changed = system.entries.get('data-key')?.slice() ?? []
  const during = await system.open(folder, keys)
  await keep(during, 'during')
  expect((await during.store.grants.load('during'))?.accessToken.reveal()).toBe(canary)
  expect(during.store.grants.has('before')).toBe(true)
  if (!during.vault.survivesRestart) expect(during.vault.problem).toContain('memory only')
  if (changed.length > 0) expect(system.entries.get('data-key')).toEqual(changed)
  expect(listClear(folder, [...keys, Buffer.from(canary)])).toEqual([])
  during.store.close()

  system.answer = () => 'answers'
  system.entries.set('data-key', entries)
  const after = await system.open(folder, keys)
  expect((await after.store.grants.load('before'))?.accessToken.reveal()).toBe(canary)
  expect(listClear(folder, [...keys, Buffer.from(canary)])).toEqual([])
  after.store.close()
})

async function keep({ store }: OpenedStore, id: string): Promise<void> {
  store.grants.write(await store.grants.seal(buildGrant({ id, accessToken: new Secret(canary) })))
}

/** Files that hold one of these bytes in any form. */
function listClear(folder: string, secrets: readonly Uint8Array[]): string[] {
  const forms = secrets.flatMap((bytes) => encodingsOf(Buffer.from(bytes)))
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const content = readFileSync(join(folder, name), 'latin1')
    return forms.some((form) => content.includes(form))
  })
}
