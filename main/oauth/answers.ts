// What an authorization server answered, as values: expected branches are never exceptions.
import type { Secret } from '../../shared/model/secret.ts'

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
}

/** DTR -01 1.5: the server answered "not yet". */
export interface DeferredAnswer {
  readonly deferralCode: Secret
  readonly intervalSeconds: number
  readonly expiresInSeconds: number
  readonly interactionRequired: boolean
  readonly interactionUri: string | null
  readonly serverWords: string | null
}

/** Any refusal: `error` keeps the registered spelling. */
export interface OAuthRefusal {
  readonly error: string
  readonly errorDescription: string | null
  readonly status: number
  readonly authSession: Secret | null
}

export type TokenAnswer =
  | { kind: 'issued'; tokens: IssuedTokens }
  | { kind: 'deferred'; deferred: DeferredAnswer }
  | { kind: 'refused'; refusal: OAuthRefusal }
  /** Nothing readable came back; `sent` is false only when the request surely never left. */
  | { kind: 'no_answer'; sent: boolean; reason: string; retryAfterSeconds: number | null }
