// Finds the identity provider that the person named for an issuer, and signs them in there.
import { loadOAuthClient } from '../oauth/load-client.ts'
import type { ChallengeWant } from './challenge-loop.ts'
import { runBrowserFlow } from './browser-flow.ts'
import type { StepUpCore } from './core.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import type { IdentityProvider } from './identity-flow.ts'
import { runNativeFlow } from './native-flow.ts'
import { optionsOf } from './offers.ts'
import type { Party } from './step-up-parts.ts'
import type { ProofDemand } from './token-end.ts'

/** Null when none is named, or we are not registered there: another way may go on. */
export async function loadProvider(
  core: StepUpCore,
  { party, want }: { party: Party; want: ChallengeWant },
): Promise<IdentityProvider | null> {
  const { identityProvider: issuer } = optionsOf(party)
  if (issuer === null || issuer === party.server.issuer) return null
  const { store, keys, log, openExternal } = core.parts
  const { authorizationServers, secrets } = store
  const loaded = await loadOAuthClient({ authorizationServers, secrets, keys }, issuer)
  if (loaded.kind !== 'client') {
    log('info', 'the identity provider is not known to us', { issuer, why: loaded.kind })
    return null
  }
  const { client, server } = loaded
  const native = server.firstParty && client.metadata.authorization_challenge_endpoint !== undefined
  const signIn = (demand: ProofDemand): Promise<FlowOutcome> =>
    core.oneAtATime(issuer, async () => {
      const wanted = buildIdentityWant(want, client, demand)
      const outcome: FlowOutcome = native
        ? await runNativeFlow(core.ports, wanted)
        : { kind: 'web' }
      if (outcome.kind !== 'web') return outcome
      return runBrowserFlow({ ...core.ports, openExternal }, wanted, server.redirectUri)
    })
  // The assertion is bound to the key that presents it (protocols 6.9).
  return { client: { ...client, dpopKey: party.client.dpopKey }, signIn }
}

/** Who somebody is, and nothing else. */
function buildIdentityWant(
  want: ChallengeWant,
  client: ChallengeWant['client'],
  demand: ProofDemand,
): ChallengeWant {
  const { callId, connectionId, signal, mayPrompt } = want
  return {
    callId,
    connectionId,
    client,
    ...demand,
    scope: 'openid',
    resource: null,
    authorizationDetailsJson: null,
    signal,
    ...(mayPrompt === undefined ? {} : { mayPrompt }),
    mayRegisterPasskey: false,
  }
}
