// Goes the ways of a route in their order, until one comes to an end: interactive ones one at a time per issuer.
import { text } from '../../shared/catalogue/text.ts'
import type { GrantOrigin } from '../../shared/model/grant.ts'
import type { Secret } from '../../shared/model/secret.ts'
import { requestBackchannelAuthentication } from '../oauth/backchannel-authentication.ts'
import { requestClientCredentials } from '../oauth/token-requests.ts'
import type { ChallengeWant } from './challenge-loop.ts'
import { runBackchannelFlow } from './backchannel-flow.ts'
import { makeBindingMessage } from './binding-words.ts'
import { runBrowserFlow } from './browser-flow.ts'
import type { StepUpCore } from './core.ts'
import { runDeviceFlow } from './device-flow.ts'
import { runExchange } from './exchange.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { runIdentityFlow } from './identity-flow.ts'
import { loadProvider } from './identity-provider.ts'
import { runNativeFlow } from './native-flow.ts'
import { listOffers, offersOpenId, optionsOf } from './offers.ts'
import { joinScopes, listTransports, type Transport } from './route.ts'
import type { Party } from './step-up-parts.ts'
import { processTokenAnswer, type ProofDemand } from './token-end.ts'

export interface Flow {
  readonly party: Party
  readonly want: ChallengeWant
  /** In place of `want` where it depends on the way. */
  readonly wantFor?: (transport: Transport) => ChallengeWant
  /** What an exchange is made of; null where the party has no grant. */
  readonly subjectToken?: (() => Promise<Secret>) | null
  /** Ends the wait for the browser only. */
  readonly browserSignal?: AbortSignal | undefined
}

const origins: Readonly<Partial<Record<Transport, GrantOrigin>>> = {
  client_credentials: 'client_credentials',
  identity_assertion: 'identity_assertion',
  exchange: 'token_exchange',
  authorization_challenge: 'authorization_challenge',
  browser: 'authorization_code',
}

export interface FlowEnd {
  readonly outcome: FlowOutcome
  /** What was asked on the way that came to this end. */
  readonly want: ChallengeWant
  /** That way; null when there was none to go. */
  readonly by: Transport | null
}

/** No way is gone twice. One that a server points at is gone only if it is offered here at all. */
export async function runTransports(
  core: StepUpCore,
  asked: Flow,
  transports: readonly Transport[],
): Promise<FlowEnd> {
  const offered = listOffers(asked.party)
  const gone = new Set<Transport>()
  let left = transports
  let end: FlowEnd = { outcome: { kind: 'web' }, want: asked.want, by: null }
  for (let next = left[0]; next !== undefined; next = left[0]) {
    gone.add(next)
    end = await runWay(core, asked, next)
    if (end.outcome.kind !== 'web') return end
    const { only } = end.outcome
    const may = only !== undefined && offered.has(only) && !gone.has(only)
    left = may && end.want.asksNobody !== true ? [only] : left.filter((one) => !gone.has(one))
  }
  return end
}

async function runWay(core: StepUpCore, asked: Flow, by: Transport): Promise<FlowEnd> {
  const want = asked.wantFor?.(by) ?? asked.want
  if (want.signal.aborted)
    return { outcome: { kind: 'cancelled', reason: text('step-up.abandoned') }, want, by }
  const flow = { ...asked, want }
  const outcome = await runTransport(core, flow, by)
  if (outcome.kind === 'issued')
    return { outcome: { ...outcome, by: origins[by] ?? 'authorization_code' }, want, by }
  return { outcome: await handOver(core, flow, outcome), want, by }
}

