// Proves that a sealed value is worth nothing in another place, in part, under another key or in an older form; COUNT sets how many.
// prove: 1000000
import { CompactEncrypt } from 'jose'
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { isCountersignError } from '../../shared/errors.ts'
import { Secret } from '../../shared/model/secret.ts'
import { createSealing } from '../../main/vault/sealing.ts'
import { buildGrant } from '../store/nouns.ts'
import { openTestStore } from '../store/open.ts'

const vectorsTried = Number(process.env['COUNT'] ?? 2000)
const key = randomBytes(32)
const { seal, open } = createSealing(key, 'keychain-test')
const place = { table: 'grants', row: 'grant-1', column: 'access_token' }

async function refuses(sealed: string, where = place): Promise<void> {
  await expect(open(sealed, where)).rejects.toSatisfy((error: unknown) =>
    isCountersignError(error, 'vault/cannot_open'),
  )
}

// Dies if: the vector is counted from a fixed start, made from the content, or shorter than 96 bits.
test(
  '[CRS-11] no vector is used twice under one key',
  { timeout: 30_000 + vectorsTried },
  async () => {
    const seen = new Set<string>()
    for (let count = 0; count < vectorsTried; count += 1) {
      const vector = (await seal(new Secret('same'), place)).split('.')[2] ?? ''
      expect(Buffer.from(vector, 'base64url')).toHaveLength(12)
      seen.add(vector)
    }
    expect(seen.size).toBe(vectorsTried)
  },
)

// Dies if: a tag shorter than 128 bits is taken.
test('[CRS-11] a tag that was cut is refused at every length', async () => {
  const parts = (await seal(new Secret('value'), place)).split('.')
  const tag = Buffer.from(parts[4] ?? '', 'base64url')
  expect(tag).toHaveLength(16)
  for (let length = 0; length < 16; length += 1) {
    await refuses([...parts.slice(0, 4), tag.subarray(0, length).toString('base64url')].join('.'))
  }
})

// Dies if: only some of the header is held against the place.
test('[CRS-11] a value that was sealed for no place, or in another form, is refused', async () => {
  const value = new TextEncoder().encode('value')
  const headers = [
    { alg: 'dir', enc: 'A256GCM' },
    { alg: 'dir', enc: 'A256GCM', kid: 'keychain-test' },
    { alg: 'dir', enc: 'A256GCM', kid: 'keychain-older', ...place },
    { alg: 'dir', enc: 'A256GCM', kid: 'keychain-test', table: 'grants', row: 'grant-1' },
    { alg: 'dir', enc: 'A256GCM', kid: 'keychain-test', ...place, row: ['grant-1'] },
  ]
  for (const header of headers) {
    await refuses(await new CompactEncrypt(value).setProtectedHeader(header).encrypt(key))
  }
  const longer = { alg: 'dir', enc: 'A256CBC-HS512', kid: 'keychain-test', ...place }
  await refuses(await new CompactEncrypt(value).setProtectedHeader(longer).encrypt(randomBytes(64)))
})

// Dies if: parts of two values can be put together.
test('[CRS-11] every mixture of two sealed values is refused', async () => {
  const one = (await seal(new Secret('one'), place)).split('.')
  const other = (await seal(new Secret('two'), place)).split('.')
  for (let mixture = 1; mixture < 31; mixture += 1) {
    const mixed = one.map((part, at) => (((mixture >> at) & 1) === 1 ? (other[at] ?? '') : part))
    const text = mixed.join('.')
    if (text === one.join('.') || text === other.join('.')) continue
    // Header and (empty) key of both are alike: such a mixture is one of the two.
    const isWhole = [one, other].some((whole) => whole.join('.') === text)
    if (!isWhole) await refuses(text)
  }
})

// Dies if: a row's sealed values may be swapped with another row's, column's or account's in the database itself.
test('[CRS-11] values swapped between rows and columns of the database open to nothing', async () => {
  const { store } = await openTestStore()
  const sealed = await Promise.all(
    ['a', 'b'].map((id) =>
      store.grants.seal(
        buildGrant({
          id,
          accessToken: new Secret(`access ${id}`),
          refreshToken: new Secret(`refresh ${id}`),
        }),
      ),
    ),
  )
  const [a, b] = sealed
  if (a === undefined || b === undefined) throw new Error('Nothing was sealed')
  store.grants.write({
    noun: a.noun,
    sealed: { ...a.sealed, accessToken: b.sealed['accessToken'] ?? null },
  })
  expect(await store.grants.load('a')).toBeNull()
  store.grants.write({
    noun: a.noun,
    sealed: { ...a.sealed, accessToken: a.sealed['refreshToken'] ?? null },
  })
  expect(await store.grants.load('a')).toBeNull()
  store.grants.write({
    noun: b.noun,
    sealed: { ...b.sealed, refreshToken: b.sealed['accessToken'] ?? null },
  })
  const half = await store.grants.load('b')
  expect(half?.accessToken.reveal()).toBe('access b')
  expect(half?.refreshToken).toBeNull()
})
