// The decision table: how a resource server's refusal leads to a flow (protocols 13.2). Pure.
import type { Challenge } from '../../shared/model/tool-call.ts'

/** What is known about the call, the grant it used and the authorization server. */
export interface RouteFacts {
  readonly challenge: Challenge
  /** True when an access token went with the refused request. */
  readonly hadToken: boolean
  /** True when the grant in use (or the standing one) has a refresh token. */
  readonly canRefresh: boolean
  readonly firstParty: boolean
  readonly hasChallengeEndpoint: boolean
  readonly canExchange: boolean
  readonly supportsDeferral: boolean
  /** Loop guard: rounds this call has already used. */
  readonly refreshRounds: number
  readonly interactiveRounds: number
  /** Rows this call has already gone through: each at most once. */
  readonly usedRows: ReadonlySet<RouteRow>
}

/** Row numbers of the decision table that exist so far. */
export type RouteRow = 2 | 3 | 8 | 9
export type Transport = 'authorization_challenge' | 'browser'

export type Route =
  | { readonly kind: 'sign_in'; readonly row: 2 }
  | { readonly kind: 'refresh'; readonly row: 3 }
  /** Rows 7 and 8: one request carries scope, acr and max_age together. */
  | { readonly kind: 'step_up'; readonly row: 8; readonly transport: Transport }
  | {
      readonly kind: 'exchange'
      readonly row: 9
      readonly scope: string
      readonly deferred: boolean
    }
  | {
      readonly kind: 'widen'
      readonly row: 9
      readonly scope: string
      readonly transport: Transport
    }
  | { readonly kind: 'stop'; readonly why: 'forbidden' | 'unknown_error' | 'rounds' }

const maxRefreshRounds = 1
const maxInteractiveRounds = 2

/** First matching row wins. `use_dpop_nonce` never comes here: the request is repeated where it is sent. */
export function chooseRoute(facts: RouteFacts): Route {
  const { challenge } = facts
  const wantsProof = challenge.acrValues !== null || challenge.maxAgeSeconds !== null
  if (challenge.error === 'insufficient_user_authentication') return stepUp(facts)
  if (challenge.error === 'insufficient_scope') {
    if (wantsProof) return stepUp(facts)
    return challenge.scope === null ? stop('unknown_error') : widen(facts, challenge.scope)
  }
  if (challenge.status === 403)
    return stop(challenge.error === null ? 'forbidden' : 'unknown_error')
  if (challenge.error === 'invalid_token') return refresh(facts)
  if (challenge.error === null) return facts.hadToken ? refresh(facts) : signIn(facts)
  return stop('unknown_error')
}

function refresh(facts: RouteFacts): Route {
  const may = facts.canRefresh && facts.refreshRounds < maxRefreshRounds && !facts.usedRows.has(3)
  return may ? { kind: 'refresh', row: 3 } : signIn(facts)
}

function signIn(facts: RouteFacts): Route {
  return mayAsk(facts, 2) ? { kind: 'sign_in', row: 2 } : stop('rounds')
}

function stepUp(facts: RouteFacts): Route {
  if (!mayAsk(facts, 8)) return stop('rounds')
  return { kind: 'step_up', row: 8, transport: transportOf(facts) }
}

function widen(facts: RouteFacts, scope: string): Route {
  if (!mayAsk(facts, 9)) return stop('rounds')
  if (facts.hadToken && facts.canExchange) {
    return { kind: 'exchange', row: 9, scope, deferred: facts.supportsDeferral }
  }
  return { kind: 'widen', row: 9, scope, transport: transportOf(facts) }
}

function mayAsk(facts: RouteFacts, row: RouteRow): boolean {
  return facts.interactiveRounds < maxInteractiveRounds && !facts.usedRows.has(row)
}

function transportOf(facts: RouteFacts): Transport {
  return facts.firstParty && facts.hasChallengeEndpoint ? 'authorization_challenge' : 'browser'
}

function stop(why: 'forbidden' | 'unknown_error' | 'rounds'): Route {
  return { kind: 'stop', why }
}

/** The union of two space-separated scope texts, without repeats, in order (MCP: standing scopes only grow). */
export function joinScopes(first: string, second: string): string {
  return [...new Set(`${first} ${second}`.split(' ').filter((scope) => scope !== ''))].join(' ')
}
