// Obtains tokens by a sign-in at an identity provider that counts at this server too (ID-JAG; protocols 6.9).
import { decodeJwt } from 'jose'
import type { Secret } from '../../shared/model/secret.ts'
import type { OAuthRefusal } from '../oauth/answers.ts'
import { requestIdentityAssertion, requestJwtBearer } from '../oauth/identity-assertion.ts'
import type { OAuthClient } from '../oauth/oauth-context.ts'
import type { ChallengePorts, ChallengeWant } from './challenge-loop.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { describeNoAnswer, describeRefusal } from './refusal.ts'
import { processTokenAnswer, readProofDemand, type ProofDemand } from './token-end.ts'

export interface IdentityProvider {
  /** With the DPoP key of the server that the assertion is for. */
  readonly client: OAuthClient
  /** Signs the person in there. */
  readonly signIn: (demand: ProofDemand) => Promise<FlowOutcome>
}

/** An ID token this close to its end is not worth a request. */
const marginMs = 30_000
const noDemand: ProofDemand = { acrValues: null, maxAgeSeconds: null }

/** Named secret: the ID token of the newest sign-in at an identity provider. */
export function idTokenName(issuer: string): string {
  return `id-token:${issuer}`
}

/**
 * Signs in at the identity provider where no sign-in is held or it wants another one, then presents its assertion.
 * `web`: there is no way over this provider, another way may go on.
 */
export async function runIdentityFlow(
  ports: Pick<ChallengePorts, 'oauth' | 'secrets' | 'clock'>,
  want: ChallengeWant,
  provider: IdentityProvider,
): Promise<FlowOutcome> {
  const held = await loadIdToken(ports, provider.client.metadata.issuer)
  const first = held ?? (await signIn(ports, provider, noDemand))
  if ('kind' in first) return first
  let answer = await requestAssertion(ports, want, { provider, idToken: first })
  const demand = answer.kind === 'refused' ? demandOf(answer.refusal, held !== null) : null
  if (demand !== null) {
    const again = await signIn(ports, provider, demand)
    if ('kind' in again) return again
    answer = await requestAssertion(ports, want, { provider, idToken: again })
  }
  const { host } = new URL(provider.client.metadata.issuer)
  if (answer.kind === 'no_answer') return { kind: 'failed', reason: describeNoAnswer(host) }
  if (answer.kind === 'refused') return describeRefusal(answer.refusal, host)
  const { callId, client, scope, resource, completionMode } = want
  const issued = await requestJwtBearer(ports.oauth, client, {
    assertion: answer.assertion,
    scope,
    resource,
    ...(completionMode === undefined ? {} : { completionMode }),
    ...(callId === null || scope === null ? {} : { atMostScope: scope }),
  })
  return processTokenAnswer(ports, want, issued)
}

/** A stronger sign-in, where the provider says so; a new one, where the one we kept no longer counts. */
function demandOf(refusal: OAuthRefusal, wasKept: boolean): ProofDemand | null {
  const demand = readProofDemand({ kind: 'refused', refusal })
  const stale = refusal.error === 'invalid_grant' || refusal.error === 'invalid_request'
  return demand ?? (stale && wasKept ? noDemand : null)
}

function requestAssertion(
  { oauth }: Pick<ChallengePorts, 'oauth'>,
  { client, resource, scope }: ChallengeWant,
  { provider, idToken }: { provider: IdentityProvider; idToken: Secret },
): ReturnType<typeof requestIdentityAssertion> {
  const audience = client.metadata.issuer
  const request = { subjectToken: idToken, audience, resource, scope }
  return requestIdentityAssertion(oauth, provider.client, request)
}

async function signIn(
  { secrets }: Pick<ChallengePorts, 'secrets'>,
  { client, signIn: run }: IdentityProvider,
  demand: ProofDemand,
): Promise<Secret | FlowOutcome> {
  const outcome = await run(demand)
  if (outcome.kind !== 'issued') return outcome
  const { idToken = null } = outcome.tokens
  if (idToken === null) return { kind: 'web' }
  await secrets.save(idTokenName(client.metadata.issuer), idToken)
  return idToken
}

async function loadIdToken(
  { secrets, clock }: Pick<ChallengePorts, 'secrets' | 'clock'>,
  issuer: string,
): Promise<Secret | null> {
  const kept = await secrets.load(idTokenName(issuer))
  return kept !== null && expiryMsOf(kept) > clock.nowMs() + marginMs ? kept : null
}

/** Checked when it came; here it is only read. */
function expiryMsOf(idToken: Secret): number {
  try {
    return (decodeJwt(idToken.reveal()).exp ?? 0) * 1_000
  } catch {
    return 0
  }
}
