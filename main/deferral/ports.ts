// What the deferral service needs from the rest of main, so that it knows neither store nor network.
import type { Deferral, DeferralEnd } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { BootClock, Clock, Log, MakeId, Randomness } from '../../shared/model/ports.ts'
import type { IssuedTokens } from '../oauth/answers.ts'
import type { DpopKey } from '../oauth/dpop.ts'
import type { PollAnswer } from '../oauth/poll-requests.ts'
import type { RevokeOutcome } from './event.ts'

export interface SealedNoun<Noun> {
  readonly noun: Noun
  readonly sealed: Readonly<Record<string, string | null>>
}

/** Satisfied by the store. */
export interface DeferralStore {
  transaction<Value>(run: () => Value): Value
  readonly deferrals: {
    seal(deferral: Deferral): Promise<SealedNoun<Deferral>>
    write(deferral: SealedNoun<Deferral>): void
    listAlive(): Promise<Deferral[]>
    codeState(deferralId: string): 'readable' | 'locked' | 'lost' | 'none'
  }
  readonly grants: {
    seal(grant: Grant): Promise<SealedNoun<Grant>>
    write(grant: SealedNoun<Grant>): void
    remove(grantId: string): void
  }
}

/** What a success writes: for a call its own grant, else a standing one, which may stand for older ones. */
export interface PreparedGrant {
  readonly grant: Grant
  /** Removed in the same transaction. */
  readonly replaces: readonly string[]
}

/** How one attempt to withdraw went; the server may name when to ask again (`Retry-After`). */
export type RevokeAnswer = RevokeOutcome | { readonly againAfterSeconds: number }

export interface DeferralPorts {
  readonly clock: Clock
  /** Absent where the platform does not number its starts. */
  readonly boot?: BootClock | null
  readonly randomness: Pick<Randomness, 'unit'>
  readonly makeId: MakeId
  readonly log: Log
  readonly store: DeferralStore
  /** Runs it after what has arrived by now was looked at, so that changes can be written together; absent: one by one. */
  readonly soon?: (run: () => void) => void
  /** Null when the key is gone for good. */
  loadKey(keyId: string): Promise<DpopKey | null>
  /** One poll with its own time-out (70 s). A rejection counts as sent without an answer. */
  poll(deferral: Deferral, key: DpopKey): Promise<PollAnswer>
  /** One revocation request for the deferral code. A rejection counts as no answer. */
  revoke(deferral: Deferral, key: DpopKey): Promise<RevokeAnswer>
  /** Revokes tokens that came after a cancel. Best effort. */
  revokeTokens(deferral: Deferral, tokens: IssuedTokens, key: DpopKey): Promise<void>
  /** Builds what is to be written; writes nothing. A rejection is tried again. */
  prepareGrant(deferral: Deferral, tokens: IssuedTokens): Promise<PreparedGrant>
  /** Runs inside the transaction that ends the deferral: synchronous, a throw undoes the end and it is tried again. */
  inSameTransaction?(end: DeferralEnd): void
  /** After any change that was written, for views. */
  onChange?(deferral: Deferral): void
  /** A place to go to that was not named before; once for each, after it was written. Opening it is the person's. */
  onInteraction?(deferral: Deferral): void
  /** Once per deferral, after its end is durable. */
  onEnd(end: DeferralEnd): void
}
