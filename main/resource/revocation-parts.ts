// What the queue of revocations needs from outside, and what it says of what is still queued.
import type { AuthorizationServer } from '../../shared/model/authorization-server.ts'
import type { Clock, Log, MakeId } from '../../shared/model/ports.ts'
import type { Revocation } from '../../shared/model/revocation.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { DpopKeyRing } from '../oauth/dpop.ts'
import type { OAuthContext } from '../oauth/oauth-context.ts'

export interface SealedRevocation {
  readonly noun: Revocation
  readonly sealed: Readonly<Record<string, string | null>>
}

export interface RevocationParts {
  readonly store: {
    readonly revocations: {
      seal(revocation: Revocation): Promise<SealedRevocation>
      add(revocation: SealedRevocation): void
      saveFacts(revocation: Revocation): void
      listFacts(): Revocation[]
      load(revocationId: string): Promise<Revocation | null>
      remove(revocationId: string): void
    }
    readonly authorizationServers: { load(issuer: string): AuthorizationServer | null }
    readonly secrets: { load(name: string): Promise<Secret | null> }
  }
  readonly oauth: OAuthContext
  readonly keys: Pick<DpopKeyRing, 'load'>
  readonly clock: Clock
  readonly makeId: MakeId
  readonly log: Log
  /** What is queued has changed, for views. */
  readonly onChanged: () => void
}

/** Tokens of one issuer that nobody wants any more, and who they were issued to. */
export interface UnwantedTokens {
  readonly issuer: string
  readonly clientId: string
  readonly dpopKeyId: string
  readonly refreshToken: Secret | null
  readonly accessToken: Secret | null
}

/** What the person is told of one that is still queued. */
export interface QueuedRevocation {
  readonly issuer: string
  readonly queuedAtMs: number
  readonly nextTryAtMs: number
}
