// Obtains what one refused call needs, by the route that the decision table chose.
import { text } from '../../shared/catalogue/text.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Challenge } from '../../shared/model/tool-call.ts'
import type { ChallengeWant } from './challenge-loop.ts'
import type { CallProgress, CallRequest, CallSituation } from './call-situation.ts'
import type { StepUpCore } from './core.ts'
import type { ObtainOutcome } from './obtain.ts'
import { buildWant, listOffers, offersOpenId } from './offers.ts'
import { loadAuthSession } from './auth-session.ts'
import { runRemedy } from './remedy.ts'
import { operationOf } from './remembered-refusals.ts'
import { chooseRoute, joinScopes, type Route, type Transport } from './route.ts'
import { runTransports } from './run-transports.ts'
import { settleFlow } from './settle.ts'
import { obtainStanding, refreshOrSignIn } from './standing.ts'
import { failed, loadParty, type Party } from './step-up-parts.ts'

/** A token this close to its end is refreshed before it is used. */
const expiryMarginMs = 10_000

/** The same operation that was denied before is not asked for again: see `RememberedRefusals`. */
export async function obtainForCall(
  core: StepUpCore,
  request: CallRequest,
  { progress, signal }: { progress: CallProgress; signal: AbortSignal },
): Promise<ObtainOutcome> {
  const { call, connection } = request
  const party = await loadParty(core.parts, connection)
  if ('kind' in party) return party
  const operation = operationOf(connection.resource ?? connection.url, call)
  if (core.refusals.isRefused(operation, call)) {
    return { kind: 'denied', reason: text('step-up.denied-before', { host: party.host }) }
  }
  const situation = await buildSituation(core, request, { party, progress, signal })
  const route = chooseRoute(await buildFacts(core, situation))
  if (route.kind !== 'stop') progress.usedRows.add(route.row)
  const outcome = await runRoute(core, situation, route)
  remember(
    core,
    { operation, party, stopped: route.kind === 'stop' && route.why === 'rounds' },
    outcome,
  )
  return outcome
}

function remember(
  { refusals, pace, parts }: StepUpCore,
  { operation, party, stopped }: { operation: string; party: Party; stopped: boolean },
  outcome: ObtainOutcome,
): void {
  const looped = outcome.kind === 'failed' && outcome.looped === true
  if (outcome.kind === 'denied' || stopped || looped)
    refusals.onRefused(operation, parts.clock.nowMs())
  if (outcome.kind === 'deferred') refusals.onWait(operation, outcome.deferralId)
  if (outcome.kind === 'granted' || outcome.kind === 'deferred') pace.onHelped(party.server.issuer)
}

async function buildSituation(
  core: StepUpCore,
  request: CallRequest,
  facts: Pick<CallSituation, 'party' | 'progress' | 'signal'>,
): Promise<CallSituation> {
  const { call } = request
  const { party, signal } = facts
  const { standing } = party
  const own = call.grantId === null ? null : await core.parts.store.grants.load(call.grantId)
  const refreshable =
    [own, standing].find((grant) => (grant?.refreshToken ?? null) !== null) ?? null
  return {
    ...facts,
    request,
    refreshable,
    hadToken: own !== null || standing !== null,
    mayPrompt: core.pace.begin(party.server.issuer, {
      signal,
      approvedAtMs: call.decidedBy === 'person' ? call.decidedAtMs : null,
    }),
    subjectToken:
      standing === null ? null : async () => (await freshen(core, standing)).accessToken,
  }
}

async function buildFacts(
  { parts }: StepUpCore,
  { request: { call, challenge }, party, progress, refreshable, hadToken }: CallSituation,
): Promise<Parameters<typeof chooseRoute>[0]> {
  const { issuer } = party.server
  // Only from a server that the person marked as this issuer's own, and never in place of what the issuer itself gave.
  const goesOn = continuesWait(parts.store, call)
  const offered = listOffers(party)
  const named = progress.offeredAuthSession !== null && party.connection.firstPartyIssuer === issuer
  const held = named ? await loadAuthSession(parts.store.secrets, issuer) : null
  return {
    challenge,
    hadToken,
    canRefresh: refreshable !== null,
    offered: goesOn ? new Set([...offered].filter((one) => asksThePerson.has(one))) : offered,
    takesAuthSession: named && held === null,
    refreshRounds: call.refreshRounds,
    interactiveRounds: call.interactiveRounds,
    // Going on is no new way: it is the same one, where the server pointed.
    usedRows: goesOn ? new Set() : progress.usedRows,
  }
}

