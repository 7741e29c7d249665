// What an authorization server answered, as values: expected branches are never exceptions.
import type { DeferralDialect } from '../../shared/model/deferral.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { DeferralHandle } from './deferral-handle.ts'

/** A token response that passed every check (token type, binding, issued_token_type). */
export interface IssuedTokens {
  readonly accessToken: Secret
  readonly refreshToken: Secret | null
  readonly tokenType: 'DPoP' | 'Bearer'
  readonly expiresInSeconds: number | null
  readonly scope: string | null
  readonly authorizationDetailsJson: string | null
  readonly acr: string | null
  readonly authTimeSeconds: number | null
  /** FiPA: the newest `auth_session`, to overwrite the stored one. */
  readonly authSession: Secret | null
  /** `sub` of the ID token: who signed in. */
  readonly subject?: string | null
  /** As received and checked; only an identity provider's is ever used again (ID-JAG). */
  readonly idToken?: Secret | null
  /** Lifetimes of the refresh token and of the authorization as a whole, where the server names them. */
  readonly refreshExpiresInSeconds?: number | null
  readonly authorizationExpiresInSeconds?: number | null
}

/** DTR -01 1.5: the server answered "not yet". */
export interface DeferredAnswer {
  /** Absent means `dtr`. */
  readonly dialect?: DeferralDialect
  /** The handle, whatever the dialect calls it. */
  readonly deferralCode: Secret
  /** What is sealed with the handle and held against the token when it comes. */
  readonly remembered?: Omit<DeferralHandle, 'code'>
  readonly intervalSeconds: number
  readonly expiresInSeconds: number
  readonly interactionRequired: boolean
  readonly interactionUri: string | null
  /** Device grant: what the person compares or types at `interactionUri`. */
  readonly userCode?: string | null
  /** CIBA: our own words, shown on both devices. */
  readonly bindingMessage?: string | null
  readonly serverWords: string | null
}

/**
 * Any refusal: `error` keeps the registered spelling. Five are ours: `bad_response` (the answer broke a rule), `not_bound`
 * (a Bearer token where it has to be bound), `other_person`, `wider_scope` (a token for more than was asked) and
 * `weaker_proof` (one of a sign-in that is weaker or older than was asked).
 * A poll that is still pending is a refusal too: `authorization_pending`, `interaction_required`, `slow_down`.
 */
export interface OAuthRefusal {
  readonly error: string
  /** The server's own words, capped. Untrusted text. */
  readonly errorDescription: string | null
  readonly status: number
  readonly authSession: Secret | null
  /** Of a pending poll: where the person may look at the request; checked (https or loopback http, no fragment). */
  readonly interactionUri?: string | null
  /** Of `insufficient_user_authentication`: what a new sign-in at this server has to show (RFC 9470's parameters). */
  readonly acrValues?: string | null
  readonly maxAgeSeconds?: number | null
  /** `Retry-After` beside an answer that was readable: not to be asked again sooner. */
  readonly retryAfterSeconds?: number | null
}

/** Nothing readable came back; `sent` is false only when the request surely never left. */
export interface NoAnswer {
  kind: 'no_answer'
  sent: boolean
  reason: string
  retryAfterSeconds: number | null
}

export type TokenAnswer =
  | { kind: 'issued'; tokens: IssuedTokens }
  | { kind: 'deferred'; deferred: DeferredAnswer }
  | { kind: 'refused'; refusal: OAuthRefusal }
  | NoAnswer

/** FiPA: what the authorization challenge endpoint answered. */
export type ChallengeAnswer =
  /** Redeem `code` without a `redirect_uri`, with the verifier. */
  | { kind: 'code'; code: Secret; authSession: Secret | null }
  /** `elicitations` exactly as received: parse before use. Empty when the server sent none. */
  | { kind: 'insufficient'; authSession: Secret | null; elicitations: readonly unknown[] }
  /** Includes `redirect_to_web` and `invalid_session`. */
  | { kind: 'refused'; refusal: OAuthRefusal }
  | NoAnswer

export type RevocationAnswer =
  { kind: 'revoked' } | { kind: 'refused'; refusal: OAuthRefusal } | NoAnswer
