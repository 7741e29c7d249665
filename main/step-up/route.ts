// The decision table: how a resource server's refusal leads to a flow (protocols 13.2). Pure.
import type { Challenge } from '../../shared/model/tool-call.ts'

/** Row numbers of the decision table that may ask for something. */
export type RouteRow = 2 | 3 | 5 | 6 | 8 | 9
/** Every way to a grant that a refusal may lead to, besides refreshing one. */
export type Transport =
  | 'client_credentials'
  | 'identity_assertion'
  | 'exchange'
  | 'authorization_challenge'
  | 'backchannel'
  | 'device'
  | 'browser'

/** What is known about the call, the grant it used and the authorization server. */
export interface RouteFacts {
  readonly challenge: Challenge
  /** True when an access token went with the refused request. */
  readonly hadToken: boolean
  /** True when the grant in use (or the standing one) has a refresh token. */
  readonly canRefresh: boolean
  /** Ways that this authorization server offers and the person allows there. */
  readonly offered: ReadonlySet<Transport>
  /** An `auth_session` that the resource server named may be taken up (row 6). */
  readonly takesAuthSession: boolean
  /** Loop guard: rounds this call has already used. */
  readonly refreshRounds: number
  readonly interactiveRounds: number
  /** Rows this call has already gone through: each at most once, but row 5, which counts its references itself. */
  readonly usedRows: ReadonlySet<RouteRow>
}

export type StopReason = 'forbidden' | 'unknown_error' | 'rounds'
export type Route =
  | { readonly kind: 'refresh'; readonly row: 3 }
  /** A standing grant. */
  | { readonly kind: 'sign_in'; readonly row: 2 }
  /** The authorization details that the resource server names. */
  | { readonly kind: 'remedy'; readonly row: 5; readonly transports: readonly Transport[] }
  /** One request carries scope, acr and max_age together (rows 6, 7 and 8). */
  | { readonly kind: 'step_up'; readonly row: 6 | 8; readonly transports: readonly Transport[] }
  | {
      readonly kind: 'widen'
      readonly row: 6 | 9
      readonly scope: string
      readonly transports: readonly Transport[]
    }
  | { readonly kind: 'stop'; readonly why: StopReason }

const maxRefreshRounds = 1
const maxInteractiveRounds = 2

/** First matching row wins. `use_dpop_nonce` never comes here: the request is repeated where it is sent. */
export function chooseRoute(facts: RouteFacts): Route {
  const { challenge } = facts
  const wantsProof = challenge.acrValues !== null || challenge.maxAgeSeconds !== null
  if (challenge.error === 'insufficient_authorization') return remedy(facts)
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

function remedy(facts: RouteFacts): Route {
  const { challenge, interactiveRounds } = facts
  if (challenge.status !== 401 || (challenge.authorizationRemediation ?? null) === null)
    return stop('unknown_error')
  if (interactiveRounds >= maxInteractiveRounds) return stop('rounds')
  return { kind: 'remedy', row: 5, transports: listTransports(5, facts) }
}

function stepUp(facts: RouteFacts): Route {
  if (!mayAsk(facts, 8)) return stop('rounds')
  const row = takesAuthSession(facts) ? 6 : 8
  return { kind: 'step_up', row, transports: listTransports(row, facts) }
}

function widen(facts: RouteFacts, scope: string): Route {
  if (!mayAsk(facts, 9)) return stop('rounds')
  const row = takesAuthSession(facts) ? 6 : 9
  return { kind: 'widen', row, scope, transports: listTransports(row, facts) }
}

/** Row 6 goes over the challenge endpoint alone; where that is not allowed, the `auth_session` counts for nothing. */
function takesAuthSession(facts: RouteFacts): boolean {
  const native = facts.offered.has('authorization_challenge')
  return facts.takesAuthSession && native && !facts.usedRows.has(6)
}

function mayAsk(facts: RouteFacts, row: RouteRow): boolean {
  return facts.interactiveRounds < maxInteractiveRounds && !facts.usedRows.has(row)
}

/**
 * The order of ways in each row. Client credentials stand alone: the app acts for itself, and no person's grant may
 * take its place. A way that a person turned on (backchannel, device) goes before the browser where somebody signs in.
 */
const orders: Readonly<Record<Exclude<RouteRow, 3>, readonly Transport[]>> = {
  2: ['identity_assertion', 'authorization_challenge', 'backchannel', 'device', 'browser'],
  5: ['authorization_challenge', 'exchange', 'backchannel', 'browser'],
  6: ['authorization_challenge', 'browser'],
  8: ['authorization_challenge', 'browser', 'backchannel'],
  9: ['exchange', 'identity_assertion', 'authorization_challenge', 'backchannel', 'browser'],
}

/** The offered ways of a row, in its order. */
export function listTransports(
  row: Exclude<RouteRow, 3>,
  { offered, hadToken }: Pick<RouteFacts, 'offered' | 'hadToken'>,
): readonly Transport[] {
  if ((row === 2 || row === 9) && offered.has('client_credentials')) return ['client_credentials']
  return orders[row].filter(
    (transport) => offered.has(transport) && (transport !== 'exchange' || hadToken),
  )
}

function stop(why: StopReason): Route {
  return { kind: 'stop', why }
}

/** The union of two space-separated scope texts, without repeats, in order (MCP: standing scopes only grow). */
export function joinScopes(first: string, second: string): string {
  return [...new Set(`${first} ${second}`.split(' ').filter((scope) => scope !== ''))].join(' ')
}