const asksThePerson: ReadonlySet<Transport> = new Set(['authorization_challenge', 'browser'])

/** A call comes back from a wait that broke off only when the server wants more of the person (protocols 13.3). */
function continuesWait(
  { deferrals }: StepUpCore['parts']['store'],
  { deferralId }: CallRequest['call'],
): boolean {
  if (deferralId === null) return false
  return deferrals.listAllFacts().some(({ id, state }) => id === deferralId && state === 'invalid')
}

async function runRoute(
  core: StepUpCore,
  situation: CallSituation,
  route: Route,
): Promise<ObtainOutcome> {
  const { request, party, refreshable, signal, mayPrompt } = situation
  const { scope } = request.challenge
  const standing = { scope, forCall: { signal, mayPrompt } }
  switch (route.kind) {
    case 'stop':
      return failed(describeStop(route.why, request.challenge))
    case 'refresh':
      return keepOutcome(await refreshOrSignIn(core, party, { ...standing, grant: refreshable }))
    case 'sign_in':
      return keepOutcome(await obtainStanding(core, party, standing))
    case 'remedy':
      return runRemedy(core, situation, route.transports)
    case 'step_up':
    case 'widen':
      return runAskingRoute(core, situation, route)
  }
}

/** A lesser grant lets the call go on; whether that is enough the resource server says. */
function keepOutcome(outcome: ObtainOutcome): ObtainOutcome {
  const lesser = outcome.kind === 'deferred' ? (outcome.lesserGrantId ?? null) : null
  return lesser === null ? outcome : { kind: 'granted', grantId: lesser }
}

type AskingRoute = Extract<Route, { kind: 'step_up' | 'widen' }>

/** Scope, acr and max_age go in one request, so that the person is asked once (rows 7 and 8). */
async function runAskingRoute(
  core: StepUpCore,
  situation: CallSituation,
  route: AskingRoute,
): Promise<ObtainOutcome> {
  const { party, request, signal, mayPrompt, subjectToken } = situation
  const { scope: neededScope } = request.challenge
  const [first] = route.transports
  if (first === undefined) return failed(text('step-up.no-way', { host: party.host }))
  if (first === 'client_credentials')
    return obtainStanding(core, party, { scope: neededScope, forCall: { signal, mayPrompt } })
  const wantFor = (transport: Transport): ChallengeWant =>
    buildCallWant(situation, route, transport)
  const flow = { party, want: wantFor(first), wantFor, subjectToken }
  const { outcome, want } = await runTransports(core, flow, route.transports)
  return settleFlow(core.parts, { party, want, neededScope }, outcome)
}

/**
 * Which scopes (MCP authorization: the union of requested and challenged ones). A new authorization by the person takes
 * the place of what the server holds for this client, so it asks for the union and loses nothing. A token exchange and
 * an identity assertion give a grant for one call beside the standing one, which stays as it is: there the challenged
 * scopes, which are authoritative for the operation, are all that is asked for (least privilege).
 */
function buildCallWant(
  { request, party, progress, signal, mayPrompt }: CallSituation,
  route: AskingRoute,
  transport: Transport,
): ChallengeWant {
  const { call, challenge } = request
  const proof = { acrValues: challenge.acrValues, maxAgeSeconds: challenge.maxAgeSeconds }
  const alone = transport === 'exchange' || transport === 'identity_assertion'
  const union = joinScopes(
    joinScopes(party.standing?.scope ?? '', challenge.scope ?? ''),
    offersOpenId(party) ? 'openid' : '',
  )
  const scope = alone ? challenge.scope : union
  return buildWant(party, {
    callId: call.id,
    signal,
    mayPrompt,
    scope: scope === '' ? null : scope,
    offeredAuthSession: route.row === 6 ? progress.offeredAuthSession : null,
    ...(route.kind === 'step_up' ? proof : {}),
  })
}

async function freshen(core: StepUpCore, grant: Grant): Promise<Grant> {
  const nowMs = core.parts.clock.nowMs()
  if (grant.expiresAtMs === null || grant.expiresAtMs > nowMs + expiryMarginMs) return grant
  const outcome = await core.refreshGrant(grant)
  return outcome.kind === 'refreshed' ? outcome.grant : grant
}

function describeStop(why: Extract<Route, { kind: 'stop' }>['why'], challenge: Challenge): string {
  if (why === 'rounds') return text('step-up.too-many-proofs')
  if (why === 'forbidden') return text('step-up.forbidden')
  return text('step-up.unknown-refusal', { error: challenge.error ?? String(challenge.status) })
}
