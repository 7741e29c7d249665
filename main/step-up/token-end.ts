// Reads the end of a flow from a token endpoint's answer, keeping the newest `auth_session` first.
import type { TokenAnswer } from '../oauth/answers.ts'
import { newestAuthSession, saveAuthSession } from './auth-session.ts'
import type { ChallengePorts, ChallengeWant } from './challenge-loop.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { describeNoAnswer, describeRefusal } from './refusal.ts'

/** The same for every grant: protocols 13.3. */
export async function processTokenAnswer(
  { secrets }: Pick<ChallengePorts, 'secrets'>,
  { client }: Pick<ChallengeWant, 'client'>,
  answer: TokenAnswer,
): Promise<FlowOutcome> {
  const { issuer } = client.metadata
  const host = new URL(issuer).host
  await saveAuthSession(secrets, issuer, newestAuthSession(answer))
  if (answer.kind === 'no_answer') return { kind: 'failed', reason: describeNoAnswer(host) }
  return answer.kind === 'refused' ? describeRefusal(answer.refusal, host) : answer
}

/** What the server wants to see before it answers the same request again, or null (RFC 9470's parameters). */
export function readProofDemand(answer: TokenAnswer): ProofDemand | null {
  if (answer.kind !== 'refused') return null
  const { error, acrValues = null, maxAgeSeconds = null } = answer.refusal
  return error === 'insufficient_user_authentication' ? { acrValues, maxAgeSeconds } : null
}

export type ProofDemand = Pick<ChallengeWant, 'acrValues' | 'maxAgeSeconds'>
