// Obtains tokens without a browser: the authorization challenge, then its code redeemed with the same DPoP key.
import { redeemCode } from '../oauth/token-requests.ts'
import { newestAuthSession, saveAuthSession } from './auth-session.ts'
import {
  runAuthorizationChallenge,
  type ChallengePorts,
  type ChallengeWant,
} from './authorization-challenge.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { describeNoAnswer, describeRefusal } from './refusal.ts'

/** The token endpoint may ask for more itself (FiPA; protocols 13.3): that often it goes on where it was. */
const mostContinuations = 1

/** Danger: only for issuers the person marked first-party; the caller checks. */
export async function runNativeFlow(
  ports: ChallengePorts,
  want: ChallengeWant,
): Promise<FlowOutcome> {
  const { issuer } = want.client.metadata
  const host = new URL(issuer).host
  for (let continued = 0; ; continued += 1) {
    const end = await runAuthorizationChallenge(ports, want)
    if (end.kind !== 'code') return end
    const { code, codeVerifier } = end
    const answer = await redeemCode(ports.oauth, want.client, {
      code,
      codeVerifier,
      redirectUri: null,
      resource: want.resource,
    })
    await saveAuthSession(ports.secrets, issuer, newestAuthSession(answer))
    if (answer.kind === 'no_answer') return { kind: 'failed', reason: describeNoAnswer(host) }
    if (answer.kind !== 'refused') return answer
    const goesOn = answer.refusal.error === 'insufficient_authorization'
    if (!goesOn || continued >= mostContinuations) return describeRefusal(answer.refusal, host)
  }
}
