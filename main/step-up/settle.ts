// Turns the end of a flow into what the journey gets: a stored grant, a persisted deferral, or why neither.
import { text } from '../../shared/catalogue/text.ts'
import { coversScope, isAssured } from './assurance.ts'
import type { ChallengeWant } from './authorization-challenge.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { buildGrant, saveGrant } from './grant-store.ts'
import type { ObtainOutcome } from './obtain.ts'
import { failed, type Party, type StepUpParts } from './step-up-parts.ts'

export interface Settling {
  readonly party: Party
  readonly want: ChallengeWant
  /** What the refused call needs at least; null when the refusal named none. */
  readonly neededScope?: string | null
}

/** A grant weaker, older or narrower than needed is dropped, so that it cannot start a loop. */
export async function settleFlow(
  parts: StepUpParts,
  { party, want, neededScope = null }: Settling,
  outcome: FlowOutcome,
): Promise<ObtainOutcome> {
  const { host } = party
  switch (outcome.kind) {
    case 'issued':
      if (!isAssured(outcome.tokens, want, timeAt(parts, party))) {
        return failed(text('step-up.weaker-than-asked', { host }))
      }
      if (!coversScope(outcome.tokens, neededScope)) {
        return failed(text('step-up.narrower-scope', { host }))
      }
      return saveIssued(parts, { party, want }, outcome.tokens)
    case 'deferred':
      return beginDeferral(parts, { party, want }, outcome.deferred)
    case 'web':
      return failed(text('step-up.refused-silently', { host }))
    default:
      return outcome
  }
}

/** `auth_time` is by the clock of the authorization server. */
function timeAt({ oauth }: StepUpParts, { client }: Party): number {
  return oauth.proofs.serverTimeMs(client.metadata.token_endpoint ?? client.metadata.issuer)
}

async function saveIssued(
  parts: StepUpParts,
  { party, want }: { party: Party; want: ChallengeWant },
  tokens: Extract<FlowOutcome, { kind: 'issued' }>['tokens'],
): Promise<ObtainOutcome> {
  const grant = buildGrant(tokens, {
    id: parts.makeId(),
    issuer: party.server.issuer,
    connectionId: party.connection.id,
    resource: party.connection.resource ?? party.connection.url,
    callId: want.callId,
    askedScope: want.scope ?? '',
    dpopKeyId: party.client.dpopKey.id,
    nowMs: parts.clock.nowMs(),
  })
  await saveGrant(parts.store.grants, grant)
  return { kind: 'granted', grantId: grant.id }
}

async function beginDeferral(
  parts: StepUpParts,
  { party, want }: { party: Party; want: ChallengeWant },
  deferred: Extract<FlowOutcome, { kind: 'deferred' }>['deferred'],
): Promise<ObtainOutcome> {
  const { callId, connectionId, scope, resource } = want
  const deferral = await parts.deferrals.begin({
    callId,
    connectionId,
    issuer: party.server.issuer,
    clientId: party.client.clientId,
    dpopKeyId: party.client.dpopKey.id,
    scope: scope ?? '',
    resource: resource ?? '',
    deferred,
  })
  return { kind: 'deferred', deferralId: deferral.id }
}
