// DPoP keys and proofs (RFC 9449): one key per issuer, nonces per origin.
import type { CryptoKey, JWK } from 'jose'

/** A DPoP key pair. Danger: `privateKey` is extractable only into the vault. */
export interface DpopKey {
  readonly id: string
  /** RFC 7638 thumbprint. */
  readonly jkt: string
  readonly publicJwk: JWK
  readonly privateKey: CryptoKey
}

/** Keeps DPoP keys across restarts; made from the store by the composition root. */
export interface DpopKeyRing {
  /** Null when the key is gone or cannot be opened (binding lost). */
  load(keyId: string): Promise<DpopKey | null>
  create(): Promise<DpopKey>
}
