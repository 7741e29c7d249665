// Turns the end of a flow into what the journey gets: a stored grant, a persisted deferral, or why neither.
import { text } from '../../shared/catalogue/text.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { coversScope, isAssured } from './assurance.ts'
import type { ChallengeWant } from './challenge-loop.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { buildGrant, saveGrant } from './grant-store.ts'
import { judgeDetails } from './granted-details.ts'
import type { ObtainOutcome } from './obtain.ts'
import { failed, type Party, type StepUpParts } from './step-up-parts.ts'

export interface Settling {
  readonly party: Party
  readonly want: ChallengeWant
  /** What the refused call needs at least; null when the refusal named none. */
  readonly neededScope?: string | null
  /** It serves until the wait for the rest ends. */
  readonly lesser?: boolean
}

type Issued = Extract<FlowOutcome, { kind: 'issued' }>

/**
 * A grant that is weaker, older or narrower than asked, or has details that nobody asked for, is dropped, so that it
 * cannot start a loop or do more. Scopes that a person added at the server stay.
 */
export async function settleFlow(
  parts: StepUpParts,
  settling: Settling,
  outcome: FlowOutcome,
): Promise<ObtainOutcome> {
  const { host } = settling.party
  switch (outcome.kind) {
    case 'issued': {
      const fault = findFault(parts, settling, outcome)
      if (fault !== null) {
        await dropTokens(parts, settling.party, outcome)
        return failed(text(fault, { host }))
      }
      const grant = await saveIssued(parts, settling, outcome)
      return { kind: 'granted', grantId: grant.id }
    }
    case 'deferred':
      return beginDeferral(parts, settling, outcome.deferred)
    case 'web':
      return failed(outcome.reason ?? text('step-up.refused-silently', { host }))
    default:
      return outcome
  }
}

function findFault(
  parts: StepUpParts,
  { party, want, neededScope = null }: Settling,
  { tokens }: Issued,
): 'step-up.weaker-than-asked' | 'step-up.narrower-scope' | 'step-up.wider-scope' | null {
  if (!isAssured(tokens, want, timeAt(parts, party))) return 'step-up.weaker-than-asked'
  if (!coversScope(tokens, neededScope)) return 'step-up.narrower-scope'
  const details = judgeDetails(want.authorizationDetailsJson, tokens.authorizationDetailsJson)
  if (details === 'more') return 'step-up.wider-scope'
  // `unknown` where the server says nothing of them: the resource server decides, once.
  return details === 'less' ? 'step-up.narrower-scope' : null
}

/** Given back, not only forgotten: nobody is to hold what may not be used. */
export async function dropTokens(
  parts: StepUpParts,
  { server, client }: Party,
  { tokens: { refreshToken, accessToken } }: Issued,
): Promise<void> {
  const { issuer } = server
  const { clientId, dpopKey } = client
  const unwanted = { issuer, clientId, dpopKeyId: dpopKey.id, refreshToken, accessToken }
  await parts.dropTokens?.(unwanted)
}

/** `auth_time` is by the clock of the authorization server. */
function timeAt({ oauth }: StepUpParts, { client }: Party): number {
  return oauth.proofs.serverTimeMs(client.metadata.token_endpoint ?? client.metadata.issuer)
}

async function saveIssued(
  parts: StepUpParts,
  { party, want, lesser }: Settling,
  { tokens, by }: Issued,
): Promise<Grant> {
  const built = buildGrant(tokens, {
    id: parts.makeId(),
    issuer: party.server.issuer,
    connectionId: party.connection.id,
    resource: party.connection.resource ?? party.connection.url,
    callId: want.callId,
    askedScope: want.scope ?? '',
    dpopKeyId: party.client.dpopKey.id,
    nowMs: parts.clock.nowMs(),
  })
  const origin = by === undefined ? {} : { obtainedBy: by }
  const grant: Grant = { ...built, ...origin, ...(lesser === true ? { lesser } : {}) }
  await saveGrant(parts.store.grants, grant)
  return grant
}

async function beginDeferral(
  parts: StepUpParts,
  { party, want }: Settling,
  deferred: Extract<FlowOutcome, { kind: 'deferred' }>['deferred'],
): Promise<ObtainOutcome> {
  const { callId, connectionId, scope, resource, authorizationDetailsJson } = want
  const { acrValues, maxAgeSeconds } = want
  const deferral = await parts.deferrals.begin({
    callId,
    connectionId,
    issuer: party.server.issuer,
    clientId: party.client.clientId,
    dpopKeyId: party.client.dpopKey.id,
    scope: scope ?? '',
    resource: resource ?? '',
    authorizationDetailsJson,
    acrValues,
    maxAgeSeconds,
    deferred,
  })
  return { kind: 'deferred', deferralId: deferral.id }
}
