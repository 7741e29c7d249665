// Makes secret values that carry a mark, so that a scan finds them wherever they leak.
import { randomBytes } from 'node:crypto'

/** The mark inside every secret that the sandbox invents. */
export const canary = 'cnry'

/** A fresh opaque secret with 256 bits of randomness, for example `cnry-dc-...`. */
export function buildSecretValue(kind: string): string {
  return `${canary}-${kind}-${randomBytes(32).toString('base64url')}`
}

/** A short random id that is not a secret. */
export function buildId(prefix: string): string {
  return `${prefix}-${randomBytes(9).toString('hex')}`
}
