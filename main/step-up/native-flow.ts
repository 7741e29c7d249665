// Obtains tokens without a browser: the authorization challenge, then its code redeemed with the same DPoP key.
import { redeemCode } from '../oauth/token-requests.ts'
import { runAuthorizationChallenge } from './authorization-challenge.ts'
import type { ChallengePorts, ChallengeWant } from './challenge-loop.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { processTokenAnswer } from './token-end.ts'

/** The token endpoint may ask for more itself (FiPA; protocols 13.3): that often it goes on where it was. */
const mostContinuations = 1

/**
 * Whatever this flow cannot do, the browser may. Danger: only for issuers the person marked first-party; the caller
 * checks.
 */
export async function runNativeFlow(
  ports: ChallengePorts,
  want: ChallengeWant,
): Promise<FlowOutcome> {
  for (let continued = 0; ; continued += 1) {
    const end = await runAuthorizationChallenge(ports, want)
    if (end.kind === 'web') return { kind: 'web', only: 'browser' }
    if (end.kind !== 'code') return end
    const { code, codeVerifier } = end
    const { completionMode } = want
    const answer = await redeemCode(ports.oauth, want.client, {
      code,
      codeVerifier,
      redirectUri: null,
      resource: want.resource,
      ...(completionMode === undefined ? {} : { completionMode }),
    })
    const outcome = await processTokenAnswer(ports, want, answer)
    if (outcome.kind !== 'web') return outcome
    if (outcome.only !== 'authorization_challenge' || continued >= mostContinuations)
      return { kind: 'web', only: 'browser' }
  }
}
