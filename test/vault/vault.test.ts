// Proves that the vault seals what it is given, binds it to its place, and never loses or replaces a key silently.
import { describe, expect, test } from 'vitest'
import { isCountersignError } from '../../shared/errors.ts'
import { Secret } from '../../shared/model/secret.ts'
import { FakeKeychain, openTestVault, type KeychainMood } from './fake-keychain.ts'

const place = { table: 'grants', row: 'grant-1', column: 'access_token' }

describe('the vault', () => {
  // Dies if: the key is made anew at every start.
  test('[VLT-01] opens after a restart what it sealed before', async () => {
    const keychain = new FakeKeychain()
    const before = await openTestVault(keychain)
    const sealed = await before.seal(new Secret('token-canary'), place)
    const after = await openTestVault(keychain)
    expect((await after.open(sealed, place)).reveal()).toBe('token-canary')
    expect(after.survivesRestart).toBe(true)
    expect(after.problem).toBeNull()
    expect(sealed).not.toContain('token-canary')
  })

  // Dies if: the header's table, row or column is not compared on opening.
  test.each([
    { ...place, table: 'secrets' },
    { ...place, row: 'grant-2' },
    { ...place, column: 'refresh_token' },
  ])('[VLT-02] refuses a value moved to $table/$row/$column', async (elsewhere) => {
    const vault = await openTestVault(new FakeKeychain())
    const sealed = await vault.seal(new Secret('value'), place)
    await expect(vault.open(sealed, elsewhere)).rejects.toSatisfy((error: unknown) =>
      isCountersignError(error, 'vault/cannot_open'),
    )
  })

  // Dies if: decryption failures are swallowed or the tag is not checked.
  test('[VLT-02] refuses a value changed in any part', async () => {
    const vault = await openTestVault(new FakeKeychain())
    const sealed = await vault.seal(new Secret('value'), place)
    for (const part of [0, 2, 3, 4]) {
      const parts = sealed.split('.')
      const original = parts[part] ?? ''
      parts[part] = (original.startsWith('A') ? 'B' : 'A') + original.slice(1)
      await expect(vault.open(parts.join('.'), place)).rejects.toSatisfy((error: unknown) =>
        isCountersignError(error, 'vault/cannot_open'),
      )
    }
  })

  test('[VLT-02] never uses an initialisation vector twice', async () => {
    const vault = await openTestVault(new FakeKeychain())
    const vectors = new Set<string>()
    for (let count = 0; count < 500; count += 1) {
      vectors.add((await vault.seal(new Secret('same'), place)).split('.')[2] ?? '')
    }
    expect(vectors.size).toBe(500)
  })

  // Dies if: a failing keychain makes opening throw, hang, or fall back to a file.
  test.each<KeychainMood>(['failing', 'hanging', 'forgetful'])(
    '[VLT-03] works in memory and says so when the keychain is %s',
    async (mood) => {
      const keychain = new FakeKeychain()
      keychain.mood = mood
      const vault = await openTestVault(keychain, mood === 'hanging')
      expect(vault.survivesRestart).toBe(false)
      expect(vault.keyId).toMatch(/^memory-/)
      expect(vault.problem).toContain('memory only')
      const sealed = await vault.seal(new Secret('value'), place)
      expect((await vault.open(sealed, place)).reveal()).toBe('value')
    },
  )

  // Dies if: a keychain that cannot be read now gets a new key written into it.
  test.each<KeychainMood>(['failing', 'hanging'])(
    '[VLT-04] keeps the key of a keychain that is %s for a while',
    async (mood) => {
      const keychain = new FakeKeychain()
      const sealed = await (await openTestVault(keychain)).seal(new Secret('value'), place)
      keychain.mood = mood
      await openTestVault(keychain, mood === 'hanging')
      keychain.mood = 'well'
      const later = await openTestVault(keychain)
      expect((await later.open(sealed, place)).reveal()).toBe('value')
    },
  )

  // Dies if: an entry that does not look like a key is overwritten.
  test('[VLT-04] leaves a foreign keychain entry alone', async () => {
    const keychain = new FakeKeychain()
    keychain.entries.set('data-key', 'something of another program')
    const vault = await openTestVault(keychain)
    expect(vault.survivesRestart).toBe(false)
    expect(vault.problem).toContain('left alone')
    expect(keychain.entries.get('data-key')).toBe('something of another program')
  })
})
