// How one flow at an authorization server ended.
import type { DeferredAnswer, IssuedTokens } from '../oauth/answers.ts'

export type FlowOutcome =
  | { readonly kind: 'issued'; readonly tokens: IssuedTokens }
  | { readonly kind: 'deferred'; readonly deferred: DeferredAnswer }
  /** The native flow ends here; the browser may go on. */
  | { readonly kind: 'web'; readonly browserOnly?: true }
  | {
      readonly kind: 'denied' | 'cancelled' | 'expired' | 'failed'
      readonly reason: string
      /** The registered error code, where the server gave one. */
      readonly oauthError?: string
    }
