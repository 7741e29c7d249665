// Proves that a damaged file is found out and kept, and that damage never turns into another secret; COUNT sets how many.
// prove: 10000
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, afterAll, expect, test } from 'vitest'
import { isCountersignError } from '../../shared/errors.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { Store } from '../../main/store/repositories.ts'
import { openStore } from '../../main/store/open-store.ts'
import type { Vault } from '../../main/vault/vault.ts'
import { createSeededRandom } from '../flows/seeded.ts'
import { FakeKeychain, openTestVault } from '../vault/fake-keychain.ts'
import { buildCall, buildGrant } from './nouns.ts'

const trials = Number(process.env['COUNT'] ?? 60)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const pageBytes = 4096

let root = ''
let vault: Vault
let sound: Buffer
let log: Buffer
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'countersign-corpus-'))
  vault = await openTestVault(new FakeKeychain())
  const folder = join(root, 'sound')
  const { store } = open(folder)
  for (let number = 0; number < 8; number += 1) await write(store, number)
  log = readFileSync(join(folder, 'countersign.db-wal'))
  store.close()
  sound = readFileSync(join(folder, 'countersign.db'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function write(store: Store, number: number): Promise<void> {
  store.calls.save(buildCall({ id: `call-${number}` }))
  const grant = buildGrant({ id: `grant-${number}`, accessToken: new Secret(`token-${number}`) })
  store.grants.write(await store.grants.seal(grant))
}

function open(folder: string): ReturnType<typeof openStore> {
  return openStore({ folder, vault, clock: { nowMs: () => 1_750_000_000_000 }, log: () => {} })
}

type Damage = (folder: string, random: () => number) => void
const at = (random: () => number, below: number): number => Math.floor(random() * below)

function change(folder: string, edit: (bytes: Buffer) => void): void {
  const bytes = Buffer.from(sound)
  edit(bytes)
  writeFileSync(join(folder, 'countersign.db'), bytes)
}

const damages: Readonly<Record<string, Damage>> = {
  'a flipped bit': (folder, random) =>
    change(folder, (bytes) => {
      const place = at(random, bytes.length)
      bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << at(random, 8)), place)
    }),
  'a page of zeros': (folder, random) =>
    change(folder, (bytes) => {
      const page = at(random, bytes.length / pageBytes) * pageBytes
      bytes.fill(0, page, page + pageBytes)
    }),
  'two pages swapped': (folder, random) =>
    change(folder, (bytes) => {
      const [one, other] = [
        at(random, bytes.length / pageBytes),
        at(random, bytes.length / pageBytes),
      ]
      const kept = Buffer.from(bytes.subarray(one * pageBytes, (one + 1) * pageBytes))
      bytes.copy(bytes, one * pageBytes, other * pageBytes, (other + 1) * pageBytes)
      kept.copy(bytes, other * pageBytes)
    }),
  'cut short': (folder, random) =>
    writeFileSync(join(folder, 'countersign.db'), sound.subarray(0, at(random, sound.length))),
  'wrong magic': (folder, random) =>
    change(folder, (bytes) => bytes.fill(65, 0, 1 + at(random, 15))),
  'a log that is damaged': (folder, random) => {
    change(folder, () => undefined)
    const bytes = Buffer.from(log)
    bytes.writeUInt8(bytes.readUInt8(at(random, bytes.length)) ^ 0x10, at(random, bytes.length))
    writeFileSync(join(folder, 'countersign.db-wal'), bytes)
  },
  'a log of something else': (folder, random) => {
    change(folder, () => undefined)
    const bytes = Buffer.from(log)
    bytes.fill(at(random, 256), 16, 24)
    writeFileSync(join(folder, 'countersign.db-wal'), bytes)
  },
  'foreign shared memory': (folder, random) => {
    change(folder, () => undefined)
    writeFileSync(join(folder, 'countersign.db-shm'), Buffer.alloc(32_768, at(random, 256)))
  },
}

// Dies if: damage is not looked for, the damaged file is overwritten, or a sealed value opens to something else.
test(
  '[CRS-10] whatever happened to the file: it is kept, the app starts, and no secret is another',
  { timeout: 60_000 + trials * 1000 },
  async () => {
    const random = createSeededRandom(seed)
    console.info(`corrupt corpus: SEED=${seed} COUNT=${trials}`)
    const kinds = Object.keys(damages)
    let putAside = 0
    for (let trial = 0; trial < trials; trial += 1) {
      const kind = kinds[trial % kinds.length] ?? ''
      const folder = mkdtempSync(join(root, 'trial-'))
      damages[kind]?.(folder, random)
      const damaged = join(root, 'damaged')
      copyFileSync(join(folder, 'countersign.db'), damaged)
      const opened = open(folder)
      if (opened.recoveredFrom !== null) {
        putAside += 1
        expect(readFileSync(opened.recoveredFrom).equals(readFileSync(damaged)), kind).toBe(true)
      }
      await readEverything(opened.store)
      opened.store.close()
      rmSync(folder, { recursive: true })
    }
    expect(putAside).toBeGreaterThan(0)
  },
)

/** Each token is its own, or cannot be opened; nothing else is ever thrown than errors of ours. */
async function readEverything(store: Store): Promise<void> {
  for (let number = 0; number < 8; number += 1) {
    const grant = await store.grants.load(`grant-${number}`).catch(isOurs)
    if (grant !== null) expect(grant.accessToken.reveal()).toBe(`token-${number}`)
    try {
      store.calls.load(`call-${number}`)
    } catch (error) {
      isOurs(error)
    }
  }
}

function isOurs(error: unknown): null {
  expect(isCountersignError(error)).toBe(true)
  return null
}

// Dies if: the damaged file is moved without what belongs to it, or a second damage overwrites the first.
test('[CRS-10] what belongs to a damaged file is kept beside it', () => {
  const folder = mkdtempSync(join(root, 'beside-'))
  writeFileSync(join(folder, 'countersign.db'), 'damaged '.repeat(2000))
  writeFileSync(join(folder, 'countersign.db-wal'), log)
  const first = open(folder)
  expect(existsSync(`${first.recoveredFrom ?? ''}-wal`)).toBe(true)
  first.store.close()
})
