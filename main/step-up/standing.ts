// Obtains and renews standing grants, and a lesser one to go on with while a sign-in is still being decided.
import { text } from '../../shared/catalogue/text.ts'
import { endedDeferralStates } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { OAuthRefusal } from '../oauth/answers.ts'
import type { ChallengeWant } from './challenge-loop.ts'
import type { StepUpCore } from './core.ts'
import type { ObtainOutcome } from './obtain.ts'
import { buildWant, listOffers } from './offers.ts'
import { describeNoAnswer, describeRefusal } from './refusal.ts'
import { joinScopes, listTransports, type Transport } from './route.ts'
import { runTransports, type FlowEnd } from './run-transports.ts'
import { settleFlow } from './settle.ts'
import { failed, type Party } from './step-up-parts.ts'

export interface StandingAsk {
  /** Null asks for what the resource server names. */
  readonly scope: string | null
  readonly browserSignal?: AbortSignal | undefined
  /** Set when a call asks, not the person. */
  readonly forCall?: Pick<ChallengeWant, 'signal' | 'mayPrompt'>
  readonly onProgress?: (step: string) => void
}

/** Renews `grant` where there is one to renew, else obtains a standing grant anew. */
export async function refreshOrSignIn(
  core: StepUpCore,
  party: Party,
  { grant, ...asked }: { grant: Grant | null } & StandingAsk,
): Promise<ObtainOutcome> {
  if (grant === null) return obtainStanding(core, party, asked)
  const outcome = await core.refreshGrant(grant)
  if (outcome.kind === 'refreshed') return { kind: 'granted', grantId: outcome.grant.id }
  if (outcome.kind === 'not_now') return failed(describeNoAnswer(party.host))
  if (outcome.kind === 'deferred') return outcome
  const stopped = outcome.refusal === undefined ? null : whyStop(outcome.refusal, party.host)
  if (stopped !== null) return stopped
  return obtainStanding(core, party, asked)
}

/** Answers that no sign-in would change (protocols 13.3). The refresh token is kept. */
const stops = new Set([
  'access_denied',
  'invalid_scope',
  'invalid_target',
  'invalid_authorization_details',
  'unauthorized_client',
])

function whyStop(refusal: OAuthRefusal, host: string): ObtainOutcome | null {
  const end = stops.has(refusal.error) ? describeRefusal(refusal, host) : null
  return end === null || end.kind === 'web' ? null : end
}

/** Standing scopes only grow (MCP): what was granted before is asked for again. */
export async function obtainStanding(
  core: StepUpCore,
  party: Party,
  asked: StandingAsk,
): Promise<ObtainOutcome> {
  const waiting = asked.forCall === undefined ? null : findWaitingSignIn(core, party)
  if (waiting !== null) return { kind: 'deferred', deferralId: waiting }
  const scope = joinScopes(
    party.standing?.scope ?? '',
    `${asked.scope ?? party.connection.scopesSupported.join(' ')} ${stayOf(party)}`,
  )
  const want = buildWant(party, { scope: scope === '' ? null : scope, ...asked.forCall })
  const ways = listTransports(2, { offered: listOffers(party), hadToken: false })
  if (ways.length === 0) return failed(text('step-up.no-way', { host: party.host }))
  const wantFor = (way: Transport): ChallengeWant =>
    withoutPerson.has(way) ? { ...want, scope: dropScopesOfPerson(want.scope) } : want
  const end = await runTransports(core, { party, want, wantFor, ...browserOf(asked) }, ways)
  const settled = await settleFlow(core.parts, { party, want }, end.outcome)
  if (settled.kind === 'deferred') return withLesser(core, party, { asked, settled, end })
  if (settled.kind === 'granted') await removeOthers(core, party, settled.grantId)
  return settled
}

/** A sign-in that is being decided already: a second one would only ask the same people again (protocols 12.6). */
function findWaitingSignIn({ parts }: StepUpCore, party: Party): string | null {
  const mine = parts.store.deferrals
    .listAllFacts()
    .find(
      (one) =>
        one.callId === null &&
        (one.renewsGrantId ?? null) === null &&
        one.connectionId === party.connection.id &&
        one.issuer === party.server.issuer &&
        !endedDeferralStates.has(one.state),
    )
  return mine?.id ?? null
}

interface Lesser {
  readonly asked: StandingAsk
  readonly settled: Extract<ObtainOutcome, { kind: 'deferred' }>
  readonly end: FlowEnd
}

/** Ways that a request goes alone; on the others the person is still being asked, somewhere else. */
const repeatable = new Set<Transport | null>([
  'authorization_challenge',
  'browser',
  'identity_assertion',
  'client_credentials',
])

/**
 * Asks once more for the same, without opting in: a server that answers at once gives what it can give now, which may
 * be less than was asked (DTR -01, implementation considerations). The person's sign-in is fresh: no question is
 * answered a second time, and where the server asks one, there is no lesser grant.
 */
async function withLesser(
  core: StepUpCore,
  party: Party,
  { asked, settled, end: { outcome: deferred, want, by } }: Lesser,
): Promise<ObtainOutcome> {
  const mayGoAlone =
    repeatable.has(by) &&
    deferred.kind === 'deferred' &&
    deferred.deferred.dialect !== 'jwt_interaction'
  if (party.standing !== null || want.completionMode === undefined) return settled
  if (by === null || !mayGoAlone) return settled
  asked.onProgress?.(text('step-up.progress-lesser', { host: party.host }))
  const { completionMode: _later, ...now } = want
  const lesserWant: ChallengeWant = { ...now, asksNobody: true }
  const flow = { party, want: lesserWant, ...browserOf(asked) }
  const { outcome } = await runTransports(core, flow, [by])
  if (outcome.kind !== 'issued') return settled
  const lesser = await settleFlow(core.parts, { party, want: lesserWant, lesser: true }, outcome)
  return lesser.kind === 'granted' ? { ...settled, lesserGrantId: lesser.grantId } : settled
}

function browserOf({ browserSignal }: StandingAsk): { browserSignal?: AbortSignal } {
  return browserSignal === undefined ? {} : { browserSignal }
}

async function removeOthers({ parts }: StepUpCore, party: Party, grantId: string): Promise<void> {
  const { grants } = parts.store
  for (const grant of await grants.listStanding(party.connection.id)) {
    if (grant.id !== grantId) grants.remove(grant.id)
  }
}

/** Ways on which nobody signs in here: there is nobody to stay signed in, and no refresh token is given. */
const withoutPerson = new Set<Transport>(['client_credentials', 'identity_assertion'])

function dropScopesOfPerson(scope: string | null): string | null {
  const kept = (scope ?? '').split(' ').filter((one) => !['openid', 'offline_access'].includes(one))
  return joinScopes(kept.join(' '), '') || null
}

/** Asks to stay signed in where that is offered. */
function stayOf({ client }: Party): string {
  const offered = client.metadata.scopes_supported?.includes('offline_access') === true
  return offered ? 'offline_access' : ''
}
