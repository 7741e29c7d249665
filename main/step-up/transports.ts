// Runs a flow over the authorization challenge endpoint or the system browser, one at a time per issuer.
import type { Grant } from '../../shared/model/grant.ts'
import { runBrowserFlow } from './browser-flow.ts'
import type { ChallengePorts, ChallengeWant } from './authorization-challenge.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { createLockout } from './lockout.ts'
import { runNativeFlow } from './native-flow.ts'
import type { ObtainOutcome } from './obtain.ts'
import { createOneAtATime, type OneAtATime } from './one-at-a-time.ts'
import { createGrantRefresher, type RefreshGrant } from './refresh-grant.ts'
import { describeNoAnswer } from './refusal.ts'
import { joinScopes, type Transport } from './route.ts'
import { settleFlow } from './settle.ts'
import { failed, type Party, type StepUpParts } from './step-up-parts.ts'

/** The room's moving parts, made once. */
export interface StepUpCore {
  readonly parts: StepUpParts
  readonly ports: ChallengePorts
  readonly refreshGrant: RefreshGrant
  readonly oneAtATime: OneAtATime
}

export function createCore(parts: StepUpParts): StepUpCore {
  const { store, keys, clock, oauth } = parts
  const { grants, secrets, authorizationServers } = store
  const sources = { authorizationServers, secrets, keys }
  return {
    parts,
    ports: { ...parts, secrets, lockout: createLockout(clock) },
    refreshGrant: createGrantRefresher({ oauth, sources, grants, secrets, clock }),
    oneAtATime: createOneAtATime(),
  }
}

interface Flow {
  readonly party: Party
  readonly want: ChallengeWant
  /** Ends the wait for the browser only. */
  readonly browserSignal?: AbortSignal | undefined
}

/** The native flow where asked, and the browser when that one cannot go on. */
export function runTransport(
  core: StepUpCore,
  { party, want, browserSignal }: Flow,
  transport: Transport,
): Promise<FlowOutcome> {
  return core.oneAtATime(party.server.issuer, async () => {
    const native = transport === 'authorization_challenge'
    const outcome: FlowOutcome = native ? await runNativeFlow(core.ports, want) : { kind: 'web' }
    if (outcome.kind !== 'web') return outcome
    const ports = { ...core.ports, openExternal: core.parts.openExternal }
    const wanted = { ...want, signal: browserSignal ?? want.signal }
    return runBrowserFlow(ports, wanted, party.server.redirectUri)
  })
}

export interface StandingAsk {
  /** Null asks for what the resource server names. */
  readonly scope: string | null
  readonly browserSignal?: AbortSignal | undefined
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
  return obtainStanding(core, party, asked)
}

/** Standing scopes only grow (MCP): what was granted before is asked for again. */
export async function obtainStanding(
  core: StepUpCore,
  party: Party,
  { scope: asked, browserSignal }: StandingAsk,
): Promise<ObtainOutcome> {
  const scope = joinScopes(
    party.standing?.scope ?? '',
    `${asked ?? scopesOf(party)} ${stayOf(party)}`,
  )
  const want = buildWant(party, { scope: scope === '' ? null : scope })
  const outcome = await runTransport(core, { party, want, browserSignal }, transportOf(party))
  const settled = await settleFlow(core.parts, { party, want }, outcome)
  if (settled.kind !== 'granted') return settled
  const { grants } = core.parts.store
  for (const grant of await grants.listStanding(party.connection.id)) {
    if (grant.id !== settled.grantId) grants.remove(grant.id)
  }
  return settled
}

/** What to ask for, with everything not named left out. */
export function buildWant(party: Party, asked: Partial<ChallengeWant>): ChallengeWant {
  return {
    callId: null,
    connectionId: party.connection.id,
    client: party.client,
    scope: null,
    resource: party.connection.resource ?? party.connection.url,
    acrValues: null,
    maxAgeSeconds: null,
    signal: new AbortController().signal,
    mayRegisterPasskey: false,
    ...asked,
  }
}

export function hasChallengeEndpoint({ client }: Party): boolean {
  return client.metadata.authorization_challenge_endpoint !== undefined
}

/** The native flow only at issuers the person marked first-party. */
export function transportOf(party: Party): Transport {
  const native = party.server.firstParty && hasChallengeEndpoint(party)
  return native ? 'authorization_challenge' : 'browser'
}

function scopesOf({ connection }: Party): string {
  return connection.scopesSupported.join(' ')
}

/** Asks to stay signed in where that is offered. */
function stayOf({ client }: Party): string {
  return client.metadata.scopes_supported?.includes('offline_access') === true
    ? 'offline_access'
    : ''
}
