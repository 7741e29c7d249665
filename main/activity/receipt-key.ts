// The key that signs receipts: this installation's own, sealed in the store; one for this process only where that cannot be.
import type { Log } from '../../shared/model/ports.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { SecretRepository } from '../store/repositories.ts'
import { createSigningKey, readSigningKey, type SigningKey } from './signing.ts'

export interface ReceiptKey extends SigningKey {
  /** False: it ends with this process, and the next one has another. */
  readonly lasts: boolean
}

const secretName = 'receipt-key'

export interface ReceiptKeyParts {
  readonly secrets: Pick<SecretRepository, 'load' | 'save'>
  /** Whether what is sealed now can be opened by the next process. */
  readonly survivesRestart: boolean
  readonly log: Log
}

/** Null when no key could be had at all: then nothing may be sent, because it could not be recorded. Never throws. */
export async function openReceiptKey(parts: ReceiptKeyParts): Promise<ReceiptKey | null> {
  try {
    const kept = await loadKey(parts)
    return kept === null ? await makeKey(parts) : { ...kept, lasts: true }
  } catch (error) {
    parts.log('error', 'There is no key to sign receipts with', error)
    return null
  }
}

/** Memory only: what is kept was sealed elsewhere, and is neither readable nor to be replaced. */
async function loadKey(parts: ReceiptKeyParts): Promise<SigningKey | null> {
  if (!parts.survivesRestart) return null
  const secret = await parts.secrets.load(secretName)
  if (secret === null) return null
  try {
    return readSigningKey(secret.reveal())
  } catch {
    parts.log('error', 'The kept receipt key is not a key; another one takes its place')
    return null
  }
}

async function makeKey({ secrets, survivesRestart, log }: ReceiptKeyParts): Promise<ReceiptKey> {
  const { key, privateJwk } = createSigningKey()
  if (!survivesRestart) return { ...key, lasts: false }
  try {
    await secrets.save(secretName, new Secret(privateJwk))
    return { ...key, lasts: true }
  } catch (error) {
    log('warn', 'The receipt key could not be kept; it serves this process only', error)
    return { ...key, lasts: false }
  }
}
