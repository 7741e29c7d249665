// Obtains tokens without a browser: the authorization challenge, then its code redeemed with the same DPoP key.
import { redeemCode } from '../oauth/token-requests.ts'
import { saveAuthSession } from './auth-session.ts'
import {
  runAuthorizationChallenge,
  type ChallengePorts,
  type ChallengeWant,
} from './authorization-challenge.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { describeNoAnswer, describeRefusal } from './refusal.ts'

/** Danger: only for issuers the person marked first-party; the caller checks. */
export async function runNativeFlow(
  ports: ChallengePorts,
  want: ChallengeWant,
): Promise<FlowOutcome> {
  const end = await runAuthorizationChallenge(ports, want)
  if (end.kind !== 'code') return end
  const { code, codeVerifier } = end
  const { issuer } = want.client.metadata
  const host = new URL(issuer).host
  const answer = await redeemCode(ports.oauth, want.client, {
    code,
    codeVerifier,
    redirectUri: null,
    resource: want.resource,
  })
  if (answer.kind === 'no_answer') return { kind: 'failed', reason: describeNoAnswer(host) }
  if (answer.kind === 'deferred') return answer
  const session = answer.kind === 'issued' ? answer.tokens.authSession : answer.refusal.authSession
  await saveAuthSession(ports.secrets, issuer, session)
  return answer.kind === 'issued' ? answer : describeRefusal(answer.refusal, host)
}