async function runTransport(
  core: StepUpCore,
  flow: Flow,
  transport: Transport,
): Promise<FlowOutcome> {
  const { ports } = core
  const { party, want } = flow
  const inTurn = (run: () => Promise<FlowOutcome>): Promise<FlowOutcome> =>
    core.oneAtATime(party.server.issuer, run)
  switch (transport) {
    case 'client_credentials':
      return runClientCredentials(core, want)
    case 'exchange':
      return exchange(core, flow)
    case 'identity_assertion':
      // A line of its own: it waits for the provider's, where others may wait to come here in the same way.
      return core.oneAtATime(`over a provider: ${party.server.issuer}`, () =>
        overProvider(core, flow),
      )
    case 'authorization_challenge':
      return inTurn(() => runNativeFlow(ports, want))
    case 'backchannel':
      return inTurn(() => runBackchannelFlow(ports, want, optionsOf(party).cibaLoginHint ?? ''))
    case 'device':
      return inTurn(() => runDeviceFlow(ports, want))
    case 'browser':
      return inTurn(() => overBrowser(core, flow))
  }
}

function overBrowser(core: StepUpCore, { party, want, browserSignal }: Flow): Promise<FlowOutcome> {
  const ports = { ...core.ports, openExternal: core.parts.openExternal }
  const wanted = { ...want, signal: browserSignal ?? want.signal }
  return runBrowserFlow(ports, wanted, party.server.redirectUri)
}

async function overProvider(core: StepUpCore, flow: Flow): Promise<FlowOutcome> {
  const provider = await loadProvider(core, flow)
  return provider === null ? { kind: 'web' } : runIdentityFlow(core.ports, flow.want, provider)
}

async function runClientCredentials(
  { ports }: StepUpCore,
  want: ChallengeWant,
): Promise<FlowOutcome> {
  const { client, scope, resource, completionMode } = want
  const hint = completionMode === undefined ? {} : { completionMode }
  const request = { scope, resource, ...hint }
  const answer = await requestClientCredentials(ports.oauth, client, request)
  return processTokenAnswer(ports, want, answer)
}

async function exchange(core: StepUpCore, flow: Flow): Promise<FlowOutcome> {
  const { subjectToken = null, want } = flow
  if (subjectToken === null) return { kind: 'web' }
  const prove = (demand: ProofDemand): Promise<FlowOutcome> => signInAgain(core, flow, demand)
  return runExchange(core.ports, want, { subjectToken, prove })
}

/** What comes of it is presented in the exchange alone, and for no more than was granted before. */
async function signInAgain(
  core: StepUpCore,
  flow: Flow,
  demand: ProofDemand,
): Promise<FlowOutcome> {
  const { party, want } = flow
  const scope = joinScopes(party.standing?.scope ?? '', offersOpenId(party) ? 'openid' : '')
  const { completionMode: _later, ...now } = want
  const proof = { ...demand, scope: scope === '' ? null : scope, authorizationDetailsJson: null }
  const facts = { offered: listOffers(party), hadToken: true }
  const ways = listTransports(8, facts).filter((one) => one !== 'backchannel')
  const wanted = { party, want: { ...now, ...proof } }
  return (await runTransports(core, wanted, ways)).outcome
}

/**
 * The form proposed on the working group's list, a switch per issuer: the deferral code says at the backchannel
 * endpoint who is asked, and the wait is a CIBA one from there. Where that is refused, the code is polled as usual.
 */
async function handOver(
  core: StepUpCore,
  { party, want }: Flow,
  outcome: FlowOutcome,
): Promise<FlowOutcome> {
  if (outcome.kind !== 'deferred' || !optionsOf(party).deferralCodeAsLoginHint) return outcome
  const { dialect = 'dtr', deferralCode } = outcome.deferred
  const { client, scope, resource, authorizationDetailsJson } = want
  if (dialect !== 'dtr' || client.metadata.backchannel_authentication_endpoint === undefined)
    return outcome
  const { oauth, log } = core.parts
  const answer = await requestBackchannelAuthentication(oauth, client, {
    scope: scope ?? '',
    loginHint: deferralCode,
    bindingMessage: makeBindingMessage(oauth.randomness),
    resource,
    authorizationDetailsJson,
  })
  if (answer.kind === 'deferred') return answer
  log('warn', 'a deferral code was not taken as login_hint', { issuer: party.server.issuer })
  return outcome
}
