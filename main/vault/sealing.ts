// Seals and opens single values as JWE (RFC 7516: dir, A256GCM), each bound to the place it is kept in.
import { CompactEncrypt, compactDecrypt } from 'jose'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { Vault } from './vault.ts'

/** `key` has 32 bytes; `keyId` goes into every protected header. */
export function createSealing(
  key: Uint8Array,
  keyId: string,
): Pick<Vault, 'keyId' | 'seal' | 'open'> {
  return {
    keyId,
    seal: (value, { table, row, column }) =>
      new CompactEncrypt(new TextEncoder().encode(value.reveal()))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: keyId, table, row, column })
        .encrypt(key),
    open: async (sealed, { table, row, column }) => {
      const { plaintext, protectedHeader } = await decrypt(sealed, key)
      const expected: Readonly<Record<string, string>> = { kid: keyId, table, row, column }
      const moved = Object.keys(expected).some((name) => protectedHeader[name] !== expected[name])
      if (moved) throw cannotOpen(new Error('Sealed for another place'))
      return new Secret(new TextDecoder().decode(plaintext))
    },
  }
}

async function decrypt(sealed: string, key: Uint8Array) {
  try {
    return await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
  } catch (cause) {
    throw cannotOpen(cause)
  }
}

function cannotOpen(cause: unknown): CountersignError {
  return new CountersignError('vault/cannot_open', text('store.cannot_open'), { cause })
}
