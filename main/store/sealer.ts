// The part of the vault that the store needs, and what the name of a key tells about a sealed value.
import { decodeProtectedHeader } from 'jose'
import { isCountersignError } from '../../shared/errors.ts'
import type { Secret } from '../../shared/model/secret.ts'

export interface SealedPlace {
  readonly table: string
  readonly row: string
  readonly column: string
}

/** Satisfied by the vault. */
export interface Sealer {
  readonly keyId: string
  seal(value: Secret, place: SealedPlace): Promise<string>
  open(sealed: string, place: SealedPlace): Promise<Secret>
}

/** `lost`: sealed in memory by a process that has ended. `locked`: sealed under a keychain key we do not hold now. */
export function sealedState(sealed: string, keyId: string): 'readable' | 'locked' | 'lost' {
  const kid = readKeyId(sealed)
  if (kid === keyId) return 'readable'
  return kid === null || kid.startsWith('memory-') ? 'lost' : 'locked'
}

function readKeyId(sealed: string): string | null {
  try {
    const { kid } = decodeProtectedHeader(sealed)
    return typeof kid === 'string' ? kid : null
  } catch {
    return null
  }
}

/** The secret, or null when it cannot be opened; other failures are thrown. */
export async function openOrNull(
  sealer: Sealer,
  sealed: string,
  place: SealedPlace,
): Promise<Secret | null> {
  try {
    return await sealer.open(sealed, place)
  } catch (error) {
    if (isCountersignError(error, 'vault/cannot_open')) return null
    throw error
  }
}
