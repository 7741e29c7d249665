// Obtains what one refused call needs, by the route that the decision table chose.
import { text } from '../../shared/catalogue/text.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Challenge, ToolCall } from '../../shared/model/tool-call.ts'
import { usesDpop } from '../oauth/server-metadata.ts'
import { exchangeGrantType } from '../oauth/identifiers.ts'
import { runExchange } from './exchange.ts'
import type { ObtainOutcome } from './obtain.ts'
import { chooseRoute, joinScopes, type Route, type RouteRow } from './route.ts'
import { settleFlow } from './settle.ts'
import { failed, loadParty, type Party } from './step-up-parts.ts'
import {
  buildWant,
  hasChallengeEndpoint,
  obtainStanding,
  refreshOrSignIn,
  runTransport,
  transportOf,
  type StepUpCore,
} from './transports.ts'

export interface CallRequest {
  readonly call: ToolCall
  readonly connection: Connection
  readonly challenge: Challenge
}

/** What belongs to one call while the app runs. `usedRows` is added to. */
export interface CallProgress {
  readonly usedRows: Set<RouteRow>
  readonly signal: AbortSignal
}

interface Situation {
  readonly request: CallRequest
  readonly party: Party
  /** The grant a refresh could renew, or null. */
  readonly refreshable: Grant | null
  readonly signal: AbortSignal
}

/** A token this close to its end is refreshed before it is used. */
const expiryMarginMs = 10_000

export async function obtainForCall(
  core: StepUpCore,
  request: CallRequest,
  { usedRows, signal }: CallProgress,
): Promise<ObtainOutcome> {
  const { call, connection } = request
  const party = await loadParty(core.parts, connection)
  if ('kind' in party) return party
  const own = call.grantId === null ? null : await core.parts.store.grants.load(call.grantId)
  const refreshable =
    [own, party.standing].find((grant) => (grant?.refreshToken ?? null) !== null) ?? null
  const hadToken = own !== null || party.standing !== null
  const situation = { request, party, refreshable, signal }
  const route = chooseRoute({ ...factsOf(situation), hadToken, usedRows })
  if (route.kind !== 'stop') usedRows.add(route.row)
  return runRoute(core, situation, route)
}

function factsOf({
  request: { call, challenge },
  party,
  refreshable,
}: Situation): Omit<Parameters<typeof chooseRoute>[0], 'hadToken' | 'usedRows'> {
  const { metadata } = party.client
  return {
    challenge,
    canRefresh: refreshable !== null,
    firstParty: party.server.firstParty,
    hasChallengeEndpoint: hasChallengeEndpoint(party),
    canExchange: metadata.grant_types_supported?.includes(exchangeGrantType) === true,
    // A public client may opt in only with a proof (DTR -01 1.4).
    supportsDeferral:
      metadata.deferred_token_response_supported === true &&
      (usesDpop(metadata) || party.client.authentication !== undefined),
    refreshRounds: call.refreshRounds,
    interactiveRounds: call.interactiveRounds,
  }
}

async function runRoute(
  core: StepUpCore,
  situation: Situation,
  route: Route,
): Promise<ObtainOutcome> {
  const { request, party, refreshable } = situation
  const { scope } = request.challenge
  switch (route.kind) {
    case 'stop':
      return failed(describeStop(route.why, request.challenge))
    case 'refresh':
      return refreshOrSignIn(core, party, { grant: refreshable, scope })
    case 'sign_in':
      return obtainStanding(core, party, { scope })
    case 'exchange':
      return runExchangeRoute(core, situation, route)
    case 'step_up':
    case 'widen':
      return runAskingRoute(core, situation, route)
  }
}

/** Scope, acr and max_age go in one request, so that the person is asked once (rows 7 and 8). */
async function runAskingRoute(
  core: StepUpCore,
  { request, party, signal }: Situation,
  route: Extract<Route, { kind: 'step_up' | 'widen' }>,
): Promise<ObtainOutcome> {
  const { call, challenge } = request
  const scope = joinScopes(party.standing?.scope ?? '', challenge.scope ?? '')
  const proof = { acrValues: challenge.acrValues, maxAgeSeconds: challenge.maxAgeSeconds }
  const want = buildWant(party, {
    callId: call.id,
    signal,
    scope: withOpenId(party, scope),
    ...(route.kind === 'step_up' ? proof : {}),
  })
  const outcome = await runTransport(core, { party, want }, route.transport)
  return settleFlow(core.parts, { party, want, neededScope: challenge.scope }, outcome)
}

/** Exactly the scope of the refusal: the grant serves this call alone. */
async function runExchangeRoute(
  core: StepUpCore,
  { request, party, signal }: Situation,
  route: Extract<Route, { kind: 'exchange' }>,
): Promise<ObtainOutcome> {
  if (party.standing === null) return failed(text('step-up.no-standing-grant'))
  const { scope, deferred } = route
  const want = buildWant(party, { callId: request.call.id, signal, scope })
  const { accessToken: subjectToken } = await freshen(core, party.standing)
  const outcome = await runExchange(core.ports, want, { subjectToken, scope, deferred })
  const settling = { party, want, neededScope: scope }
  if (outcome.kind !== 'web') return settleFlow(core.parts, settling, outcome)
  const transport = outcome.browserOnly === true ? 'browser' : transportOf(party)
  const end = await runTransport(core, { party, want }, transport)
  return settleFlow(core.parts, settling, end)
}

async function freshen(core: StepUpCore, grant: Grant): Promise<Grant> {
  const nowMs = core.parts.clock.nowMs()
  if (grant.expiresAtMs === null || grant.expiresAtMs > nowMs + expiryMarginMs) return grant
  const outcome = await core.refreshGrant(grant)
  return outcome.kind === 'refreshed' ? outcome.grant : grant
}

/** With `openid` an ID token comes along, which shows how strong and how fresh the proof was. */
function withOpenId({ client }: Party, scope: string): string | null {
  const offered = client.metadata.scopes_supported?.includes('openid') === true
  const all = joinScopes(scope, offered ? 'openid' : '')
  return all === '' ? null : all
}

function describeStop(why: Extract<Route, { kind: 'stop' }>['why'], challenge: Challenge): string {
  if (why === 'rounds') return text('step-up.too-many-proofs')
  if (why === 'forbidden') return text('step-up.forbidden')
  return text('step-up.unknown-refusal', { error: challenge.error ?? String(challenge.status) })
}
