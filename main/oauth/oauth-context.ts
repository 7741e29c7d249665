// What every request of this room needs from outside, and who we are at one authorization server.
import type { IssuerOptions } from '../../shared/model/authorization-server.ts'
import type { Clock, Log, Randomness } from '../../shared/model/ports.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { GuardedFetch } from '../http/guarded-fetch.ts'
import type { DpopProofs } from './dpop-proofs.ts'
import type { DpopKey } from './dpop.ts'
import type { ServerMetadata } from './server-metadata.ts'

export interface OAuthContext {
  readonly fetch: GuardedFetch
  readonly clock: Clock
  readonly randomness: Randomness
  /** Shared by every room, so that there is one nonce memory per origin. */
  readonly proofs: DpopProofs
  readonly log: Log
}

/** Our registration at one authorization server, with the one DPoP key used there. */
export interface OAuthClient {
  readonly metadata: ServerMetadata
  readonly clientId: string
  readonly dpopKey: DpopKey
  /** True when the resource server takes bound tokens only: a Bearer answer is then refused. */
  readonly dpopRequired?: boolean
  /** Whom the connection belongs to (`sub`), where that is known: an ID token of somebody else is refused. */
  readonly subject?: string | null
  /** What the person turned on for this issuer; absent means that everything is off. */
  readonly options?: IssuerOptions
  /** Absent for a public client. */
  readonly authentication?:
    | { readonly method: 'client_secret_basic' | 'client_secret_post'; readonly secret: Secret }
    /** RFC 7523 section 2.2: `secret` is the private key as JWK JSON. */
    | { readonly method: 'private_key_jwt'; readonly secret: Secret }
}
