// What must stay secret: seals values one by one with a data key that lives in the OS keychain, or in memory only.
import type { Secret } from '../../shared/model/secret.ts'

/** Where a sealed value lives; bound into the JWE's protected header so that it cannot be moved elsewhere. */
export interface SealContext {
  readonly table: string
  readonly row: string
  readonly column: string
}

export interface Vault {
  /** Names the data key (`kid` of every JWE); starts with `memory-` when the key ends with this process. */
  readonly keyId: string
  /** False when no keychain could be used: sealed values then end with this process. */
  readonly survivesRestart: boolean
  /** Why the keychain could not be used, for people, or null. */
  readonly problem: string | null
  /** JWE compact (`dir`, A256GCM). */
  seal(value: Secret, context: SealContext): Promise<string>
  /** Throws `vault/cannot_open` when the value was sealed under another key or context. */
  open(sealed: string, context: SealContext): Promise<Secret>
}

/** The OS keychain as the vault needs it: one text per name. Calls may reject, or never settle. */
export interface Keychain {
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
}
