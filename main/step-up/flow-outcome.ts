// How one flow at an authorization server ended.
import type { GrantOrigin } from '../../shared/model/grant.ts'
import type { DeferredAnswer, IssuedTokens } from '../oauth/answers.ts'
import type { Transport } from './route.ts'

export type FlowOutcome =
  | { readonly kind: 'issued'; readonly tokens: IssuedTokens; readonly by?: GrantOrigin }
  | { readonly kind: 'deferred'; readonly deferred: DeferredAnswer }
  /** This way ends here and another may go on: `only` the one that the server points at, where it does. */
  | {
      readonly kind: 'web'
      readonly only?: Transport
      /** Why it ended, for when there is no other way. */
      readonly reason?: string
    }
  | {
      readonly kind: 'denied' | 'cancelled' | 'expired' | 'failed'
      readonly reason: string
      /** The registered error code, where the server gave one. */
      readonly oauthError?: string
    }
