// The ports through which a refusal becomes a new grant, and what can come of it.
import type { Connection } from '../../shared/model/connection.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { Challenge, ToolCall } from '../../shared/model/tool-call.ts'

export type ObtainOutcome =
  /** Stored already; bound to this call. */
  | { kind: 'granted'; grantId: string }
  /** Persisted already, polling by itself; ends with a DeferralEnd event. */
  | {
      kind: 'deferred'
      deferralId: string
      /** A standing grant for less than was asked, to go on with meanwhile. */
      lesserGrantId?: string
    }
  | { kind: 'denied'; reason: string }
  /** The person declined or let it run out. */
  | { kind: 'cancelled'; reason: string }
  | { kind: 'expired'; reason: string }
  /** `oauthError`: the registered error code, where an authorization server gave one. */
  | {
      kind: 'failed'
      reason: string
      oauthError?: string
      /** The resource server named again what it was just given. */
      looped?: true
    }

/** How registering a passkey ended. */
export type RegisterOutcome =
  { kind: 'registered' } | Exclude<ObtainOutcome, { kind: 'granted' } | { kind: 'deferred' }>

export interface StepUp {
  /** Turns the refusal of one call into a grant for that call, by the decision table (protocols 13). */
  obtainForCall(request: {
    call: ToolCall
    connection: Connection
    challenge: Challenge
  }): Promise<ObtainOutcome>
  /** An `auth_session` that the resource server named beside its newest refusal of this call; held in memory only. */
  offerAuthSession?(callId: string, session: Secret): void
  /**
   * Obtains a standing grant for a connection: FiPA for first-party issuers, else the system browser.
   * `browserSignal` ends a wait for the browser only; an open elicitation is answered or runs out.
   */
  signIn(
    connection: Connection,
    onProgress: (step: string) => void,
    browserSignal?: AbortSignal,
  ): Promise<ObtainOutcome>
  /** Registers a passkey at a first-party issuer by the ceremony (webauthn-form/1 with creation options). */
  registerPasskey(connection: Connection): Promise<RegisterOutcome>
  /** Ends step-ups of this call (task cancelled). */
  abandonForCall(callId: string): void
}

/** Runs a passkey ceremony in a view of its own (design: passkeys in-band); implemented by the desktop. */
export interface PasskeyCeremony {
  /** Null when a passkey can be used here, else why not, in plain words. */
  unavailableReason(): string | null
  /**
   * `optionsJson` is already checked and clamped (rpId, userVerification, timeout, extensions).
   * `origin` is the relying party's own origin. Answers the credential's JSON, or why there is none.
   */
  run(request: {
    kind: 'get' | 'create'
    origin: string
    optionsJson: string
  }): Promise<
    | { kind: 'credential'; json: string }
    | { kind: 'cancelled' }
    | { kind: 'failed'; reason: string }
  >
}
